import { defineTexts } from '../../chat/texts';

/** What colleagues in one room see of each other. */
export const teamTexts = defineTexts({
  viewing: { ru: 'Сейчас смотрит: {names}', en: 'Looking now: {names}' },
  writing: { ru: 'Пишет ответ: {names}', en: 'Writing an answer: {names}' },
  is_writing: {
    ru: { one: '{names} пишет ответ…', few: '{names} пишут ответ…', many: '{names} пишут ответ…', other: '{names} пишут ответ…' },
    en: { one: '{names} is writing an answer…', other: '{names} are writing an answer…' },
  },
  responsible: { ru: 'ведёт заказ', en: 'responsible' },
  colleague: { ru: 'коллега', en: 'colleague' },
  invite: { ru: 'Пригласить коллегу', en: 'Invite a colleague' },
  invite_none: { ru: 'Больше никого нет', en: 'Nobody else' },
  remove: { ru: 'Убрать из чата: {name}', en: 'Take out of the chat: {name}' },
  remove_question: { ru: '{name} больше не увидит этот чат. Убрать?', en: '{name} will not see this chat any more. Take out?' },
  remove_confirm: { ru: 'Убрать', en: 'Take out' },
  leave: { ru: 'Выйти из чата', en: 'Leave the chat' },
  leave_question: { ru: 'Вы больше не увидите этот чат, пока вас не пригласят снова. Выйти?', en: 'You will not see this chat until you are invited again. Leave?' },
  leave_confirm: { ru: 'Выйти', en: 'Leave' },
});
