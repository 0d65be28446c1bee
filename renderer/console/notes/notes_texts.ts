import { defineTexts } from '../../chat/texts';

/** What internal notes say. */
export const notesTexts = defineTexts({
  mode: { ru: 'Внутренняя заметка', en: 'Internal note' },
  placeholder: { ru: 'Заметка для коллег: клиент её не увидит…', en: 'A note for colleagues: the client will not see it…' },
  write: { ru: 'Записать заметку', en: 'Write the note' },
  label: { ru: 'Внутренняя заметка', en: 'Internal note' },
  deleted: { ru: 'Заметка удалена', en: 'Note deleted' },
  edit: { ru: 'Изменить заметку', en: 'Edit the note' },
  delete: { ru: 'Удалить заметку', en: 'Delete the note' },
  delete_question: { ru: 'Удалить эту заметку?', en: 'Delete this note?' },
  mentions: { ru: 'Кого упомянуть', en: 'Whom to mention' },
  not_here: { ru: 'нет в этом чате', en: 'not in this room' },
  told_nobody: {
    ru: '{names}: нет в этом чате, сообщение об упоминании никому не придёт. В чате: {present}. Enter ещё раз — записать без приглашения',
    en: '{names}: not in this room, nobody will be told of the mention. In the room: {present}. Enter again writes it without an invitation',
  },
  invite_offer: { ru: '{names}: нет в этом чате', en: '{names}: not in this room' },
  invite_and_write: { ru: 'Пригласить и записать', en: 'Invite and write' },
  invite_now: { ru: 'Пригласить', en: 'Invite' },
  absent: { ru: '{names}: нет в этом чате, упоминание никому не пришло', en: '{names}: not in this room, nobody was told of the mention' },
  needs_text: { ru: 'В заметке должен быть текст: файлы к ней не прикладываются', en: 'A note needs text: no files go with it' },
  mentioned_you: { ru: '{name} упоминает вас · #{order}', en: '{name} mentions you · #{order}' },
});
