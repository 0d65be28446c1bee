import { assignWaiting } from '../../domain/assigning';
import type { Parts } from '../../parts';
import type { Tell } from '../tell';

/** So long an order waits at most for the next turn of giving out. */
const EVERY_MS = 1_000;

/** Gives waiting orders out, turn after turn; several servers may do it at once. */
export function startAssigning(parts: Parts, tell: Tell): { stop(): Promise<void> } {
  let isStopping = false;
  let timer: NodeJS.Timeout | undefined;
  let turn: Promise<void> = Promise.resolve();
  const next = () => {
    turn = assignWaiting(parts, tell).then(
      () => undefined,
      (error: unknown) => parts.log.warn({ err: error }, 'waiting orders were not given out'),
    );
    void turn.then(() => {
      if (!isStopping) timer = setTimeout(next, EVERY_MS).unref();
    });
  };
  next();
  return {
    async stop() {
      isStopping = true;
      clearTimeout(timer);
      await turn;
    },
  };
}
