import type { Room } from '../../protocol/entities';
import type { Condition, SavedView, ViewRule } from '../../protocol/views';
import type { ChatState } from './chat';
import { listRooms } from './room_lists';
import { changedRooms, lineageOf } from './room_map';
import { isFound, isRoomUnread, keyOfSort, orderOf, pinnedFirst, ROOM_FILTERS, roomsSorted, wordsOf } from './select';
import type { RoomFilter, RoomSort } from './select';

/**
 * Which rooms stand in the list: a filter that everybody has, or a view that this user keeps under a name. A view is a pure function of
 * the room and of who looks, so its list and its count are carried from one version of the rooms to the next by what changed between them.
 */

export type ListFilter = RoomFilter | 'mine' | `view:${number}`;

/** What everybody has, in the order in which it is offered. */
export const BUILT_IN = ['open', 'unread', 'owed', 'waiting', 'snoozed', 'done', 'mine', 'all'] as const satisfies readonly ListFilter[];

/** The user's own orders, without what is out of the way. */
const MINE: ViewRule = {
  join: 'all',
  conditions: [{ about: 'expert', is: 'me' }, { about: 'state', is: 'snoozed', is_not: true }, { about: 'state', is: 'done', is_not: true }],
};

const filterOf = (view: Pick<SavedView, 'id'>): ListFilter => `view:${view.id}`;

/** All that can be chosen: what everybody has, then the user's own views. */
export function listFilters(state: ChatState): readonly ListFilter[] {
  return [...BUILT_IN, ...state.views.map(filterOf)];
}

/** A filter as it was kept; null where it is none. */
export function parseFilter(value: unknown): ListFilter | null {
  if (typeof value !== 'string') return null;
  if (/^view:[1-9]\d{0,15}$/.test(value)) return value as ListFilter;
  return BUILT_IN.find((one) => one === value) ?? null;
}

/** The view of a filter; undefined where it is none of the user's own, or not there any more. */
export function viewOf(state: ChatState, filter: ListFilter): SavedView | undefined {
  return state.views.find((view) => filterOf(view) === filter);
}

type Meaning = { filter: RoomFilter } | { rule: ViewRule; me: number };

/** What a filter asks of a room; a view that is not there (any more) is every open room. */
function meaningOf(state: ChatState, filter: ListFilter): Meaning {
  const rule = filter === 'mine' ? MINE : viewOf(state, filter)?.rule;
  if (rule) return { rule, me: state.me?.id ?? 0 };
  return { filter: ROOM_FILTERS.find((one) => one === filter) ?? 'open' };
}

/** The rooms of the list, as `roomsSorted` orders and finds them. The same array comes back while nothing changed. */
export function listedRooms(state: ChatState, sort: RoomSort, filter: ListFilter, query = ''): readonly Room[] {
  const meaning = meaningOf(state, filter);
  if ('filter' in meaning) return roomsSorted(state, sort, meaning.filter, query);
  const { rule, me } = meaning;
  const words = wordsOf(query);
  const keeps = keeper(rule, me);
  return listRooms(state.rooms, `${keyOfSort(state, sort)} ${me} ${keyOf(rule)} ${words.join(' ')}`, {
    keeps: (room) => keeps(room) && (words.length === 0 || isFound(room, words)),
    order: pinnedFirst(orderOf(state, sort)),
  });
}

/** How many rooms a filter keeps. */
export function countListed(state: ChatState, filter: ListFilter): number {
  const meaning = meaningOf(state, filter);
  if ('filter' in meaning) return roomsSorted(state, 'recent', meaning.filter).length;
  return countRooms(state.rooms, meaning.rule, meaning.me);
}

type Counted = { rooms: ChatState['rooms']; count: number };
const counts = new WeakMap<object, Map<string, Counted>>();
/** Counts that are remembered of one inbox: more than anybody has views. */
const COUNTS = 100;

/** How many rooms a rule keeps; what has changed since it was asked last is all that is looked at. */
export function countRooms(rooms: ChatState['rooms'], rule: ViewRule, me: number): number {
  const lineage = lineageOf(rooms);
  const known = counts.get(lineage) ?? new Map<string, Counted>();
  counts.set(lineage, known);
  const key = `${me} ${keyOf(rule)}`;
  const last = known.get(key);
  if (last?.rooms === rooms) return last.count;
  const keeps = keeper(rule, me);
  let count = 0;
  if (last) {
    count = last.count;
    for (const id of changedRooms(last.rooms, rooms)) {
      const [before, now] = [last.rooms.get(id)?.room, rooms.get(id)?.room];
      count += Number(now !== undefined && keeps(now)) - Number(before !== undefined && keeps(before));
    }
  } else for (const { room } of rooms.values()) count += Number(keeps(room));
  known.delete(key);
  known.set(key, { rooms, count });
  if (known.size > COUNTS) known.delete(known.keys().next().value!);
  return count;
}

const keys = new WeakMap<ViewRule, string>();

function keyOf(rule: ViewRule): string {
  let key = keys.get(rule);
  if (key === undefined) keys.set(rule, (key = JSON.stringify(rule)));
  return key;
}

/** Whether a room is in a view, for the user `me`. */
export function keeper({ join, conditions }: ViewRule, me: number): (room: Room) => boolean {
  const tests = conditions.map((condition) => testOf(condition, me));
  if (join === 'any' && tests.length > 0) return (room) => tests.some((test) => test(room));
  return (room) => tests.every((test) => test(room));
}

function testOf(condition: Condition, me: number): (room: Room) => boolean {
  const test = plainTest(condition, me);
  // What a newer server knows and this page does not holds for no room, either way.
  if (test === null) return () => false;
  return condition.is_not ? (room) => !test(room) : test;
}

function plainTest(condition: Condition, me: number): ((room: Room) => boolean) | null {
  switch (condition.about) {
    case 'state':
      return (room) => room.state === condition.is;
    case 'status': {
      const status = statusKey(condition.is);
      return (room) => statusKey(room.order_status) === status;
    }
    case 'label':
      return (room) => room.labels?.includes(condition.is) ?? false;
    case 'expert':
      return (room) => whose(room, me) === condition.is;
    case 'unread':
      return isRoomUnread;
    case 'text': {
      const words = wordsOf(condition.is);
      return (room) => isFound(room, words);
    }
    default:
      return null;
  }
}

const statusKeys = new Map<string, string>();

/** Marketplaces write a status in their own way: `In progress`, `in_progress`. They have few, and each is asked about for every room. */
export function statusKey(status: string): string {
  const key = statusKeys.get(status) ?? status.trim().toLowerCase().replaceAll(/[\s_-]+/g, '_');
  statusKeys.set(status, key);
  return key;
}

/** Whose order a room is about. */
function whose(room: Room, me: number): 'me' | 'colleague' | 'nobody' {
  const responsible = room.participants.find(({ is_responsible }) => is_responsible)?.user.id;
  return responsible === undefined ? 'nobody' : responsible === me ? 'me' : 'colleague';
}
