import { defineActions } from '../keys/action';
import { paneButton } from '../keys/at_hand';

/** What can be done with a promise that is offered. */
export const promiseActions = defineActions([
  {
    id: 'due_accept', group: 'chat', title: { ru: 'Поставить обещанное как срок ответа', en: 'Set what was promised as the due time' }, words: 'обещание срок promise due', keys: ['Alt+KeyT'],
    when: (value) => paneButton(value, 'due_accept') !== null, run: (value) => paneButton(value, 'due_accept')?.click(),
  },
  {
    id: 'due_edit', group: 'chat', title: { ru: 'Изменить обещанный срок', en: 'Change the promised due time' }, words: 'обещание срок promise due', keys: ['Alt+Shift+KeyT'],
    when: (value) => paneButton(value, 'due_edit') !== null, run: (value) => paneButton(value, 'due_edit')?.click(),
  },
]);
