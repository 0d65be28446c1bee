import type { ErrorCode } from '../../protocol/errors';

/** What a call of the sync layer rejects with. */
export type RequestFailure = Error & { code: ErrorCode | 'offline' };

/** Makes the error of a refused or unanswered request; an answer that did not come is `offline` to whoever asked. */
export function requestFailure(code: ErrorCode | 'offline' | 'timeout', message: string): RequestFailure {
  return Object.assign(new Error(message), { code: code === 'timeout' ? ('offline' as const) : code });
}
