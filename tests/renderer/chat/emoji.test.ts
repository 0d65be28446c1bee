import { describe, expect, it } from 'vitest';
import { findEmoji, inTone, nameOf } from '../../../renderer/chat/emoji/find';
import { isLoneEmoji } from '../../../renderer/chat/emoji/lone';
import { emojiRows } from '../../../scripts/build/emoji.mjs';

const rows = emojiRows();
const found = (query: string, limit = 5) => findEmoji(rows, query, limit).map(([emoji]) => emoji);

describe('the emoji that are bundled', () => {
  it('are all that can be chosen, each once, with names in both languages', () => {
    expect(rows.length).toBeGreaterThan(1800);
    expect(new Set(rows.map(([emoji]) => emoji)).size).toBe(rows.length);
    for (const row of rows) expect([row[0], nameOf(row, 'ru'), nameOf(row, 'en')]).toEqual([row[0], expect.stringMatching(/\S/), expect.stringMatching(/\S/)]);
    expect(rows.filter((row) => /\p{Script=Cyrillic}/u.test(nameOf(row, 'ru'))).length).toBeGreaterThan(1800);
  });

  it('come in skin tones where people are shown', () => {
    const wave = rows.find(([emoji]) => emoji === '👋')!;
    expect([inTone(wave, 0), inTone(wave, 1), inTone(wave, 5)]).toEqual(['👋', '👋🏻', '👋🏿']);
    expect(inTone(rows.find(([emoji]) => emoji === '🚀')!, 3)).toBe('🚀');
  });
});

describe('finding', () => {
  it.each([
    ['smile', '😄'],
    ['rocket', '🚀'],
    ['ракета', '🚀'],
    ['Ракета', '🚀'],
    ['+1', '👍️'],
    ['алое сердце', '❤'],
    ['fire', '🔥'],
    ['огонь', '🔥'],
  ])('%s brings %s first or next to it', (query, emoji) => {
    expect(found(query).some((one) => one.startsWith(emoji.replace('\ufe0f', '')))).toBe(true);
  });

  it('wants all words, and says nothing to none', () => {
    expect(found('кот любовь')).toContain('😻');
    expect(found('')).toEqual([]);
    expect(found(' : ')).toEqual([]);
    expect(found('ъъъ')).toEqual([]);
  });

  it('takes ё and е for the same', () => {
    expect(found('ёлка')).toEqual(found('елка'));
    expect(found('ёлка').length).toBeGreaterThan(0);
  });
});

describe('lone emoji', () => {
  it.each(['👍', '👍👍👍', ' 👍 \n👍 ', '❤️', '👩‍💻', '👋🏽', '🇷🇺', '1️⃣', '🏴󠁧󠁢󠁥󠁮󠁧󠁿', '👨‍👩‍👧‍👦👨‍👩‍👧‍👦👨‍👩‍👧‍👦'])('%s is shown large', (text) => {
    expect(isLoneEmoji(text)).toBe(true);
  });

  it.each(['', '   ', '👍👍👍👍', 'да 👍', '1', '12', '#', '©', '™', '❤', ':)', 'A', '\u200d'])('%j is not', (text) => {
    expect(isLoneEmoji(text)).toBe(false);
  });

  it('is told at once for any text', () => {
    const started = performance.now();
    for (const text of ['👍'.repeat(5000), '❤️\u200d'.repeat(30), '🇷'.repeat(60), ' '.repeat(120), '1'.repeat(10_000)]) isLoneEmoji(text);
    expect(performance.now() - started).toBeLessThan(200);
  });

  it('is true of every emoji that can be chosen', () => {
    const missed = rows.filter(([emoji]) => !isLoneEmoji(emoji)).map(([emoji]) => emoji);
    expect(missed).toEqual([]);
  });
});
