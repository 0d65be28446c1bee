import type { ErrorCode } from '../protocol/errors';

/** A refusal, by its stable code. `details`: what came beside it, as `order` with the `conflict` of a late version. */
export class OrderlineError extends Error {
  constructor(
    readonly code: ErrorCode | 'network',
    message: string,
    /** The HTTP status; undefined over sockets, and when nothing was answered. */
    readonly status?: number,
    readonly details: Record<string, unknown> = {},
  ) {
    super(message);
    this.name = 'OrderlineError';
  }

  /** Seconds to wait, where the server says so. */
  get retry_after(): number | undefined {
    const { retry_after } = this.details;
    return typeof retry_after === 'number' ? retry_after : undefined;
  }
}
