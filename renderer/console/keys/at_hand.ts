import type { Room } from '../../../protocol/entities';
import type { Console } from '../context';
import { focusedPane } from '../panes/layout';

/** The room that keys are about: that of the chat's own window, else the row with the focus, else the focused pane's. */
export function roomAtHand(value: Console): Room | null {
  const row = value.own_window ? null : document.activeElement?.closest<HTMLElement>('.room-row[data-room]');
  return row ? roomOf(value, Number(row.dataset['room'])) : shownRoom(value);
}

/** The focused pane's room, or that of the chat's own window. */
export function shownRoom(value: Console): Room | null {
  return roomOf(value, shownId(value));
}

/**
 * The button of the focused pane that is marked `data-action`: a key then does what a click does, with the same conditions. For what
 * lives inside a conversation, as its parts do. A pane keeps the chats before and after its own ready behind it: theirs do not count.
 */
export function paneButton(value: Console, name: string): HTMLButtonElement | null {
  const room = shownId(value);
  const place = value.own_window?.document ?? document;
  const buttons = place.querySelectorAll<HTMLButtonElement>(`.pane[data-room="${room}"] [data-action="${name}"]:not(:disabled)`);
  return [...buttons].find((button) => button.closest('.conversation')?.checkVisibility() !== false) ?? null;
}

const shownId = ({ desk, own_window }: Console): number | null => own_window?.room ?? focusedPane(desk.getState().layout)?.room ?? null;

const roomOf = ({ sync }: Console, id: number | null): Room | null => (id === null ? null : (sync.store.getState().rooms.get(id)?.room ?? null));
