import type { Room, Totals } from '../../protocol/entities';
import type { ChatState, RoomEntry } from './chat';
import { changedRooms, lineageOf } from './room_map';

type Rooms = ChatState['rooms'];

/** Which rooms stand in a list and in which order. Both look at the room alone, and the order never calls two rooms equal. */
export type ListRule = { keeps(room: Room): boolean; order(one: Room, two: Room): number };

type Kept<T> = { rooms: Rooms; value: T };
type KeptOfRooms = { lists: Map<string, Kept<readonly Room[]>>; totals: Kept<Totals> | null };

/** Lists that are remembered of one inbox; what somebody types into the search makes a new one at each key. */
const LISTS = 20;
/** When more than this part of a list has changed it is made anew. */
const MUCH = 0.1;
const kept = new WeakMap<object, KeptOfRooms>();

function keptOf(rooms: Rooms): KeptOfRooms {
  const lineage = lineageOf(rooms);
  let found = kept.get(lineage);
  if (!found) kept.set(lineage, (found = { lists: new Map(), totals: null }));
  return found;
}

/**
 * A list of rooms. `key` names the rule: everything besides the room itself that the rule looks at has to stand in it. One fact moves one
 * room in the list of before, and the same array comes back while nothing in it changed.
 */
export function listRooms(rooms: Rooms, key: string, rule: ListRule): readonly Room[] {
  const { lists } = keptOf(rooms);
  const known = lists.get(key);
  if (known?.rooms === rooms) return known.value;
  const value = known ? moved(known, rooms, rule) : made(rooms, rule);
  lists.delete(key);
  lists.set(key, { rooms, value });
  if (lists.size > LISTS) lists.delete(lists.keys().next().value!);
  return value;
}

function made(rooms: Rooms, { keeps, order }: ListRule): readonly Room[] {
  const list: Room[] = [];
  for (const { room } of rooms.values()) if (keeps(room)) list.push(room);
  return list.sort(order);
}

function moved(known: Kept<readonly Room[]>, rooms: Rooms, rule: ListRule): readonly Room[] {
  const out: Room[] = [];
  const into: Room[] = [];
  for (const id of changedRooms(known.rooms, rooms)) {
    const [before, now] = [known.rooms.get(id)?.room, rooms.get(id)?.room];
    if (before === now) continue;
    if (before && rule.keeps(before)) out.push(before);
    if (now && rule.keeps(now)) into.push(now);
  }
  if (out.length + into.length === 0) return known.value;
  if (out.length + into.length > MUCH * known.value.length + 10) return made(rooms, rule);
  const list = [...known.value];
  for (const room of out) list.splice(placeOf(list, room, rule.order), 1);
  for (const room of into) list.splice(placeOf(list, room, rule.order), 0, room);
  return list;
}

/** Where the room stands in the ordered list, or would stand. */
function placeOf(list: readonly Room[], room: Room, order: ListRule['order']): number {
  let [from, to] = [0, list.length];
  while (from < to) {
    const middle = (from + to) >> 1;
    if (order(list[middle]!, room) < 0) from = middle + 1;
    else to = middle;
  }
  return from;
}

/** The longest-owed first. */
const owing: ListRule = {
  keeps: (room) => room.owed_since !== null,
  order: (one, two) => (one.owed_since! < two.owed_since! ? -1 : one.owed_since! > two.owed_since! ? 1 : one.id - two.id),
};

/** The sums over the rooms; the same object comes back while they are the same. */
export function totalsOf(rooms: Rooms): Totals {
  const all = keptOf(rooms);
  const known = all.totals;
  if (known?.rooms === rooms) return known.value;
  const counts = known ? { unread_count: known.value.unread_count, unread_rooms: known.value.unread_rooms } : { unread_count: 0, unread_rooms: 0 };
  const count = (entry: RoomEntry | undefined, by: 1 | -1) => {
    const unread = entry?.room.unread_count ?? 0;
    counts.unread_count += by * unread;
    if (unread > 0) counts.unread_rooms += by;
  };
  if (known) {
    for (const id of changedRooms(known.rooms, rooms)) {
      count(known.rooms.get(id), -1);
      count(rooms.get(id), 1);
    }
  } else for (const entry of rooms.values()) count(entry, 1);
  const owed = listRooms(rooms, 'totals', owing);
  const value: Totals = { ...counts, owed_rooms: owed.length, oldest_owed_since: owed[0]?.owed_since ?? null };
  all.totals = { rooms, value: known && areSame(known.value, value) ? known.value : value };
  return all.totals.value;
}

/** Whether two sums are the same. */
export function areSame(one: Totals, two: Totals): boolean {
  return (
    one.unread_count === two.unread_count &&
    one.unread_rooms === two.unread_rooms &&
    one.owed_rooms === two.owed_rooms &&
    one.oldest_owed_since === two.oldest_owed_since
  );
}
