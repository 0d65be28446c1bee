import type { Excerpt } from '../../protocol/search';

/** Longest excerpt, and how much of it stands before the first found place, in UTF-16 units. */
const LENGTH = 200;
const LEAD = 60;
const PART_MIN = 3;
const START = '\u0001';
const STOP = '\u0002';

type Range = [from: number, to: number];

/** Lower case, `ё` as `е`, every character as long as before: places in the one are places in the other. */
export function fold(text: string): string {
  let folded = '';
  for (const character of text) {
    const lower = character.toLowerCase();
    folded += lower.length === character.length ? lower : character;
  }
  return folded.replaceAll('ё', 'е');
}

/** The words of a query, folded, each once: letters and digits, the rest divides them. */
export function splitWords(query: string, most: number): string[] {
  return [...new Set(fold(query).match(/[\p{L}\p{N}]+/gu) ?? [])].slice(0, most);
}

/**
 * The piece of a message around the first found place. `marked` is the text as the database marked its word forms, character by character;
 * parts of words are looked for here.
 */
export function excerptOf(message: string, marked: string, words: readonly string[]): Excerpt {
  const ranges = join([...markedRanges(message, marked), ...partRanges(message, words)]);
  const first = ranges[0]?.[0] ?? 0;
  const from = message.length <= LENGTH ? 0 : wordStart(message, Math.max(0, Math.min(first - LEAD, message.length - LENGTH)), first);
  const to = message.length - from <= LENGTH ? message.length : wordEnd(message, from, from + LENGTH);
  const lead = from > 0 ? '…' : '';
  const shift = lead.length - from;
  const shown = ranges.filter((range) => range[0] < to && range[1] > from);
  return {
    text: `${lead}${message.slice(from, to).replace(/[\s]/g, ' ')}${to < message.length ? '…' : ''}`,
    ranges: shown.map(([start, end]) => [Math.max(start, from) + shift, Math.min(end, to) + shift]),
  };
}

/** The marks as places in the original, which has the same characters in the same order. */
function markedRanges(message: string, marked: string): Range[] {
  const ranges: Range[] = [];
  let at = 0;
  let start = 0;
  for (const character of marked) {
    if (character === START) start = at;
    else if (character === STOP) ranges.push([start, at]);
    else at += String.fromCodePoint(message.codePointAt(at) ?? 0).length;
  }
  return at === message.length ? ranges : [];
}

function partRanges(message: string, words: readonly string[]): Range[] {
  const text = fold(message);
  const ranges: Range[] = [];
  for (const word of words) {
    if (word.length < PART_MIN) continue;
    for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + word.length)) ranges.push([at, at + word.length]);
  }
  return ranges;
}

/** Ascending, those that overlap or touch as one. */
function join(ranges: Range[]): Range[] {
  const joined: Range[] = [];
  for (const [from, to] of ranges.sort((one, two) => one[0] - two[0])) {
    const last = joined.at(-1);
    if (last && from <= last[1]) last[1] = Math.max(last[1], to);
    else joined.push([from, to]);
  }
  return joined;
}

/** The beginning of a word at or after `at`, but not behind `limit`; in a text without spaces, of a character. */
function wordStart(text: string, at: number, limit: number): number {
  if (at === 0) return 0;
  const space = text.slice(at - 1, limit).search(/\s/);
  return space >= 0 ? at + space : whole(text, at);
}

function wordEnd(text: string, from: number, at: number): number {
  const space = text.slice(from, at + 1).search(/\s\S*$/);
  return space > (at - from) / 2 ? from + space : whole(text, at);
}

/** Never between the two halves of one character. */
function whole(text: string, at: number): number {
  const code = text.charCodeAt(at);
  return code >= 0xdc00 && code <= 0xdfff ? at - 1 : at;
}
