import { describe, expect, it } from 'vitest';
import type { User } from '../../protocol/entities';
import { cutAtMentions, mentionedIn } from '../../renderer/console/notes/mentions';

const user = (id: number, first_name: string, last_name: string): User => ({ id, first_name, last_name, role: 'expert' });
const anna = user(1, 'Анна', 'Соколова');
const ann = user(2, 'Ann', 'Lee');
const annLonger = user(3, 'Ann', 'Lee-Brown');
const twin = user(4, 'Ann', 'Lee');
const everybody = [anna, ann, annLonger];

describe('mentions in a text', () => {
  it.each([
    ['@Анна Соколова, посмотри', [1]],
    ['Спросим (@Анна Соколова)', [1]],
    ['@Анна посмотри', []],
    ['mail@Анна Соколова', []],
    ['@Анна Соколовая', []],
    ['@Ann Lee-Brown и @Ann Lee', [2, 3]],
    ['@Ann Lee-Brown', [3]],
    ['@@Ann Lee', [2]],
    ['', []],
  ])('%s', (text, ids) => {
    expect(mentionedIn(text, everybody).map(({ id }) => id)).toEqual(ids);
  });

  it('mean everybody who bears the name', () => {
    expect(mentionedIn('@Ann Lee', [ann, twin]).map(({ id }) => id)).toEqual([2, 4]);
  });

  it('are cut out of the text without losing a letter of it', () => {
    const text = 'До @Анна Соколова и после @Ann Lee';
    const pieces = cutAtMentions(text, everybody);
    expect(pieces.map((piece) => piece.text).join('')).toBe(text);
    expect(pieces.map((piece) => piece.user?.id ?? null)).toEqual([null, 1, null, 2]);
  });
});
