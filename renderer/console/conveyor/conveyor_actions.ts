import { defineActions } from '../keys/action';
import { focusedPane } from '../panes/layout';

/** From one room that owes an answer to the next. */
export const conveyorActions = defineActions([
  {
    id: 'send_next', group: 'writing', title: { ru: 'Отправить и перейти к следующему, кто ждёт', en: 'Send, and go to the next owed' }, words: 'конвейер conveyor', keys: ['Mod+Enter'],
    when: ({ desk }) => focusedPane(desk.getState().layout) !== null,
    run: ({ conveyor }) => void conveyor.sendAndNext(),
  },
  { id: 'next_owed', group: 'go', title: { ru: 'Следующий, кто ждёт ответа', en: 'Next owed' }, words: 'долг конвейер без отправки waiting conveyor skip', keys: ['Alt+KeyO'], is_repeated: true, run: ({ conveyor }) => void conveyor.next() },
  { id: 'conveyor_back', group: 'go', title: { ru: 'Назад к чату, который оставили', en: 'Back to the chat you left' }, words: 'конвейер conveyor previous', keys: ['Alt+Shift+KeyO'], run: ({ conveyor }) => conveyor.back() },
]);
