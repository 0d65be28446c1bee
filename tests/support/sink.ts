import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { WebhookEvent } from '../../protocol/webhooks';

/** What a receiver was sent, as it came. */
export type Received = { id: string; headers: Record<string, string>; text: string; event: WebhookEvent };

/** A receiver of webhooks. `answer` decides about each request; it may be changed at any time. */
export type Sink = {
  url: string;
  host: string;
  received: Received[];
  answer: (request: IncomingMessage, response: ServerResponse) => void;
  /** Resolves when so many requests, or those that fit, have come. */
  has(count: number, fits?: (received: Received) => boolean): Promise<Received[]>;
  close(): Promise<void>;
};

const WAIT_MS = 30_000;

export async function openSink(): Promise<Sink> {
  const waiting = new Set<() => void>();
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('error', () => undefined);
    request.on('end', () => {
      const text = Buffer.concat(chunks).toString('utf8');
      const headers = request.headers as Record<string, string>;
      sink.received.push({ id: headers['webhook-id'] ?? '', headers, text, event: (text.startsWith('{') ? JSON.parse(text) : {}) as WebhookEvent });
      sink.answer(request, response);
      for (const look of [...waiting]) look();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  const sink: Sink = {
    url: `http://${host}/hook`,
    host,
    received: [],
    answer: (_request, response) => void response.end('thanks'),
    has(count, fits = () => true) {
      return new Promise((resolve, reject) => {
        const timer = setTimeout(() => end(() => reject(new Error(`${sink.received.filter(fits).length} of ${count} came`))), WAIT_MS);
        const end = (then: () => void) => {
          clearTimeout(timer);
          waiting.delete(look);
          then();
        };
        const look = () => {
          const found = sink.received.filter(fits);
          if (found.length >= count) end(() => resolve(found));
        };
        waiting.add(look);
        look();
      });
    },
    close() {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
  return sink;
}
