import type { ErrorCode } from '../protocol/errors';
import type { Message, Order, User } from '../protocol/entities';
import type { FileReason } from '../protocol/files';

/** What may stand beside a code in an answer; `field`, the first that is wrong, is said in its text. */
export type RefusalExtra = { field?: string | undefined; retry_after?: number; messages?: Message[]; last_seq?: number; user?: User; order?: Order; is_full?: true; reason?: FileReason; needs_code?: true };

/** A request that is answered with a code of ours instead of a result. Everything else that is thrown is `internal`. */
export class Refusal extends Error {
  constructor(
    readonly code: ErrorCode,
    readonly extra: RefusalExtra = {},
  ) {
    super(code);
    this.name = 'Refusal';
  }
}
