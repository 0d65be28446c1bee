import type { Account, Message, Room, RoomEvent, Totals } from '../../protocol/entities';
import type { Scheduled } from '../../protocol/later';
import type { Label } from '../../protocol/labels';
import type { Note } from '../../protocol/notes';
import type { Policy } from '../../protocol/service_level';
import type { Reply } from '../../protocol/replies';
import type { SavedView } from '../../protocol/views';
import type { ChatState, RoomEntry, Timeline } from './chat';
import { applyNotes } from './notes';
import { withEntries } from './room_map';
import { entryOf } from './rooms';
import { markWindowRead, openWindow } from './timeline';

/**
 * The part of the state that outlives the page, as it stands on the disk. It is only a starting point: whatever it lacks comes by the same
 * numbers as after any disconnection, the inbox by its cursor and a conversation by its `last_rev`.
 */

/** The newest messages of a room, and its notes. */
export type KeptWindow = { room: number; messages: readonly Message[]; events: readonly RoomEvent[]; notes: readonly Note[]; last_rev: number };
/** The whole inbox as of its cursor; rooms may be ahead of it and are never behind. Null: only a full catch-up makes it right. */
export type KeptInbox = { me: Account; cursor: string | null; as_of: number; totals: Totals; edit_ms: number };
/** What an earlier version kept has neither labels nor views nor policies. */
export type KeptLists = { replies: readonly Reply[]; labels?: readonly Label[]; views?: readonly SavedView[]; policies?: readonly Policy[]; scheduled: readonly Scheduled[] };

/** A room as it is kept: nobody is there, as far as anyone will know. What is in doubt came after the cursor, and comes once more with it. */
export function keptRoom({ room }: RoomEntry): Room {
  if (!room.participants.some((one) => one.is_online)) return room;
  return { ...room, participants: room.participants.map((one) => ({ ...one, is_online: false })) };
}

/** The newest `max` messages of a window; null where it stands away from the end, or is empty. */
export function keptWindow(room: number, timeline: Timeline | undefined, notes: readonly Note[], max: number): KeptWindow | null {
  if (!timeline || timeline.has_newer) return null;
  const { messages, events, last_rev } = timeline;
  return { room, messages: messages.slice(-max), events, notes, last_rev };
}

/** The state with kept rooms in it. */
export function withKeptRooms(state: ChatState, rooms: readonly Room[]): ChatState {
  return { ...state, rooms: withEntries(state.rooms, rooms.map((room) => [room.id, entryOf(room)])) };
}

/** Puts a kept window under a room that has none. */
export function withKeptWindow(state: ChatState, kept: KeptWindow): ChatState {
  const entry = state.rooms.get(kept.room);
  if (!entry || state.timelines.has(kept.room)) return state;
  const window = { ...markWindowRead(openWindow(kept.messages, kept.events, kept.last_rev), entry.room), is_kept: true };
  return applyNotes({ ...state, timelines: new Map(state.timelines).set(kept.room, window) }, kept.room, kept.notes);
}
