import { describe, expect, it } from 'vitest';
import { chatTexts } from '../../../renderer/chat/chat_texts';
import { systemLanguage } from '../../../renderer/chat/language';
import { formatText, translator, type Entry, type TextTable } from '../../../renderer/chat/texts';
import { clientTexts } from '../../../renderer/client/client_texts';

const forms = (entry: Entry) => (typeof entry === 'string' ? [entry] : Object.values(entry));
const places = (entry: Entry) => [...new Set(forms(entry).flatMap((text) => text.match(/\{\w+\}/g) ?? []))].sort();

describe.each<[string, TextTable]>([
  ['chat', chatTexts],
  ['client page', clientTexts],
])('the texts of the %s', (_name, table) => {
  it('say every key in both languages, with the same places', () => {
    for (const [key, { ru, en }] of Object.entries(table)) {
      for (const text of [...forms(ru), ...forms(en)]) expect(text.trim(), key).not.toBe('');
      expect(places(ru), key).toEqual(places(en));
      expect(forms(ru).some((text) => /[а-яё]/i.test(text)), key).toBe(true);
      expect(forms(en).some((text) => /[а-яё]/i.test(text)), key).toBe(false);
    }
  });

  it('have every plural form that their languages need', () => {
    for (const [key, entry] of Object.entries(table)) {
      for (const language of ['ru', 'en'] as const) {
        const text = entry[language];
        if (typeof text === 'string') continue;
        const needed = new Intl.PluralRules(language).resolvedOptions().pluralCategories;
        expect(Object.keys(text).sort(), `${key} ${language}`).toEqual([...needed].sort());
      }
    }
  });
});

describe('texts', () => {
  const ru = translator(chatTexts, 'ru');

  it('hold what the marketplace wrote to the letter', () => {
    expect(ru('chat_title')).toBe('Чат по заказу');
    expect(ru('order', { order: 12345 })).toBe('Заказ #12345');
    expect(ru('no_messages')).toBe('Нет сообщений');
    expect(ru('type_message')).toBe('Введите сообщение…');
    expect(ru('send')).toBe('Отправить');
    expect(ru('typing')).toBe('Печатает…');
    expect(ru('open_chat')).toBe('Открыть чат');
    expect(ru('attach_file')).toBe('Прикрепить файл');
    expect(ru('no_access')).toBe('У вас нет доступа к этому заказу');
  });

  it('choose the plural form by the number', () => {
    const counted = [1, 2, 5, 11, 21, 104].map((count) => ru('unread_count', { count }));
    expect(counted).toEqual([
      '1 непрочитанное сообщение',
      '2 непрочитанных сообщения',
      '5 непрочитанных сообщений',
      '11 непрочитанных сообщений',
      '21 непрочитанное сообщение',
      '104 непрочитанных сообщения',
    ]);
    expect(translator(chatTexts, 'en')('unread_count', { count: 1 })).toBe('1 unread message');
    expect(translator(chatTexts, 'en')('unread_count', { count: 12_000 })).toBe('12,000 unread messages');
  });

  it('put a parameter in as it is, once', () => {
    expect(formatText('{name}!', 'en', { name: '{name} $& <b>' })).toBe('{name} $& <b>!');
  });

  it('follow the first of the system’s languages that they speak', () => {
    expect(systemLanguage(['de-DE', 'ru-RU', 'en'])).toBe('ru');
    expect(systemLanguage(['en-GB', 'ru'])).toBe('en');
    expect(systemLanguage(['fr'])).toBe('en');
    expect(systemLanguage([])).toBe('ru');
  });
});
