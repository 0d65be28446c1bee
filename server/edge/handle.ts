import { errorText, type ErrorCode, type Language } from '../../protocol/errors';
import { fileReasonText } from '../../protocol/files';
import type { RequestError } from '../../protocol/requests';
import type { Parts } from '../parts';
import { isPassing } from '../passing';
import { Refusal, type RefusalExtra } from '../refusal';

/** How an attempt ended, for the transport to write in its own way. */
export type Outcome<T> = { ok: true; value: T } | { ok: false; error: RequestError };

const RETRY_AFTER_S = 1;

/** The refusal that stands for whatever was thrown; what is not ours is `unavailable` when it will pass, else `internal`. */
export function toRefusal(error: unknown): Refusal {
  if (error instanceof Refusal) return error;
  return isPassing(error) ? new Refusal('unavailable', { retry_after: RETRY_AFTER_S }) : new Refusal('internal');
}

/** What a caller is told of a refusal. */
export function describeRefusal(code: ErrorCode, language: Language, { field, ...extra }: RefusalExtra = {}): RequestError {
  const message = extra.reason === undefined ? errorText(code, language) : fileReasonText(extra.reason, language);
  return { code, message: field === undefined ? message : `${message}: ${field}`, ...extra };
}

/**
 * Runs a handler to its end: nothing it throws, synchronously or later, gets past here, and nothing of the inside is shown. Whatever is
 * not an expected refusal is logged under `name`.
 */
export async function attempt<T>(parts: Pick<Parts, 'log'>, name: string, language: Language, work: () => T | Promise<T>): Promise<Outcome<T>> {
  try {
    return { ok: true, value: await work() };
  } catch (error) {
    const refusal = toRefusal(error);
    if (refusal !== error) parts.log[refusal.code === 'internal' ? 'error' : 'warn']({ err: error, name }, 'request failed');
    return { ok: false, error: describeRefusal(refusal.code, language, refusal.extra) };
  }
}
