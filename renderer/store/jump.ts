import { withTimeline } from './facts';
import { openWindow } from './timeline';
import type { ChatState } from './chat';
import type { Message, Room } from '../../protocol/entities';

/** Windows that stand somewhere in a conversation. */

/** Whether the message is in the room's window. */
export function isLoaded(state: ChatState, room: number, seq: number): boolean {
  const messages = state.timelines.get(room)?.messages ?? [];
  return messages.length > 0 && messages[0]!.seq <= seq && messages.at(-1)!.seq >= seq;
}

/** Points at a message that is in the window; `turn` is another one each time, also when the window was loaded anew in between. */
export function point(state: ChatState, room: number, seq: number, turn: number): ChatState {
  const timeline = state.timelines.get(room);
  if (!timeline || !isLoaded(state, room, seq)) return state;
  return withTimeline(state, room, { ...timeline, found: { seq, turn } });
}

/**
 * Puts the window where the page stands. `before` is the room as it was known when the page was asked for: the page holds every change up
 * to then, and whatever came since is asked for like any other hole.
 */
export function applyAround(state: ChatState, page: readonly Message[], before: Room): ChatState {
  const known = state.timelines.get(before.id);
  if (!state.rooms.has(before.id) || page.length === 0) return state;
  const window = openWindow(page, known?.events ?? [], before.last_rev, before.last_seq);
  return withTimeline(state, before.id, { ...window, found: known?.found ?? null });
}
