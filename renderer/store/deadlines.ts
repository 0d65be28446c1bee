import type { Room } from '../../protocol/entities';
import { dueOf, type Policy } from '../../protocol/service_level';
import type { ChatState } from './chat';
import { listRooms, type ListRule } from './room_lists';

/** Until when rooms have to be answered, by the policies of the service levels. A room that has not changed is not counted anew. */

type Policies = readonly Policy[];

const known = new WeakMap<Room, { policies: Policies; due: string | null }>();
const keys = new WeakMap<Policies, number>();
let last = 0;

/** Until when this room has to be answered; null: it owes nothing, or no policy sets a time. */
export function levelDueOf(room: Room, policies: Policies): string | null {
  if (room.owed_since === null || policies.length === 0) return null;
  const found = known.get(room);
  if (found?.policies === policies) return found.due;
  const at = dueOf(room, policies);
  const due = at === null ? null : new Date(at).toISOString();
  known.set(room, { policies, due });
  return due;
}

/** What is due next in the room: the answer that a policy asks for, or one that was promised. */
export function deadlineOf(room: Room, policies: Policies): string | null {
  const level = levelDueOf(room, policies);
  if (level === null || room.due_at === null) return level ?? room.due_at;
  return level < room.due_at ? level : room.due_at;
}

/** The policies as the state holds them, with the order that follows from them. */
export function withPolicies(policies: Policies): Pick<ChatState, 'policies' | 'deadlines'> {
  return { policies, deadlines: { key: keyOf(policies), of: (room) => deadlineOf(room, policies) } };
}

/** Names these policies, in the keys of lists that go by them. */
function keyOf(policies: Policies): number {
  const found = keys.get(policies);
  if (found !== undefined) return found;
  keys.set(policies, (last += 1));
  return last;
}

/** The rooms with a time until which they have to be answered, the next one first. */
export function roomsByLevel({ rooms, policies }: Pick<ChatState, 'rooms' | 'policies'>): readonly Room[] {
  const rule: ListRule = {
    keeps: (room) => levelDueOf(room, policies) !== null,
    order: (one, two) => compare(levelDueOf(one, policies)!, levelDueOf(two, policies)!) || one.id - two.id,
  };
  return listRooms(rooms, `level ${keyOf(policies)}`, rule);
}

/** How many rooms should have been answered by this moment. */
export function countLate(state: Pick<ChatState, 'rooms' | 'policies'>, at: number): number {
  const list = roomsByLevel(state);
  const until = new Date(at).toISOString();
  let [from, to] = [0, list.length];
  while (from < to) {
    const middle = (from + to) >> 1;
    if (levelDueOf(list[middle]!, state.policies)! <= until) from = middle + 1;
    else to = middle;
  }
  return from;
}

function compare(one: string, two: string): number {
  return one < two ? -1 : one > two ? 1 : 0;
}
