import type { ViewState } from '../../protocol/team';
import type { Participant, User } from '../../protocol/entities';
import type { ChatState } from './chat';

/** An expert who has the room before his eyes, or is writing an answer there. */
export type Viewer = { user: number; state: Exclude<ViewState, 'gone'> };

type Viewers = ChatState['viewers'];

/** Who has a room before his eyes after one of them has come, gone or begun to write; the same map comes back when nothing changes. */
export function setViewer(viewers: Viewers, room: number, user: number, state: ViewState): Viewers {
  const known = viewers.get(room) ?? [];
  if ((known.find((one) => one.user === user)?.state ?? 'gone') === state) return viewers;
  const others = known.filter((one) => one.user !== user);
  const list = state === 'gone' ? others : [...others, { user, state }].sort((one, two) => one.user - two.user);
  const changed = new Map(viewers);
  if (list.length > 0) changed.set(room, list);
  else changed.delete(room);
  return changed;
}

/** A colleague in a room and what he does there. */
export type ShownViewer = { user: User; state: Viewer['state'] };

const nobody: readonly ShownViewer[] = [];
const lists = new WeakMap<readonly Viewer[], { participants: readonly Participant[]; me: number | undefined; shown: readonly ShownViewer[] }>();

/** The other experts who have the room before their eyes; whoever left the room is not among them. The same list comes back while nothing changed. */
export function viewersOf(state: Pick<ChatState, 'viewers' | 'rooms' | 'me'>, room: number): readonly ShownViewer[] {
  const known = state.viewers.get(room);
  const participants = state.rooms.get(room)?.room.participants;
  if (!known || !participants) return nobody;
  const me = state.me?.id;
  const kept = lists.get(known);
  if (kept && kept.participants === participants && kept.me === me) return kept.shown;
  const shown = known.flatMap((viewer) => {
    const seat = participants.find(({ user, role }) => user.id === viewer.user && role === 'expert');
    return seat && viewer.user !== me ? [{ user: seat.user, state: viewer.state }] : [];
  });
  lists.set(known, { participants, me, shown });
  return shown;
}
