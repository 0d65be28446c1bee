import type { Happening } from '../happening';
import type { Parts } from '../parts';
import { lockNextToAssign, lockReceivers, receiversNow } from '../sql/floor';
import { chooseReceiver } from './choosing';
import { usualCapacity } from './floor';
import { passOrder } from './responsibility';

/*
 * Where an installation or a team has it so, the server gives waiting orders out. Any process may do it at any time: an order and the experts
 * who may get it are locked while it is given, and whoever finds a lock goes on to the next.
 */

/** In one turn; the rest waits for the next. */
const AT_ONCE = 200;
const EVERYBODYS = 0;

/** Gives out what waits and can be given now; answers what is to be told of each. */
export async function assignWaiting(parts: Parts, tell: (happenings: readonly Happening[]) => void): Promise<number> {
  const passed: number[] = [];
  for (let given = 0; given < AT_ONCE; ) {
    const step = await assignNext(parts, passed);
    if (step === null) return given;
    if ('passed' in step) passed.push(step.passed);
    else {
      given += 1;
      tell(step.happenings);
    }
  }
  return AT_ONCE;
}

/** Gives the next order out; `passed`: nobody in its queue has a free place; null: nothing waits any more. */
async function assignNext(parts: Parts, passed: readonly number[]): Promise<{ happenings: readonly Happening[] } | { passed: number } | null> {
  return parts.db.transaction(async (within) => {
    const order = await lockNextToAssign(parts.db, within, parts.config.ASSIGN_ORDERS, passed);
    if (order === undefined) return null;
    const locked = await lockReceivers(parts.db, within, order.team);
    const rows = await receiversNow(parts.db, within, locked, usualCapacity(parts));
    const chosen = chooseReceiver(rows.map((row) => ({ ...row, user: row.id, is_online: parts.presence.isOnline(row.id) })));
    if (chosen === null) return { passed: order.team ?? EVERYBODYS };
    return { happenings: await passOrder(parts, within, order, { hand: null, kind: 'order_assigned', expert: chosen }) };
  });
}
