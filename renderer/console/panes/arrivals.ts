import type { Room } from '../../../protocol/entities';
import type { Console } from '../context';
import { openBeside, PANES_MAX, shownRooms, withRoom } from './layout';
import type { Layout } from './layout';

/** The room that became owed last and is not on screen; null: nobody waits out of sight. */
export function lastAsked(rooms: Iterable<Pick<Room, 'id' | 'owed_since'>>, shown: ReadonlySet<number>): number | null {
  let last: { id: number; owed_since: string } | null = null;
  for (const { id, owed_since } of rooms) {
    if (owed_since === null || shown.has(id)) continue;
    if (last === null || owed_since > last.owed_since || (owed_since === last.owed_since && id > last.id)) last = { id, owed_since };
  }
  return last?.id ?? null;
}

/** The same, of what is known now. */
export function arrivedRoom({ sync, desk }: Console): number | null {
  return lastAsked([...sync.store.getState().rooms.values()].map(({ room }) => room), shownRooms(desk.getState().layout));
}

/** The pane that takes what comes by itself: the last one that is neither pinned nor focused; -1 when there is none. */
export function freePane({ panes, focused }: Layout): number {
  return panes.findLastIndex((pane, index) => index !== focused && !pane.is_pinned);
}

/** Shows the room beside what is being worked on, and leaves the focus there. */
export function placeAside(layout: Layout, room: number): Layout {
  if (shownRooms(layout).has(room)) return layout;
  const free = freePane(layout);
  if (free >= 0) return withRoom({ ...layout, is_alone: false }, free, room);
  if (layout.panes.length === 0 || layout.panes.length >= PANES_MAX) return openBeside(layout, room);
  return { ...openBeside(layout, room), focused: layout.focused };
}
