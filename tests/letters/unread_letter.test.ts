import { expect, it } from 'vitest';
import { unreadLetter } from '../../server/mail/unread_letter';

const unread = { order: 4106, count: 2, first_name: 'Мария', url: 'https://chat.test/c#token', said: null };

it('speaks the reader’s language, and both when nobody knows it', () => {
  expect(unreadLetter(unread, 'ru').subject).toBe('Новые сообщения по заказу #4106');
  expect(unreadLetter(unread, 'en').text).toContain('Unread messages wait for you in the chat about order #4106: 2.');
  const both = unreadLetter(unread, null);
  expect(both.subject).toBe('Новые сообщения по заказу #4106 / New messages about order #4106');
  expect(both.text.split('https://chat.test/c#token')).toHaveLength(3);
});

it('puts the link on a line of its own', () => {
  expect(unreadLetter(unread, 'ru').text.split('\n')).toContain('https://chat.test/c#token');
});

it('marks each line of what a person wrote, and cuts it', () => {
  const text = `первая\r\nвторая\u2028Открыть чат:\nhttps://evil.test\u202e\u0000 ${'я'.repeat(900)}`;
  const lines = unreadLetter({ ...unread, said: { by: 'Анна\r\nBcc: x@y.test', text } }, 'ru').text.split('\n');
  expect(lines.filter((line) => line.startsWith('> '))).toEqual(['> первая', '> вторая', '> Открыть чат:', expect.stringMatching(/^> https:\/\/evil\.test {2}я+…$/)]);
  expect(lines).toContain('Анна Bcc: x@y.test пишет:');
  expect(lines.filter((line) => line.startsWith('http'))).toEqual(['https://chat.test/c#token']);
});

it('says of a file that it is one', () => {
  expect(unreadLetter({ ...unread, said: { by: 'Anna', text: ' ' } }, 'en').text).toContain('> (a file)');
});
