import type { Message, Participant, Room, Side, Totals, User } from '../../protocol/entities';
import type { ChatState, OutboxEntry, Timeline } from './chat';
import { listRooms, totalsOf } from './room_lists';

export const ROOM_SORTS = ['owed', 'deadline', 'recent'] as const;
export type RoomSort = (typeof ROOM_SORTS)[number];
/** `open`: neither snoozed nor done. */
export const ROOM_FILTERS = ['open', 'unread', 'owed', 'waiting', 'snoozed', 'done', 'all'] as const;
export type RoomFilter = (typeof ROOM_FILTERS)[number];

const emptyTotals: Totals = { unread_count: 0, unread_rooms: 0, owed_rooms: 0, oldest_owed_since: null };
const nobody: readonly User[] = [];
const nothing: readonly OutboxEntry[] = [];

/** The sums over all rooms; until the whole inbox is loaded, the server's own. The same object comes back while nothing changed. */
export function totals(state: ChatState): Totals {
  return state.has_all_rooms ? totalsOf(state.rooms) : (state.server_totals ?? emptyTotals);
}

/** When a room last spoke. */
export function lastActivity(room: Room): string {
  return room.last_message?.created_at ?? room.created_at;
}

/** What a list of rooms is made of. */
export type Listing = Pick<ChatState, 'rooms' | 'deadlines'>;

/**
 * The room list: pinned rooms stand on top; `recent` is newest first; `owed` puts the longest-owed first and the rest behind them by recency;
 * `deadline` puts first what is due next, by a promise or by the service level. Among the snoozed ones the next to wake is the first, unless the newest are asked for.
 * `query` finds part of an order's number, its title, or the client's name. The same array comes back while nothing changed.
 */
export function roomsSorted(state: Listing, sort: RoomSort = 'recent', filter: RoomFilter = 'all', query = ''): readonly Room[] {
  const words = wordsOf(query);
  const order = filter === 'snoozed' && sort !== 'recent' ? byWaking : orderOf(state, sort);
  return listRooms(state.rooms, `${keyOfSort(state, sort)} ${filter} ${words.join(' ')}`, {
    // Whoever looks for something finds it also among what is snoozed or done.
    keeps: (room) => isIn(room, filter === 'open' && words.length > 0 ? 'all' : filter) && (words.length === 0 || isFound(room, words)),
    order: pinnedFirst(order),
  });
}

/** Puts pinned rooms on top of an order. */
export function pinnedFirst(order: Order): Order {
  return (one, two) => Number(two.is_pinned) - Number(one.is_pinned) || order(one, two);
}

/** What a query looks for: words, all of which have to be found. */
export function wordsOf(query: string): readonly string[] {
  return plain(query).replace(/^\s*#/, '').split(/\s+/).filter(Boolean);
}

/** Without capitals and accents: `Ковалёв` is found by `ковалев`, `Léa` by `lea`. */
const plain = (text: string): string => text.normalize('NFD').replace(/\p{M}/gu, '').toLocaleLowerCase();

function isIn(room: Room, filter: RoomFilter): boolean {
  switch (filter) {
    case 'all':
      return true;
    case 'open':
      return !isPutAside(room);
    case 'unread':
      return isRoomUnread(room);
    case 'owed':
      return room.owed_since !== null;
    default:
      return room.state === filter;
  }
}

/** Whether the room is snoozed or done: out of the way until its time, or until the client writes. */
export function isPutAside(room: Room): boolean {
  return room.state === 'snoozed' || room.state === 'done';
}

/** Whether the room stands among the unread ones: something new is in it, or its reader has marked it so. */
export function isRoomUnread(room: Room): boolean {
  return room.unread_count > 0 || room.unread_from !== null;
}

/** What rooms are found by, kept as long as they stand as they are: many views and every key of a search ask all of them. */
const findable = new WeakMap<Room, string>();

function findableText(room: Room): string {
  const known = findable.get(room);
  if (known !== undefined) return known;
  const client = clientOf(room);
  const text = plain(`${room.order} ${room.order_title} ${client ? `${client.first_name} ${client.last_name}` : ''}`);
  findable.set(room, text);
  return text;
}

/** Whether all words stand in the order's number, its title, or the client's name. */
export function isFound(room: Room, words: readonly string[]): boolean {
  const text = findableText(room);
  return words.every((word) => text.includes(word));
}

function byRecency(one: Room, two: Room): number {
  return compare(lastActivity(two), lastActivity(one)) || two.id - one.id;
}

function byOwed(one: Room, two: Room): number {
  if (one.owed_since === null || two.owed_since === null) {
    if (one.owed_since !== two.owed_since) return one.owed_since === null ? 1 : -1;
    return byRecency(one, two);
  }
  return compare(one.owed_since, two.owed_since) || one.id - two.id;
}

function byDeadline({ deadlines }: Pick<ChatState, 'deadlines'>): Order {
  const deadlineOf = deadlines?.of ?? ((room: Room) => room.due_at);
  return (one, two) => {
    const [first, second] = [deadlineOf(one), deadlineOf(two)];
    if (first === null || second === null) {
      if (first !== second) return first === null ? 1 : -1;
      return byOwed(one, two);
    }
    return compare(first, second) || one.id - two.id;
  };
}

function byWaking(one: Room, two: Room): number {
  return compare(one.snoozed_until ?? '', two.snoozed_until ?? '') || one.id - two.id;
}

type Order = (one: Room, two: Room) => number;

/** The order in which a list stands. */
export function orderOf(state: Pick<ChatState, 'deadlines'>, sort: RoomSort): Order {
  return sort === 'deadline' ? byDeadline(state) : sort === 'owed' ? byOwed : byRecency;
}

/** Names that order: everything besides the room that it looks at stands in it. */
export function keyOfSort({ deadlines }: Pick<ChatState, 'deadlines'>, sort: RoomSort): string {
  return sort === 'deadline' ? `deadline ${deadlines?.key ?? 0}` : sort;
}

function compare(one: string, two: string): number {
  return one < two ? -1 : one > two ? 1 : 0;
}

/** The rooms that owe an answer, the longest-owed first. */
export function owedRooms(state: Listing): readonly Room[] {
  return roomsSorted(state, 'owed', 'owed');
}

/** The client of a room. */
export function clientOf(room: Room): User | null {
  return room.participants.find((participant) => participant.role === 'client')?.user ?? null;
}

/** The expert who is responsible for a room; where nobody is, the first who helps in it. */
export function responsibleOf(room: Room): Participant | null {
  const experts = room.participants.filter(({ role }) => role === 'expert');
  return experts.find(({ is_responsible }) => is_responsible) ?? experts[0] ?? null;
}

/** The same as a user. */
export function expertOf(room: Room): User | null {
  return responsibleOf(room)?.user ?? null;
}

/** The side on which a user stands; null for someone who is no participant (any more). */
export function sideOf(room: Room, user: number): Side | null {
  return room.participants.find((participant) => participant.user.id === user)?.role ?? null;
}

/** The participants on the other side from this user. */
export function otherSide(room: Room, me: number): readonly Participant[] {
  const mine = sideOf(room, me);
  return room.participants.filter((participant) => participant.user.id !== me && participant.role !== mine);
}

/** True while somebody of the other side is connected. */
export function isOtherSideOnline(room: Room, me: number): boolean {
  return otherSide(room, me).some((participant) => participant.is_online);
}

/** How far a stored message has come: `read` when someone of the other side has reached it. */
export function deliveryOf(message: Message, room: Room): 'sent' | 'read' {
  if (message.is_read) return 'read';
  const side = sideOf(room, message.sender);
  if (side === null) return 'sent';
  return room.participants.some((reader) => reader.role !== side && reader.read_seq >= message.seq) ? 'read' : 'sent';
}

/** The number of the first loaded message of others that this user has not read; null when there is none. */
export function firstUnreadSeq(room: Room, timeline: Timeline | undefined, me: number): number | null {
  if (!timeline || !isRoomUnread(room)) return null;
  const first = timeline.messages.find((message) => isUnread(message, room.read_seq, me) || message.seq === room.unread_from);
  return first?.seq ?? null;
}

/** Whether a message counts as unread for the user whose cursor stands at `readSeq`. */
export function isUnread(message: Message, readSeq: number, me: number): boolean {
  return message.sender !== me && message.deleted_at === null && message.seq > readSeq;
}

/** The posts of one room that are on their way or refused, in the order of writing. */
export function outboxOf(state: ChatState, room: number): readonly OutboxEntry[] {
  const entries = state.outbox.filter((entry) => entry.room === room);
  return entries.length === 0 ? nothing : entries;
}

/** The people of the other side who are typing in a room. */
export function typistsOf(state: ChatState, room: number): readonly User[] {
  const ids = state.typing.get(room);
  const entry = state.rooms.get(room);
  if (!ids || ids.length === 0 || !entry) return nobody;
  const mine = state.me && sideOf(entry.room, state.me.id);
  return entry.room.participants.filter(({ user, role }) => ids.includes(user.id) && role !== mine).map((participant) => participant.user);
}
