import type { Console } from '../context';
import { defineActions } from '../keys/action';
import type { Action } from '../keys/action';
import { roomAtHand } from '../keys/at_hand';
import { arrivedRoom, placeAside } from './arrivals';
import { toggleLive } from './live_deck';
import { closePane, focusedPane, focusPane, swapPanes, toggleAlone, toggleCard, togglePin } from './layout';

const hasPane = ({ desk }: Console) => focusedPane(desk.getState().layout) !== null;
const hasPanes = ({ desk }: Console) => desk.getState().layout.panes.length > 1;
const move = (by: 1 | -1) => ({ desk }: Console) => desk.arrange((layout) => swapPanes(layout, layout.focused, layout.focused + by));

function toPane<const Id extends string>(id: Id, place: number): Action & { id: Id } {
  return {
    id, group: 'panes', title: { ru: `К чату ${place}`, en: `Go to pane ${place}` }, keys: [`Alt+Digit${place}`],
    when: ({ desk }) => desk.getState().layout.panes.length >= place,
    run({ desk, composers }) {
      desk.arrange((layout) => focusPane(layout, place - 1));
      // The keys may have been taken elsewhere from a pane that is in focus still.
      composers.get(desk.getState().layout.panes[place - 1]?.room ?? 0)?.focus();
    },
  };
}

/** What can be done with open chats. */
export const paneActions = defineActions([
  toPane('pane_1', 1),
  toPane('pane_2', 2),
  toPane('pane_3', 3),
  toPane('pane_4', 4),
  toPane('pane_5', 5),
  toPane('pane_6', 6),
  {
    id: 'open_beside', group: 'panes', title: { ru: 'Открыть рядом', en: 'Open beside' }, keys: ['Alt+KeyB'],
    when: (value) => roomAtHand(value) !== null,
    run(value) {
      const room = roomAtHand(value);
      if (room) value.openRoom(room.id, 'beside');
    },
  },
  { id: 'close_pane', group: 'panes', title: { ru: 'Закрыть чат', en: 'Close the chat' }, keys: ['Alt+KeyW'], when: hasPane, run: ({ desk }) => desk.arrange((now) => closePane(now, now.focused)) },
  { id: 'focus_mode', group: 'panes', title: { ru: 'Только этот чат, и обратно', en: 'This pane alone, and back' }, words: 'фокус на весь экран focus mode maximize', keys: ['Alt+Shift+KeyF'], when: hasPanes, run: ({ desk }) => desk.arrange(toggleAlone) },
  { id: 'own_window', group: 'panes', title: { ru: 'В отдельное окно, и обратно', en: 'Into a window of its own, and back' }, words: 'вынести pop out window', keys: ['Alt+KeyV'], when: hasPane, run: ({ desk, popouts }) => popouts.open(desk.getState().layout.focused) },
  { id: 'pin_pane', group: 'panes', title: { ru: 'Держать чат на месте, или отпустить', en: 'Keep the chat in its pane, or let it go' }, words: 'закрепить pin', keys: ['Alt+Shift+KeyP'], when: hasPane, run: ({ desk }) => desk.arrange((now) => togglePin(now, now.focused)) },
  { id: 'pane_left', group: 'panes', title: { ru: 'Переставить чат влево', en: 'Move the pane left' }, keys: ['Alt+Shift+ArrowLeft'], when: hasPanes, run: move(-1) },
  { id: 'pane_right', group: 'panes', title: { ru: 'Переставить чат вправо', en: 'Move the pane right' }, keys: ['Alt+Shift+ArrowRight'], when: hasPanes, run: move(1) },
  {
    id: 'take_arrival', group: 'panes', title: { ru: 'Показать рядом того, кто спросил последним', en: 'Show beside whoever asked last' }, words: 'новый вопрос arrived owed', keys: ['Alt+Shift+KeyA'],
    when: (value) => arrivedRoom(value) !== null,
    run(value) {
      const room = arrivedRoom(value);
      if (room !== null) value.desk.arrange((layout) => placeAside(layout, room));
    },
  },
  { id: 'live_deck', group: 'panes', title: { ru: 'Открывать рядом чаты тех, кто печатает, или перестать', en: 'Open the chats of whoever is typing, or stop' }, words: 'живой live deck typing', keys: [], run: ({ desk }) => toggleLive(desk) },
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
