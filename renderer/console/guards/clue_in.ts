import type { Room } from '../../../protocol/entities';
import { clientOf } from '../../store/select';
import type { ChatState } from '../../store/chat';
import type { PersonName } from '../analysis/named_clients';
import { wrongRoomClue, type Clue, type GuardedRoom } from '../analysis/wrong_room';

/** States of an order in which nobody is expected to write about it any more. */
const ENDED = /^(?:done|completed|closed|cancell?ed)$/i;

const guarded = (room: Room): GuardedRoom => ({ room: room.id, order: room.order, client: clientOf(room) });

/**
 * What a text for this room says that speaks for another open room of the expert's; null: nothing. For whatever sends a text into a room:
 * the composer, one answer to many, the conveyor.
 */
export function clueIn(state: Pick<ChatState, 'rooms' | 'me'>, room: number, text: string): Clue | null {
  const here = state.rooms.get(room)?.room;
  if (!here) return null;
  const { others, staff } = surroundings(state);
  return wrongRoomClue(text, guarded(here), others, staff);
}

/** What a room says to the guard, kept as long as the room stands as it is: of thousands, one or two change between two posts. */
const sayings = new WeakMap<Room, { open: GuardedRoom | null; experts: readonly (PersonName & { id: number })[] }>();

function sayingOf(room: Room) {
  const known = sayings.get(room);
  if (known) return known;
  const experts = room.participants.filter(({ role }) => role === 'expert').map(({ user }) => user);
  const saying = { open: ENDED.test(room.order_status) ? null : guarded(room), experts };
  sayings.set(room, saying);
  return saying;
}

type Surroundings = { others: readonly GuardedRoom[]; staff: readonly PersonName[] };

/** For the last state that was asked about: one answer to many asks about it many times. */
let kept: { rooms: ChatState['rooms']; me: ChatState['me']; surroundings: Surroundings } | null = null;

function surroundings({ rooms, me }: Pick<ChatState, 'rooms' | 'me'>): Surroundings {
  if (kept?.rooms === rooms && kept.me === me) return kept.surroundings;
  const others: GuardedRoom[] = [];
  const staff = new Map<number, PersonName>(me ? [[me.id, me]] : []);
  for (const { room } of rooms.values()) {
    const { open, experts } = sayingOf(room);
    for (const expert of experts) staff.set(expert.id, expert);
    if (open) others.push(open);
  }
  kept = { rooms, me, surroundings: { others, staff: [...staff.values()] } };
  return kept.surroundings;
}
