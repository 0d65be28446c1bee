import type { ErrorCode } from '../protocol/errors';
import { OrderlineError } from './error';

export type HttpRequest = { url: string; method: string; bearer?: string; body?: unknown; headers?: Record<string, string>; isRepeatable: boolean };

const ATTEMPTS = 4;
const FIRST_WAIT_MS = 250;
const LONGEST_WAIT_MS = 10_000;
const TIMEOUT_MS = 15_000;

/** Asks, and asks again while it will pass and nothing can happen twice by it. */
export async function ask<T>(request: HttpRequest): Promise<{ body: T; headers: Headers }> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await askOnce<T>(request);
    } catch (error) {
      const mayPass = error instanceof OrderlineError && (error.code === 'network' || error.code === 'unavailable' || error.code === 'rate_limited');
      if (!mayPass || attempt === ATTEMPTS || !(request.isRepeatable || error.code === 'rate_limited')) throw error;
      const wait = error.retry_after === undefined ? FIRST_WAIT_MS * 2 ** attempt : error.retry_after * 1000;
      await new Promise((resolve) => setTimeout(resolve, Math.min(wait, LONGEST_WAIT_MS)));
    }
  }
}

async function askOnce<T>({ url, method, bearer, body, headers }: HttpRequest): Promise<{ body: T; headers: Headers }> {
  let response: Response;
  let text: string;
  try {
    response = await fetch(url, {
      method,
      headers: { ...(body !== undefined && { 'Content-Type': 'application/json' }), ...(bearer !== undefined && { Authorization: `Bearer ${bearer}` }), 'Accept-Language': 'en', ...headers },
      signal: AbortSignal.timeout(TIMEOUT_MS),
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    text = await response.text();
  } catch (error) {
    throw new OrderlineError('network', error instanceof Error ? error.message : String(error));
  }
  if (response.ok) return { body: (text === '' ? undefined : JSON.parse(text)) as T, headers: response.headers };
  const { error, code, ...details } = parsed(text);
  throw new OrderlineError((code as ErrorCode | undefined) ?? (response.status >= 500 ? 'unavailable' : 'bad_request'), String(error ?? response.statusText), response.status, details);
}

/** What stands in between may answer something else than JSON. */
function parsed(text: string): Record<string, unknown> {
  try {
    return JSON.parse(text) as Record<string, unknown>;
  } catch {
    return {};
  }
}
