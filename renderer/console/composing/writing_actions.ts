import { defineActions } from '../keys/action';
import type { Action } from '../keys/action';
import { paneButton, shownRoom } from '../keys/at_hand';

/** What a button beside the field does, by key. */
function presses<const Id extends string>(id: Id, button: string, title: Action['title'], keys: readonly string[], words = ''): Action & { id: Id } {
  return { id, group: 'writing', title, words, keys, when: (value) => paneButton(value, button) !== null, run: (value) => paneButton(value, button)?.click() };
}

/** What can be done where messages are written and read. */
export const writingActions = defineActions([
  {
    id: 'focus_composer', group: 'writing', title: { ru: 'К полю сообщения', en: 'Go to the message field' }, words: 'писать ответить write reply', keys: ['Alt+KeyC'],
    when: (value) => shownRoom(value) !== null,
    run: (value) => value.composers.get(shownRoom(value)?.id ?? 0)?.focus(),
  },
  presses('attach', 'attach', { ru: 'Прикрепить файл', en: 'Attach a file' }, ['Alt+KeyA'], 'скрепка upload'),
  presses('emoji', 'emoji', { ru: 'Выбрать эмодзи', en: 'Choose an emoji' }, ['Alt+KeyE'], 'смайлик smiley'),
  presses('write_note', 'mode-note', { ru: 'Написать внутреннюю заметку', en: 'Write an internal note' }, ['Alt+Shift+KeyI'], 'команда команде team'),
  presses('write_message', 'mode-message', { ru: 'Написать сообщение клиенту', en: 'Write a message to the client' }, ['Alt+Shift+KeyC']),
  presses('send_later', 'send-later', { ru: 'Отправить позже', en: 'Send later' }, ['Alt+Shift+KeyL'], 'отложить schedule'),
  presses('to_first_unread', 'first-unread', { ru: 'К первому непрочитанному', en: 'To the first unread message' }, ['Alt+PageUp']),
  presses('to_newest', 'newest', { ru: 'К последнему сообщению', en: 'To the newest message' }, ['Alt+PageDown'], 'вниз конец end'),
  presses('chat_menu', 'menu', { ru: 'Меню чата', en: 'Chat menu' }, ['Alt+Shift+KeyM']),
]);
