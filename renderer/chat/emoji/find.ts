import type { Language } from '../../../protocol/errors';

/** [emoji, group, shortcode, English name, Russian name, words, skin tones]; scripts/build/emoji.mjs makes them. */
export type EmojiRow = [emoji: string, group: number, code: string, en: string, ru: string, words: string, skins?: string[]];

/** 0: as it is; 1 to 5: from light to dark. */
export type Tone = 0 | 1 | 2 | 3 | 4 | 5;

/** The emoji in a skin tone, where it has any. */
export function inTone(row: EmojiRow, tone: Tone): string {
  return (tone > 0 && row[6]?.[tone - 1]) || row[0];
}

/** What an emoji is called. */
export function nameOf(row: EmojiRow, language: Language): string {
  return language === 'ru' ? row[4] : row[3];
}

/**
 * The emoji for a word in either language, the best first: the whole shortcode or name, then a name or shortcode that begins with it, then any
 * word that does, then any part. Several words must all fit.
 */
export function findEmoji(rows: readonly EmojiRow[], query: string, limit = Infinity): EmojiRow[] {
  const words = plain(query).split(/[\s_]+/).filter(Boolean);
  if (words.length === 0) return [];
  const found: { row: EmojiRow; rank: number }[] = [];
  for (const row of rows) {
    const rank = rankOf(row, words);
    if (rank !== null) found.push({ row, rank });
  }
  // Sorting keeps Unicode's order among equals.
  return found.sort((one, two) => one.rank - two.rank).slice(0, limit).map(({ row }) => row);
}

function rankOf([emoji, , code, en, ru, tags]: EmojiRow, words: readonly string[]): number | null {
  const whole = words.join('_');
  if (code === whole || plain(ru) === words.join(' ') || plain(en) === words.join(' ')) return 0;
  if (tags.split(' ').includes(whole) || emoji === words[0]) return 1;
  const names = plain(`${en} ${ru}`);
  const all = ` ${names} ${plain(tags).replaceAll('_', ' ')}`;
  if (!words.every((word) => all.includes(word))) return null;
  // Of shortcodes that begin alike the shortest is the nearest.
  if (code.startsWith(whole)) return 2 + Math.min(code.length, 99) / 100;
  if (words.every((word) => ` ${names}`.includes(` ${word}`))) return 3;
  return words.every((word) => all.includes(` ${word}`)) ? 4 : 5;
}

/** Small letters, without what people leave out. */
function plain(text: string): string {
  return text.toLocaleLowerCase().replaceAll('ё', 'е').replace(/[:,.()«»“”!]/g, ' ');
}
