import type { Language } from '../../protocol/errors';
import { oneLine } from '../present/one_line';

/** What a letter about unread messages may say. `said`: the newest message, only where texts may leave in letters. */
export type Unread = { order: number; count: number; first_name: string; url: string; said: { by: string; text: string } | null };

const TEXT_MAX = 500;
const NAME_MAX = 100;

const texts = {
  ru: {
    subject: (order: number) => `Новые сообщения по заказу #${order}`,
    hello: (name: string) => `Здравствуйте, ${name}!`,
    unread: (order: number, count: number) => `В чате по заказу #${order} вас ждут непрочитанные сообщения: ${count}.`,
    says: (name: string) => `${name} пишет:`,
    file: '(файл)',
    open: 'Открыть чат:',
    personal: 'Ссылка личная и действует неделю. Не пересылайте её: кто её откроет, увидит чат.',
    answer: 'Отвечать на это письмо не нужно: пишите в чате.',
  },
  en: {
    subject: (order: number) => `New messages about order #${order}`,
    hello: (name: string) => `Hello ${name},`,
    unread: (order: number, count: number) => `Unread messages wait for you in the chat about order #${order}: ${count}.`,
    says: (name: string) => `${name} writes:`,
    file: '(a file)',
    open: 'Open the chat:',
    personal: 'The link is yours alone and works for a week. Do not pass it on: whoever opens it sees the chat.',
    answer: 'There is no need to answer this letter: write in the chat.',
  },
} as const;

/** Subject and text, in the reader's language; in both when nobody knows which one he speaks. */
export function unreadLetter(unread: Unread, language: Language | null): { subject: string; text: string } {
  const languages: readonly Language[] = language === null ? ['ru', 'en'] : [language];
  return {
    subject: languages.map((one) => texts[one].subject(unread.order)).join(' / '),
    text: languages.map((one) => bodyOf(unread, one)).join('\n\n--\n\n'),
  };
}

function bodyOf({ order, count, first_name, url, said }: Unread, language: Language): string {
  const t = texts[language];
  const quoted = said === null ? [] : [t.says(oneLine(said.by, NAME_MAX)), quote(said.text.trim() === '' ? t.file : said.text)];
  return [t.hello(oneLine(first_name, NAME_MAX)), t.unread(order, count), ...quoted, `${t.open}\n${url}`, `${t.personal}\n${t.answer}`].join('\n\n') + '\n';
}

/** Each line marked, so that nothing a person wrote passes for the letter's own words. */
function quote(text: string): string {
  const cut = text.length > TEXT_MAX ? `${text.slice(0, TEXT_MAX).toWellFormed()}…` : text;
  return cut.split(/\r\n|[\r\n\u2028\u2029]/).map((line) => `> ${line.replace(/[\p{Cc}\p{Cf}]+/gu, ' ')}`).join('\n');
}
