import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo, Socket } from 'node:net';
import { createServer as createTcpServer } from 'node:net';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { waitMs } from '../../server/domain/webhook_telling';
import { createWebhookSender, type WebhookSender } from '../../server/webhooks/send';
import { openSink, type Sink } from '../support/sink';

/* Receivers that fail in every way, and what the sender makes of them. */

let sink: Sink;
let sender: WebhookSender;
beforeAll(async () => {
  sink = await openSink();
  sender = createWebhookSender([sink.host], { totalMs: 20_000, answerMs: 500 });
});
afterEach(() => {
  sink.received.length = 0;
});
afterAll(() => sink.close());

const send = (url = sink.url) => sender.send(url, { 'webhook-id': 'evt_1' }, '{}');

/** A server of plain TCP that does to each connection what it wants. */
async function tcp(deed: (socket: Socket) => void, work: (host: string) => Promise<void>): Promise<void> {
  const sockets = new Set<Socket>();
  const server = createTcpServer((socket) => {
    sockets.add(socket.on('error', () => undefined));
    deed(socket);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  try {
    await work(`127.0.0.1:${(server.address() as AddressInfo).port}`);
  } finally {
    for (const socket of sockets) socket.destroy();
    server.close();
  }
}

describe('sending a webhook', () => {
  it('is done with a good answer, whatever its body does', async () => {
    const bodies: Record<string, Sink['answer']> = {
      short: (_request, response) => void response.end('thanks\u0000\u001b[31m'),
      none: (_request, response) => void response.writeHead(204).end(),
      'hangs behind its headers': (_request, response) => void response.writeHead(200).flushHeaders(),
      'closes in its middle': (_request, response) => void response.writeHead(200, { 'Content-Length': '1000' }).write('half', () => response.destroy()),
      endless: (_request, response) => {
        const more = () => response.destroyed || response.write('x'.repeat(65_536), more);
        response.writeHead(200);
        more();
      },
    };
    for (const [name, answer] of Object.entries(bodies)) {
      sink.answer = answer;
      const sent = await send();
      expect([name, sent.failure, sent.status! < 300, sent.answer.length <= 500]).toEqual([name, null, true, true]);
      if (name === 'short') expect(sent.answer).toBe('thanks [31m');
    }
  });

  it('fails at another status, and says how the answer began', async () => {
    for (const [status, failure] of [[500, 'status'], [404, 'status'], [429, 'status'], [301, 'redirect'], [307, 'redirect']] as const) {
      sink.answer = (_request, response) => void response.writeHead(status, { Location: 'http://127.0.0.1/', 'Retry-After': '7' }).end('no');
      expect(await send()).toMatchObject({ status, failure, answer: 'no', retry_after: 7 });
    }
    expect(sink.received).toHaveLength(5);
  });

  it('fails in its time when no answer comes, or one that never ends its headers', async () => {
    sink.answer = () => undefined;
    expect(await createWebhookSender([sink.host], { totalMs: 300 }).send(sink.url, { 'webhook-id': 'evt_1' }, '{}')).toMatchObject({ status: null, failure: 'timeout' });
    const trickle = (socket: Socket) => {
      socket.write('HTTP/1.1 200 OK\r\nX-Slow: ');
      const timer = setInterval(() => socket.write('a'), 20);
      socket.on('close', () => clearInterval(timer));
    };
    await tcp(trickle, async (host) => expect(await createWebhookSender([host], { totalMs: 300 }).send(`http://${host}/`, {}, '{}')).toMatchObject({ status: null, failure: 'timeout' }));
  });

  it('fails when the connection breaks, is refused, or speaks another protocol', async () => {
    await tcp((socket) => socket.resetAndDestroy(), async (host) => expect(await createWebhookSender([host]).send(`http://${host}/`, {}, '{}')).toMatchObject({ failure: 'connection' }));
    await tcp((socket) => void socket.end('nonsense\r\n\r\n'), async (host) => expect(await createWebhookSender([host]).send(`http://${host}/`, {}, '{}')).toMatchObject({ failure: 'connection' }));
    await tcp((socket) => void socket.end(`HTTP/1.1 200 OK\r\nX-Huge: ${'h'.repeat(64_000)}\r\n\r\n`), async (host) => expect(await createWebhookSender([host]).send(`http://${host}/`, {}, '{}')).toMatchObject({ failure: 'connection' }));
    await tcp((socket) => void socket.end('nonsense\r\n\r\n'), async (host) => expect(await createWebhookSender([host]).send(`https://${host}/`, {}, '{}')).toMatchObject({ failure: 'tls' }));
    const { host } = await closedPort();
    expect(await createWebhookSender([host]).send(`http://${host}/`, {}, '{}')).toMatchObject({ failure: 'connection' });
  });

  it('fails without a certificate that holds', async () => {
    const server = createTlsServer((_request, response) => void response.end());
    server.on('tlsClientError', () => undefined);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
    expect(await createWebhookSender([host]).send(`https://${host}/`, {}, '{}')).toMatchObject({ status: null, failure: 'tls' });
    server.close();
  });

  it('speaks to no address of an inner network, whatever name it has, and to none by http', async () => {
    const { port } = new URL(sink.url);
    for (const url of [`https://127.0.0.1:${port}/`, `https://localhost:${port}/`, `https://[::1]:${port}/`, `https://0.0.0.0:${port}/`, 'https://10.0.0.1/', 'https://169.254.169.254/latest', `https://[::ffff:127.0.0.1]:${port}/`, `http://localhost:${port}/`, 'http://example.com/']) {
      expect([url, await createWebhookSender([]).send(url, {}, '{}')]).toEqual([url, expect.objectContaining({ status: null, failure: 'address' })]);
    }
    expect(sink.received).toHaveLength(0);
  });

  it('is tried again later and later, never for all at one moment, and when the receiver wants it', () => {
    expect([1, 2, 3, 10, 11, 200].map((attempts) => waitMs(attempts, null, () => 1))).toEqual([1_000, 2_000, 4_000, 512_000, 600_000, 600_000]);
    expect(waitMs(3, null, () => 0)).toBe(2_000);
    expect([waitMs(1, 7), waitMs(1, 999_999)]).toEqual([7_000, 3_600_000]);
  });
});

async function closedPort(): Promise<{ host: string }> {
  let host = '';
  await tcp(() => undefined, async (name) => void (host = name));
  return { host };
}
