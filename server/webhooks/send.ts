import { request as requestHttp, type Agent, type IncomingMessage } from 'node:http';
import { request as requestHttps } from 'node:https';
import { RequestFilteringHttpsAgent } from 'request-filtering-agent';
import type { WebhookFailure } from '../../protocol/webhooks';

export type Sent = {
  status: number | null;
  failure: WebhookFailure | null;
  duration_ms: number;
  /** How the answer began. */
  answer: string;
  /** What the receiver asked for, in seconds. */
  retry_after: number | null;
};

export type WebhookSender = {
  /** Whether something may go to this address at all, as far as it can be seen from it. */
  mayReach(url: string): boolean;
  send(url: string, headers: Record<string, string>, body: string, stopping?: AbortSignal): Promise<Sent>;
};

type SenderOptions = { totalMs?: number; answerMs?: number };

const TOTAL_MS = 15_000;
/** Of a good answer the beginning is kept when it comes at once; the answer itself is the status. */
const ANSWER_MS = 1_000;
const ANSWER_BYTES = 2_048;
const ANSWER_SHOWN = 500;
const HEADER_BYTES = 8_192;

/**
 * Sends webhooks. The marketplace names the addresses, so only https to public ones is spoken: the agent checks what a name resolves to at
 * the very connection that is used. `hosts` are spoken to whatever they resolve to, and by http. Redirects are not followed.
 */
export function createWebhookSender(hosts: readonly string[], { totalMs = TOTAL_MS, answerMs = ANSWER_MS }: SenderOptions = {}): WebhookSender {
  const filtering: Agent = new RequestFilteringHttpsAgent();
  const isNamed = (url: URL) => hosts.includes(url.host);
  const mayReach = (text: string) => {
    const url = URL.canParse(text) ? new URL(text) : undefined;
    if (url === undefined || url.username !== '' || url.password !== '' || url.hash !== '') return false;
    return isNamed(url) ? ['http:', 'https:'].includes(url.protocol) : url.protocol === 'https:';
  };
  return {
    mayReach,
    async send(text, headers, body, stopping) {
      const begun = performance.now();
      const done = (sent: Partial<Sent>): Sent => ({ status: null, failure: null, answer: '', retry_after: null, ...sent, duration_ms: Math.round(performance.now() - begun) });
      if (!mayReach(text)) return done({ failure: 'address' });
      const url = new URL(text);
      const signal = AbortSignal.any([AbortSignal.timeout(totalMs), ...(stopping === undefined ? [] : [stopping])]);
      try {
        const response = await post(url, { ...headers, 'Content-Length': String(Buffer.byteLength(body)) }, body, signal, isNamed(url) ? undefined : filtering);
        const status = response.statusCode ?? 0;
        const answer = await beginningOf(response, answerMs);
        const failure = status >= 200 && status < 300 ? null : status >= 300 && status < 400 ? 'redirect' : 'status';
        return done({ status, failure, answer, retry_after: secondsOf(response.headers['retry-after']) });
      } catch (error) {
        stopping?.throwIfAborted();
        return done({ failure: failureOf(error) });
      }
    },
  };
}

function post(url: URL, headers: Record<string, string>, body: string, signal: AbortSignal, agent: Agent | undefined): Promise<IncomingMessage> {
  const request = url.protocol === 'https:' ? requestHttps : requestHttp;
  return new Promise((resolve, reject) => {
    // Without an agent of its own the connection is closed behind the answer too.
    const sending = request(url, { method: 'POST', headers, signal, agent: agent ?? false, maxHeaderSize: HEADER_BYTES }, resolve);
    sending.on('error', reject);
    sending.end(body);
  });
}

/** The first bytes of an answer as text, as far as they come in time; then the connection is closed, whatever else would come. */
function beginningOf(response: IncomingMessage, answerMs: number): Promise<string> {
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    let bytes = 0;
    const end = () => {
      clearTimeout(timer);
      response.destroy();
      resolve(Buffer.concat(chunks).toString('utf8').replace(/[\p{Cc}\ufffd]+/gu, ' ').slice(0, ANSWER_SHOWN).toWellFormed().trim());
    };
    const timer = setTimeout(end, answerMs);
    response.on('data', (chunk: Buffer) => {
      chunks.push(chunk.subarray(0, ANSWER_BYTES - bytes));
      bytes += chunk.length;
      if (bytes >= ANSWER_BYTES) end();
    });
    response.once('end', end).once('error', end).once('close', end);
  });
}

function secondsOf(header: string | undefined): number | null {
  return header !== undefined && /^\d{1,6}$/.test(header) ? Number(header) : null;
}

function failureOf(error: unknown): WebhookFailure {
  const { name, code = '', message } = error as NodeJS.ErrnoException;
  if (name === 'AbortError' || name === 'TimeoutError') return 'timeout';
  // The agent's own words; it gives no code.
  if (message.includes('is not allowed')) return 'address';
  return /CERT|SSL|TLS|EPROTO|UNABLE_TO_|SELF_SIGNED/.test(code) ? 'tls' : 'connection';
}
