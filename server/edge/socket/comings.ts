import type { Caller } from '../../caller';
import { onlineAmong, presenceFacts, sharersBy } from '../../domain/presence';
import { createGathering } from '../../gathering';
import type { Parts } from '../../parts';
import type { Tell } from '../tell';

/** A user's device has come, or has gone (`caller` null). `isTold`: it was his first, or his last. */
type Move = { user: number; isTold: boolean; caller: Pick<Caller, 'user' | 'order'> | null };

/** Tells of comings and goings, and answers a device that came who of those around it is online. */
export type Comings = { came(caller: Caller, isTold: boolean): Promise<number[]>; went(caller: Caller): Promise<void> };

/**
 * Those that come or go while others are being told of are told together: one statement asks who shares rooms with all of them, and the other
 * processes hear of all of them at once. A server that starts again is come back to by everybody.
 */
export function createComings(parts: Pick<Parts, 'db' | 'presence'>, tell: Tell): Comings {
  const { add } = createGathering<Move, number[]>({
    // One user is told of once in a batch, as he stands by then.
    keyOf: ({ user }) => user,
    async together(moves) {
      const sharers = await sharersBy(parts.db, moves.map(({ user }) => user));
      tell(presenceFacts(parts.presence, moves.filter(({ isTold }) => isTold).map(({ user }) => user), sharers));
      return moves.map(({ user, caller }) => (caller === null ? [] : onlineAmong(parts.presence, sharers.get(user) ?? [], caller.order)));
    },
  });
  return {
    came: (caller, isTold) => add({ user: caller.user, isTold, caller }),
    went: async (caller) => void (await add({ user: caller.user, isTold: true, caller: null })),
  };
}
