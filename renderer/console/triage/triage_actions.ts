import type { Room } from '../../../protocol/entities';
import type { Console } from '../context';
import { defineActions } from '../keys/action';
import { roomAtHand } from '../keys/at_hand';
import { shownRooms } from '../panes/layout';
import { decide, offersOf, undoDecided } from './decide';
import type { Decision } from './decide';

const has = (fits: (offers: ReturnType<typeof offersOf>) => boolean) => (value: Console) => {
  const room = roomAtHand(value);
  return room !== null && fits(offersOf(room));
};

const decideBy = (decision: Decision) => (value: Console) => {
  const room = roomAtHand(value);
  if (room) void decide(value, room, decision);
};

/** Asks until when: in the room's pane where it has one, else in a dialog. */
export function askUntil({ desk }: Pick<Console, 'desk'>, room: Pick<Room, 'id'>): void {
  const hasPane = shownRooms(desk.getState().layout).has(room.id);
  desk.setState({ snoozing: { room: room.id, place: hasPane ? 'pane' : 'dialog', at: new Date() } });
}

/** What is decided about the room at hand. */
export const triageActions = defineActions([
  { id: 'waive', group: 'chat', title: { ru: 'Ответ не нужен', en: 'No answer needed' }, words: 'закрыть долг снять waive', keys: ['Alt+KeyX'], when: has(({ waive }) => waive), run: decideBy({ action: 'waive' }) },
  {
    id: 'snooze', group: 'chat', title: { ru: 'Отложить чат', en: 'Snooze the chat' }, words: 'напомнить позже remind later hold', keys: ['Alt+KeyH'], when: has(({ snooze }) => snooze),
    run(value) {
      const room = roomAtHand(value);
      if (room) askUntil(value, room);
    },
  },
  { id: 'done', group: 'chat', title: { ru: 'Завершить чат', en: 'Mark the chat done' }, words: 'закрыть готово close resolve archive', keys: ['Alt+KeyD'], when: has(({ done }) => done), run: decideBy({ action: 'done' }) },
  {
    id: 'reopen', group: 'chat', title: { ru: 'Вернуть чат в работу', en: 'Reopen the chat' }, words: 'открыть снова разбудить wake', keys: ['Alt+Shift+KeyD'],
    when: has(({ reopen, owe_again }) => reopen || owe_again), run: decideBy({ action: 'reopen' }),
  },
  { id: 'undo_decided', group: 'chat', title: { ru: 'Отменить последнее решение', en: 'Undo the last decision' }, words: 'вернуть revert', keys: ['KeyZ', 'Alt+KeyZ'], when: ({ desk }) => desk.getState().decided !== null, run: (value) => void undoDecided(value) },
]);
