import { applyNext, applyOwed, applyPresence, applyReadMoved, mergeRoom, needsAsking } from './rooms';
import { withEntries } from './room_map';
import { applyToWindow, markWindowRead, mergeChanges, mergeEvents, openWindow } from './timeline';
import { withoutNotes } from './notes';
import { withoutEntries } from './outbox';
import { setTypist } from './typing';
import type { Change, ChatState, RoomEntry, Timeline } from './chat';
import type { Message, Room, RoomEvent } from '../../protocol/entities';
import type { Facts } from '../../protocol/facts';
import type { InboxAnswer, RoomOpenAnswer } from '../../protocol/requests';

/** What the server says, applied to the whole state. Applying anything twice changes nothing. */

/** Most changes that wait for the ones before them; what is dropped comes with the answer that fills the hole. */
const AHEAD_MAX = 100;

/** A post, an edit or a deletion, from a fact or from an acknowledgment. */
export function applyChange(state: ChatState, change: Change): ChatState {
  const { message } = change;
  const entry = state.rooms.get(message.room);
  if (!entry || !state.me) return state;
  let next = message.rev <= entry.room.last_rev ? applyOwed(entry, change) : entry;
  const window = state.timelines.get(message.room);
  let timeline = window;
  const ahead = insertChange(entry.ahead, change);
  for (const one of ahead) {
    if (one.message.rev === next.room.last_rev + 1) next = applyNext(next, one, state.me.id);
    if (timeline && one.message.rev === timeline.last_rev + 1) timeline = applyToWindow(timeline, one.message);
  }
  const waiting = ahead.filter(({ message: { rev } }) => rev > next.room.last_rev || (timeline !== undefined && rev > timeline.last_rev));
  if (waiting.length > 0 || entry.ahead.length > 0) next = { ...next, ahead: waiting.slice(0, AHEAD_MAX) };
  const typing = setTypist(state.typing, message.room, message.sender, false);
  if (next === entry && timeline === window && typing === state.typing) return state;
  return dropStored(withRoom({ ...state, typing }, next, timeline), ahead.map((one) => one.message));
}

/** The list with the change in the order of `rev`, each number once. */
function insertChange(changes: readonly Change[], change: Change): readonly Change[] {
  const { rev } = change.message;
  const same = changes.find(({ message }) => message.rev === rev);
  if (same) return same.owed_since === undefined && change.owed_since !== undefined ? changes.map((one) => (one === same ? change : one)) : changes;
  return [...changes, change].sort((one, two) => one.message.rev - two.message.rev);
}

/** Takes own posts out of the outbox whose messages are in the window, or in rooms that have no window. */
function dropStored(state: ChatState, messages: readonly Message[]): ChatState {
  if (state.outbox.length === 0) return state;
  const stored = messages.filter((message) => {
    const timeline = state.timelines.get(message.room);
    return message.sender === state.me?.id && (timeline === undefined || timeline.last_rev >= message.rev);
  });
  const outbox = withoutEntries(state.outbox, new Set(stored.map((message) => message.client_message_id)));
  return outbox === state.outbox ? state : { ...state, outbox };
}

/** An own post is known to be stored; its message may already be here. */
export function applyStored(state: ChatState, message: Message): ChatState {
  return dropStored(applyChange(state, { message }), [message]);
}

/** A read cursor moved. */
export function applyReading(state: ChatState, moved: Facts['room:read_moved']): ChatState {
  const entry = state.rooms.get(moved.room);
  if (!entry || !state.me) return state;
  const next = applyReadMoved(entry, moved, state.me.id);
  return next === entry ? state : withRoom(state, next, tick(state.timelines.get(moved.room), next.room));
}

/** What was known of a room when a snapshot of it was asked for; 'fact' for a snapshot that came by itself. */
type Before = RoomEntry | undefined | 'fact';

/** A snapshot of one room. */
export function applyRoom(state: ChatState, room: Room, before: Before): ChatState {
  const entry = state.rooms.get(room.id);
  const next = mergeSnapshot(entry, room, before);
  if (!next || next === entry) return state;
  const merged = withRoom(absent(state, room.id, false), next, tick(state.timelines.get(room.id), next.room));
  return room.last_message ? dropStored(merged, [room.last_message]) : merged;
}

function mergeSnapshot(entry: RoomEntry | undefined, room: Room, before: Before): RoomEntry | undefined {
  // It was left while the answer was on its way; had it come back since, a fact would say so.
  if (!entry && before !== 'fact' && before !== undefined) return undefined;
  return mergeRoom(entry, room, before === 'fact' ? 'fact' : before === entry ? 'fresh' : 'answer');
}

/** One page of the inbox; `before` is what was known of the rooms when it was asked for. */
export function applyInboxPage(state: ChatState, answer: Pick<InboxAnswer, 'rooms' | 'gone'>, before: ChatState['rooms']): ChatState {
  const left = answer.gone.filter((room) => state.rooms.get(room) === before.get(room));
  const entries = new Map<number, RoomEntry>();
  const timelines = new Map(state.timelines);
  for (const room of answer.rooms) {
    const entry = mergeSnapshot(entries.get(room.id) ?? state.rooms.get(room.id), room, before.get(room.id));
    if (entry) entries.set(room.id, entry);
    const timeline = entry && tick(timelines.get(room.id), entry.room);
    if (timeline) timelines.set(room.id, timeline);
  }
  const rooms = withEntries(state.rooms, entries);
  const newest = answer.rooms.flatMap((room) => room.last_message ?? []);
  return dropStored(left.reduce(forgetRoom, { ...state, rooms, timelines }), newest);
}

/** After a catch-up from the very beginning: rooms that it did not bring are not this user's any more. */
export function keepOnly(state: ChatState, seen: ReadonlySet<number>, before: ChatState['rooms']): ChatState {
  const lost = [...before].filter(([id, entry]) => !seen.has(id) && state.rooms.get(id) === entry);
  return lost.reduce((rest, [id]) => forgetRoom(rest, id), state);
}

/** An opened room. `since` is the change number it was asked from; absent: it brings the newest page. */
export function applyOpened(
  state: ChatState,
  answer: Pick<RoomOpenAnswer, 'room' | 'messages' | 'events'>,
  since: number | undefined,
  before: RoomEntry | undefined,
): ChatState {
  const { room, messages, events } = answer;
  if (before && !state.rooms.has(room.id)) return state;
  const known = state.timelines.get(room.id);
  const window = since === undefined || !known || known.last_rev < since ? undefined : known;
  if (since !== undefined && !window) return applyRoom(state, room, before);
  const changed = window ? mergeChanges(window, messages) : openWindow(messages, events, room.last_rev);
  const timeline = { ...changed, is_kept: false, events: mergeEvents(changed.events, events) };
  const timelines = new Map(state.timelines).set(room.id, timeline);
  const merged = applyRoom({ ...state, timelines }, room, before);
  return dropStored(merged, messages);
}

/** A room event. */
export function applyEvent(state: ChatState, event: RoomEvent): ChatState {
  const timeline = state.timelines.get(event.room);
  if (!timeline) return state;
  const events = mergeEvents(timeline.events, [event]);
  return events === timeline.events ? state : withTimeline(state, event.room, { ...timeline, events });
}

/** A user came or went. */
export function applyComing(state: ChatState, user: number, isOnline: boolean): ChatState {
  const changed: [number, RoomEntry][] = [];
  for (const [id, entry] of state.rooms) {
    const next = applyPresence(entry, user, isOnline);
    if (next !== entry) changed.push([id, next]);
  }
  return changed.length > 0 ? { ...state, rooms: withEntries(state.rooms, changed) } : state;
}

/** After a disconnection nobody knows who is there; opened rooms tell, the others wait for a fact. */
export function forgetPresence(before: ChatState): ChatState {
  const state = before.viewers.size > 0 ? { ...before, viewers: new Map() } : before;
  const changed: [number, RoomEntry][] = [];
  for (const [id, entry] of state.rooms) {
    if (!entry.room.participants.some((one) => one.is_online)) continue;
    const participants = entry.room.participants.map((one) => (one.is_online ? { ...one, is_online: false } : one));
    changed.push([id, { ...entry, room: { ...entry.room, participants } }]);
  }
  return changed.length > 0 ? { ...state, rooms: withEntries(state.rooms, changed) } : state;
}

/** The room is not this user's any more. */
export function forgetRoom(state: ChatState, room: number): ChatState {
  if (!state.rooms.has(room) && !state.timelines.has(room)) return state;
  const rooms = withEntries(state.rooms, [[room, null]]);
  const typing = new Map(state.typing);
  typing.delete(room);
  return { ...withoutNotes(withoutTimeline(state, room), room), rooms, typing };
}

/** Remembers whether a room that was asked for is not there. */
export function absent(state: ChatState, room: number, isAbsent: boolean): ChatState {
  if (state.absent.has(room) === isAbsent) return state;
  const rooms = new Set(state.absent);
  if (isAbsent) rooms.add(room);
  else rooms.delete(room);
  return { ...state, absent: rooms };
}

/** Replaces a room's window. */
export function withTimeline(state: ChatState, room: number, timeline: Timeline): ChatState {
  return { ...state, timelines: new Map(state.timelines).set(room, timeline) };
}

/** Forgets a room's window; its summary stays. */
export function withoutTimeline(state: ChatState, room: number): ChatState {
  if (!state.timelines.has(room)) return state;
  const timelines = new Map(state.timelines);
  timelines.delete(room);
  return withoutNotes({ ...state, timelines }, room);
}

/** Whether the server has to be asked about this room; with `isShown`, its window has to be loaded and without holes too. */
export function isWanting(state: ChatState, room: number, isShown: boolean): boolean {
  const entry = state.rooms.get(room);
  const timeline = state.timelines.get(room);
  if (isShown && !timeline) return !state.absent.has(room);
  if (!entry) return false;
  return needsAsking(entry) || (isShown && timeline !== undefined && timeline.last_rev < entry.room.last_rev);
}

function withRoom(state: ChatState, entry: RoomEntry, timeline: Timeline | undefined): ChatState {
  const { id } = entry.room;
  const rooms = withEntries(state.rooms, [[id, entry]]);
  if (!timeline || timeline === state.timelines.get(id)) return { ...state, rooms };
  return { ...state, rooms, timelines: new Map(state.timelines).set(id, timeline) };
}

function tick(timeline: Timeline | undefined, room: Room): Timeline | undefined {
  return timeline && markWindowRead(timeline, room);
}

