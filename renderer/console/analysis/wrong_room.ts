import { namedClient, type PersonName } from './named_clients';
import { namedOrders } from './order_numbers';

/** A room as the guard knows it. */
export type GuardedRoom = { room: number; order: number; client: PersonName | null };

/** Why a text may be meant for another room, and which that is. */
export type Clue =
  | { kind: 'order'; named: string; room: number; order: number }
  | { kind: 'client'; named: string; room: number; order: number };

/**
 * What a text says that speaks for another room of the expert's: its order's number, or its client's name. `others` are his open rooms (this one may be among them),
 * `staff` whose names mean nobody's client.
 */
export function wrongRoomClue(text: string, here: GuardedRoom, others: readonly GuardedRoom[], staff: readonly PersonName[]): Clue | null {
  for (const { order, named } of namedOrders(text)) {
    if (order === here.order) continue;
    const other = others.find((one) => one.order === order && one.room !== here.room);
    if (other) return { kind: 'order', named, room: other.room, order };
  }
  const found = namedClient(text, here.client, others, staff);
  return found && found.of.room !== here.room ? { kind: 'client', named: found.named, room: found.of.room, order: found.of.order } : null;
}
