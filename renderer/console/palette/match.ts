/**
 * How well one typed word fits a folded text, 0 to 100:
 *
 *   the whole text 100 · its beginning 90 to 97 · the beginning of another word 80 to 86 · inside of a word 50
 *   the first letters of its words 74 when they are all of them, else 60
 *   its letters in this order, with gaps: up to 45, more for letters that begin words and for letters side by side
 */
export function scoreWord(word: string, text: string): number {
  if (word === '' || word.length > text.length) return 0;
  let best = 0;
  for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) {
    best = Math.max(best, scorePlace(word, text, at));
    if (at === 0) break;
  }
  if (best > 0 || word.length < 2 || /\d/.test(word)) return best;
  return scoreInitials(word, text) || scoreScattered(word, text);
}

function scoreInitials(word: string, text: string): number {
  let initials = text[0] ?? '';
  for (let at = text.indexOf(' '); at >= 0; at = text.indexOf(' ', at + 1)) initials += text[at + 1] ?? '';
  if (initials === word) return 74;
  return initials.includes(word) ? 60 : 0;
}

function scorePlace(word: string, text: string, at: number): number {
  const end = at + word.length;
  const isWhole = end === text.length || text[end] === ' ';
  if (at === 0) return end === text.length ? 100 : isWhole ? 97 : 90;
  if (text[at - 1] === ' ') return isWhole ? 86 : 80;
  return word.length >= 2 ? 50 : 0;
}

const LETTER = 3;
const WORD_START = 8;
const SIDE_BY_SIDE = 6;
const GAP = 1;
const SCATTERED_MAX = 45;
/** Below this part of what is possible, letters stand together by chance. */
const ENOUGH = 0.5;
const NONE = -1_000;

let above = new Int16Array(256);
let row = new Int16Array(256);

/** The best way of finding the word's letters in the text, in their order. */
function scoreScattered(word: string, text: string): number {
  if (!standsIn(word, text)) return 0;
  const length = text.length;
  if (row.length < length) [above, row] = [new Int16Array(length * 2), new Int16Array(length * 2)];
  for (let index = 0; index < word.length; index += 1) {
    [above, row] = [row, above];
    const letter = word.charCodeAt(index);
    // The best place of the letter before, made worse by each letter in between.
    let far = NONE;
    for (let at = 0; at < length; at += 1) {
      const beside = index > 0 && at > 0 ? (above[at - 1] ?? NONE) : NONE;
      if (text.charCodeAt(at) === letter) {
        const isStart = at === 0 || text.charCodeAt(at - 1) === 32;
        const before = index === 0 ? 0 : Math.max(far, beside + SIDE_BY_SIDE);
        row[at] = Math.max(NONE, before + LETTER + (isStart ? WORD_START : 0));
      } else row[at] = NONE;
      far = Math.max(far, beside) - GAP;
    }
  }
  let best = NONE;
  for (let at = 0; at < length; at += 1) best = Math.max(best, row[at] ?? NONE);
  const part = best / (word.length * (LETTER + SIDE_BY_SIDE) + WORD_START - SIDE_BY_SIDE);
  return part < ENOUGH ? 0 : SCATTERED_MAX * Math.min(1, part);
}

function standsIn(word: string, text: string): boolean {
  let at = -1;
  for (let index = 0; index < word.length; index += 1) {
    at = text.indexOf(word[index] as string, at + 1);
    if (at < 0) return false;
  }
  return true;
}
