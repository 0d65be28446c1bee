import type { Console } from '../context';
import { defineActions } from '../keys/action';
import type { Action } from '../keys/action';
import { roomAtHand } from '../keys/at_hand';
import { closePane, focusedPane, focusPane, toggleCard } from './layout';

const hasPane = ({ desk }: Console) => focusedPane(desk.getState().layout) !== null;

function toPane<const Id extends string>(id: Id, place: number): Action & { id: Id } {
  return {
    id, group: 'panes', title: { ru: `К чату ${place}`, en: `Go to pane ${place}` }, keys: [`Alt+Digit${place}`],
    when: ({ desk }) => desk.getState().layout.panes.length >= place,
    run: ({ desk }) => desk.arrange((layout) => focusPane(layout, place - 1)),
  };
}

/** What can be done with open chats. */
export const paneActions = defineActions([
  toPane('pane_1', 1),
  toPane('pane_2', 2),
  toPane('pane_3', 3),
  toPane('pane_4', 4),
  {
    id: 'open_beside', group: 'panes', title: { ru: 'Открыть рядом', en: 'Open beside' }, keys: ['Alt+KeyB'],
    when: (value) => roomAtHand(value) !== null,
    run(value) {
      const room = roomAtHand(value);
      if (room) value.openRoom(room.id, 'beside');
    },
  },
  { id: 'close_pane', group: 'panes', title: { ru: 'Закрыть чат', en: 'Close the chat' }, keys: ['Alt+KeyW'], when: hasPane, run: ({ desk }) => desk.arrange((now) => closePane(now, now.focused)) },
  { id: 'order_card', group: 'panes', title: { ru: 'Карточка заказа', en: 'Order card' }, keys: ['Alt+KeyI'], when: hasPane, run: ({ desk }) => desk.arrange((now) => toggleCard(now, now.focused)) },
  {
    id: 'search_room', group: 'panes', title: { ru: 'Поиск в этом чате', en: 'Search this chat' }, words: 'найти find', keys: ['Mod+KeyF'],
    run({ desk }) {
      const room = focusedPane(desk.getState().layout)?.room;
      if (room === undefined) return document.getElementById('room-search')?.focus();
      document.querySelector<HTMLElement>(`[data-room="${room}"] .room-search-input`)?.focus();
      desk.setState({ searching: room });
    },
  },
]);
