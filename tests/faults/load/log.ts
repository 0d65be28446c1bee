import type { ErrorCode } from '../../../protocol/errors';
import type { Operation, Outcome } from '../history/history';

/** Everything that was asked, as the checker reads it. One clock for all clients, since they are one process. */
export type Log = {
  operations: Operation[];
  /** Messages that waited in an outbox before they were sent: nobody knows for how long. */
  outboxed: Set<string>;
  now(): number;
  /** Attempts that have been sent and not ended: what a fault may have hit. */
  underWay(): number;
  /** Runs one attempt and notes how it ended. */
  attempt<O extends Operation>(asked: Omit<O, 'invoked' | 'ended' | 'outcome'>, work: () => Promise<O['outcome']>): Promise<O['outcome']>;
};

export function createLog(): Log {
  const operations: Operation[] = [];
  let underWay = 0;
  const now = () => performance.now();
  return {
    operations,
    outboxed: new Set(),
    now,
    underWay: () => underWay,
    async attempt(asked, work) {
      const invoked = now();
      underWay += 1;
      const outcome = await work().catch((error: unknown) => unknown(String(error)));
      underWay -= 1;
      // What its type lacks is put back.
      operations.push({ ...asked, invoked, ended: now(), outcome } as unknown as Operation);
      return outcome;
    },
  };
}

export const unknown = (why: string): { kind: 'info'; why: string } => ({ kind: 'info', why });

/** After these nothing has happened and nothing will. `unavailable` and `internal` say nothing of the sort: the commit itself may have broken. */
const FINAL: readonly string[] = ['bad_request', 'unauthorized', 'token_expired', 'forbidden', 'not_found', 'conflict', 'too_large', 'rate_limited', 'room_moved'] satisfies ErrorCode[];

/** What a refusal says of the attempt. */
export function refused(code: string): Exclude<Outcome<never>, { kind: 'ok' }> {
  return FINAL.includes(code) ? { kind: 'fail', code } : { kind: 'info', why: code };
}
