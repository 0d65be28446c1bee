import type { Room } from '../../../protocol/entities';
import type { Console } from '../context';
import { focusedPane } from '../panes/layout';

/** The room that keys are about: the row with the focus, else the focused pane's. */
export function roomAtHand({ sync, desk }: Console): Room | null {
  const row = document.activeElement?.closest<HTMLElement>('.room-row[data-room]');
  const id = row ? Number(row.dataset['room']) : (focusedPane(desk.getState().layout)?.room ?? null);
  return id === null ? null : (sync.store.getState().rooms.get(id)?.room ?? null);
}

/** The focused pane's room. */
export function shownRoom({ sync, desk }: Console): Room | null {
  const id = focusedPane(desk.getState().layout)?.room;
  return id === undefined ? null : (sync.store.getState().rooms.get(id)?.room ?? null);
}

/**
 * The button of the focused pane that is marked `data-action`: a key then does what a click does, with the same conditions. For what
 * lives inside a conversation, as its parts do.
 */
export function paneButton({ desk }: Console, name: string): HTMLButtonElement | null {
  const room = focusedPane(desk.getState().layout)?.room;
  return room === undefined ? null : document.querySelector(`.pane[data-room="${room}"] [data-action="${name}"]:not(:disabled)`);
}
