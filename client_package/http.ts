import type { ErrorCode } from '../protocol/errors';
import { OrderlineError } from './error';

export type HttpRequest = { url: string; method: string; bearer?: string; body?: unknown; bytes?: Uint8Array<ArrayBuffer> | ArrayBuffer; headers?: Record<string, string>; isRepeatable: boolean };

const ATTEMPTS = 4;
const FIRST_WAIT_MS = 250;
const LONGEST_WAIT_MS = 10_000;
/** However long the server asks to be left alone. */
const LONGEST_ASKED_MS = 60_000;
const TIMEOUT_MS = 15_000;
/** What a slow line carries. */
const BYTES_PER_MS = 50;

/** For how long an answer is waited for: what is sent along has to get there first. */
export function patienceOf(bytes: number): number {
  return TIMEOUT_MS + Math.ceil(bytes / BYTES_PER_MS);
}

/** Asks, and asks again while it will pass and nothing can happen twice by it. */
export async function ask<T>(request: HttpRequest): Promise<{ body: T; headers: Headers }> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await askOnce<T>(request);
    } catch (error) {
      const mayPass = error instanceof OrderlineError && (error.code === 'network' || error.code === 'unavailable' || error.code === 'rate_limited');
      if (!mayPass || attempt === ATTEMPTS || !(request.isRepeatable || error.code === 'rate_limited')) throw error;
      // Never for all programs at the same moment.
      const wait = error.retry_after === undefined ? Math.min(FIRST_WAIT_MS * 2 ** attempt, LONGEST_WAIT_MS) * (0.5 + Math.random() / 2) : Math.min(error.retry_after * 1000, LONGEST_ASKED_MS);
      await new Promise((resolve) => setTimeout(resolve, wait));
    }
  }
}

async function askOnce<T>({ url, method, bearer, body, bytes, headers }: HttpRequest): Promise<{ body: T; headers: Headers }> {
  let response: Response;
  let text: string;
  try {
    response = await fetch(url, {
      method,
      headers: { ...(body !== undefined && { 'Content-Type': 'application/json' }), ...(bearer !== undefined && { Authorization: `Bearer ${bearer}` }), 'Accept-Language': 'en', ...headers },
      signal: AbortSignal.timeout(patienceOf(bytes?.byteLength ?? 0)),
      ...(bytes !== undefined ? { body: bytes } : body !== undefined && { body: JSON.stringify(body) }),
    });
    text = await response.text();
  } catch (error) {
    throw new OrderlineError('network', error instanceof Error ? error.message : String(error));
  }
  if (response.ok) return { body: (text === '' ? undefined : JSON.parse(text)) as T, headers: response.headers };
  const { error, code, ...details } = parsed(text);
  // What stands in between says it in the header alone.
  const asked = Number(response.headers.get('retry-after'));
  if (details.retry_after === undefined && asked > 0) details.retry_after = asked;
  throw new OrderlineError((code as ErrorCode | undefined) ?? (response.status >= 500 ? 'unavailable' : response.status === 429 ? 'rate_limited' : 'bad_request'), String(error ?? response.statusText), response.status, details);
}

/** What stands in between may answer something else than JSON. */
function parsed(text: string): Record<string, unknown> {
  try {
    return JSON.parse(text) as Record<string, unknown>;
  } catch {
    return {};
  }
}
