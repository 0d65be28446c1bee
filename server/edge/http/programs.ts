import { createHash } from 'node:crypto';
import type { Request, Response } from 'express';
import type { KeyCaller } from '../../caller';
import { once } from '../../domain/idempotency';
import type { Left } from '../../limits';
import type { Parts } from '../../parts';
import { Refusal } from '../../refusal';
import type { HttpAnswer } from './route';

/* What programs expect of an API beside its answers: repeats that do nothing twice, tags of what they have already, and what is left of a limit. */

/** What is left of the key's limit, after the IETF's draft of RateLimit fields. */
function rateHeaders({ limit, remaining, reset_seconds, window_seconds }: Left): Record<string, string> {
  return { 'RateLimit-Policy': `"api";q=${limit};w=${window_seconds}`, RateLimit: `"api";r=${remaining};t=${reset_seconds}` };
}

/** Counts a request of a key, and says what is left: also when that is nothing, and it is refused. */
export async function countKey({ limits }: Pick<Parts, 'limits'>, key: string, response: Response): Promise<void> {
  try {
    response.set(rateHeaders(await limits.take('api', key)));
  } catch (error) {
    if (error instanceof Refusal && error.code === 'rate_limited') response.set(rateHeaders({ ...limits.policyOf('api'), remaining: 0, reset_seconds: error.extra.retry_after ?? 1 }));
    throw error;
  }
}

/** Answers a request with an API key: a POST under an `Idempotency-Key` once, a GET with a tag, and with 304 whoever has that. */
export async function answerKey(parts: Parts, caller: KeyCaller, request: Request, work: () => Promise<HttpAnswer>): Promise<HttpAnswer> {
  if (request.method === 'GET') return tagged(request, await work());
  const key = request.get('idempotency-key');
  if (request.method !== 'POST' || key === undefined) return work();
  if (!/^[\x21-\x7e]{1,255}$/.test(key)) throw new Refusal('bad_request');
  const done = await once(parts, { api_key: caller.key, key, content: [request.originalUrl, request.body ?? null] }, work);
  if ('fresh' in done) return done.fresh;
  return { ...done.again, headers: { 'Idempotency-Replayed': 'true' } };
}

function tagged(request: Request, answer: HttpAnswer): HttpAnswer {
  if (answer.is_written === true || answer.body === undefined) return answer;
  const tag = `W/"${createHash('sha256').update(JSON.stringify(answer.body)).digest('base64url').slice(0, 27)}"`;
  const headers = { ...answer.headers, ETag: tag };
  const known = (request.get('if-none-match') ?? '').split(',').map((one) => one.trim());
  return known.includes(tag) || known.includes('*') ? { status: 304, body: undefined, headers } : { ...answer, headers };
}
