import { defineTexts } from './texts';

/** What searching and jumping say, on both pages. */
export const searchTexts = defineTexts({
  search_here: { ru: 'Поиск в этом чате', en: 'Search this chat' },
  search_here_hint: { ru: 'Слово из сообщения', en: 'Words to find' },
  close_search: { ru: 'Закрыть поиск', en: 'Close search' },
  previous_hit: { ru: 'К более новому', en: 'To the newer match' },
  next_hit: { ru: 'К более старому', en: 'To the older match' },
  hit_of: { ru: '{at} из {all}', en: '{at} of {all}' },
  found: { ru: 'Найденные сообщения', en: 'Found messages' },
  found_count: {
    ru: { one: 'Найдено {count} сообщение', few: 'Найдено {count} сообщения', many: 'Найдено {count} сообщений', other: 'Найдено {count} сообщения' },
    en: { one: '{count} message found', other: '{count} messages found' },
  },
  found_more: {
    ru: { one: 'Найдено больше {count} сообщения', few: 'Найдено больше {count} сообщений', many: 'Найдено больше {count} сообщений', other: 'Найдено больше {count} сообщения' },
    en: { one: 'More than {count} message found', other: 'More than {count} messages found' },
  },
  nothing_found: { ru: 'В сообщениях ничего не нашлось', en: 'Nothing found in the messages' },
  searching: { ru: 'Ищем…', en: 'Searching…' },
  search_offline: { ru: 'Для поиска нужна связь. Попробуйте, когда она вернётся', en: 'Searching needs a connection. Try again when it is back' },
  search_slow: { ru: 'Поиск занял слишком много времени. Уточните запрос', en: 'The search took too long. Try more exact words' },
  hit_note: { ru: 'Внутренняя заметка', en: 'Internal note' },
  more_hits: { ru: 'Показать ещё', en: 'Show more' },
  jump_failed: { ru: 'Не получилось открыть это место. Проверьте связь', en: 'This place could not be opened. Check the connection' },
  jump_to_date: { ru: 'Перейти к дате', en: 'Go to a date' },
  to_first_unread: { ru: 'К первому непрочитанному', en: 'Jump to the first unread message' },
});
