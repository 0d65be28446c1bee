import { listedRooms } from '../../store/views';
import type { Console } from '../context';
import { defineActions } from '../keys/action';
import { roomAtHand } from '../keys/at_hand';
import { undoBulk } from './run';
import { noSelection, selectAll, toggle } from './selection';

const listed = ({ sync, desk }: Console) => {
  const { sort, filter, query } = desk.getState();
  return listedRooms(sync.store.getState(), sort, filter, query.trim());
};

/** Selecting rooms of the list. What is done to them stands in the bar over it. */
export const bulkActions = defineActions([
  {
    id: 'select', group: 'list', title: { ru: 'Выбрать чат или снять выбор', en: 'Select the chat or leave it out' }, words: 'отметить несколько mark several bulk', keys: ['KeyX'],
    when: (value) => roomAtHand(value) !== null,
    run(value) {
      const room = roomAtHand(value);
      if (room) value.desk.setState((desk) => toggle(desk, room.id));
    },
  },
  { id: 'select_all', group: 'list', title: { ru: 'Выбрать все чаты вида', en: 'Select all chats of the view' }, words: 'отметить bulk', keys: ['Shift+KeyX'], when: (value) => listed(value).length > 0, run: (value) => value.desk.setState(selectAll(listed(value))) },
  { id: 'select_none', group: 'list', title: { ru: 'Снять выбор с чатов', en: 'End the selection' }, keys: [], when: ({ desk }) => desk.getState().selected.size > 0, run: ({ desk }) => desk.setState(noSelection) },
  {
    id: 'undo_bulk', group: 'list', title: { ru: 'Отменить последнее действие над выбранными', en: 'Undo the last deed on the selected chats' }, words: 'вернуть revert', keys: ['Shift+KeyZ'],
    when: ({ desk }) => (desk.getState().bulk?.undo.length ?? 0) > 0, run: (value) => void undoBulk(value),
  },
]);
