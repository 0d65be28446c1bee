import { ROOM_SORTS, roomsSorted } from '../../store/select';
import { listedRooms } from '../../store/views';
import type { ListFilter } from '../../store/views';
import type { Console } from '../context';
import { defineActions } from '../keys/action';
import { neighbourOf, nextOf } from '../navigation';
import { focusedPane } from '../panes/layout';

const shown = ({ desk }: Console): number | null => focusedPane(desk.getState().layout)?.room ?? null;

function go({ openRoom }: Console, room: number | null): void {
  if (room !== null) openRoom(room);
}

function step(value: Console, by: 1 | -1): void {
  const { sort, filter, query } = value.desk.getState();
  go(value, neighbourOf(listedRooms(value.sync.store.getState(), sort, filter, query.trim()), shown(value), by));
}

const filterBy = (filter: ListFilter) => ({ desk }: Console) => desk.setState({ filter });

/** What the list of rooms can do. */
export const inboxActions = defineActions([
  {
    id: 'next_unread', group: 'go', title: { ru: 'Следующий непрочитанный', en: 'Next unread' }, words: 'новое', keys: ['Alt+KeyU'], is_repeated: true,
    run: (value) => go(value, nextOf(roomsSorted(value.sync.store.getState(), 'recent', 'unread'), shown(value))),
  },
  { id: 'next_room', group: 'go', title: { ru: 'Следующий чат в списке', en: 'Next chat in the list' }, keys: ['Alt+ArrowDown'], is_repeated: true, run: (value) => step(value, 1) },
  { id: 'previous_room', group: 'go', title: { ru: 'Предыдущий чат в списке', en: 'Previous chat in the list' }, keys: ['Alt+ArrowUp'], is_repeated: true, run: (value) => step(value, -1) },
  { id: 'search', group: 'list', title: { ru: 'Поиск в списке и в сообщениях', en: 'Search chats and messages' }, words: 'найти find', keys: ['/'], run: () => document.getElementById('room-search')?.focus() },
  { id: 'filter_open', group: 'list', title: { ru: 'Показать открытые чаты', en: 'Show open chats' }, words: 'фильтр filter', keys: ['Alt+Shift+Digit1'], run: filterBy('open') },
  { id: 'filter_unread', group: 'list', title: { ru: 'Показать только новые', en: 'Show unread only' }, words: 'непрочитанные фильтр filter', keys: ['Alt+Shift+Digit2'], run: filterBy('unread') },
  { id: 'filter_owed', group: 'list', title: { ru: 'Показать тех, кто ждёт', en: 'Show owed only' }, words: 'фильтр filter waiting', keys: ['Alt+Shift+Digit3'], run: filterBy('owed') },
  { id: 'filter_waiting', group: 'list', title: { ru: 'Показать отвеченные', en: 'Show answered only' }, words: 'ждём клиента фильтр filter waiting for the client', keys: ['Alt+Shift+Digit4'], run: filterBy('waiting') },
  { id: 'filter_snoozed', group: 'list', title: { ru: 'Показать отложенные', en: 'Show snoozed only' }, words: 'фильтр filter', keys: ['Alt+Shift+Digit5'], run: filterBy('snoozed') },
  { id: 'filter_done', group: 'list', title: { ru: 'Показать завершённые', en: 'Show done only' }, words: 'фильтр filter closed', keys: ['Alt+Shift+Digit6'], run: filterBy('done') },
  { id: 'filter_all', group: 'list', title: { ru: 'Показать все чаты', en: 'Show all chats' }, words: 'фильтр filter', keys: ['Alt+Shift+Digit7'], run: filterBy('all') },
  {
    id: 'sort', group: 'list', title: { ru: 'Другой порядок списка', en: 'Change the order of the list' }, words: 'сортировка недавние дольше ждут срок sort recent longest owed deadline', keys: ['Alt+KeyS'],
    run: ({ desk }) => desk.setState(({ sort }) => ({ sort: ROOM_SORTS[(ROOM_SORTS.indexOf(sort) + 1) % ROOM_SORTS.length]! })),
  },
]);
