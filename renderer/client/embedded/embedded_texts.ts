import { defineTexts } from '../../chat/texts';

/** What only the chat inside another page says. */
export const embeddedTexts = defineTexts({
  close: { ru: 'Свернуть чат', en: 'Hide the chat' },
  ended: { ru: 'Чат закрыт', en: 'The chat is closed' },
  ended_hint: { ru: 'Страница больше не подтверждает, что это вы. Обновите её, если повторная попытка не поможет.', en: 'The page no longer confirms that it is you. Reload it if trying again does not help.' },
});
