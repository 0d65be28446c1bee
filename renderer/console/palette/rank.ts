import { fold, latinSkeleton } from './fold';
import { inOtherLayout } from './layouts';
import { scoreWord } from './match';

/** Something that can be found: its texts, and how much each of them counts (1 at most). */
export type Findable = { texts: readonly { text: string; weight: number }[] };

/** A findable's texts, made ready for comparing. */
export type Prepared = { texts: readonly { folded: string; latin: string; weight: number }[]; letters: number; latin_letters: number };

/** A query's words in one reading, and what that reading costs. */
type Reading = { words: readonly string[]; is_latin: boolean; cost: number };

const OTHER_LETTERS = 8;
const OTHER_LAYOUT = 12;
/** Scattered letters of another reading fit by chance. */
const ENOUGH_AGAIN = 46;
/** A score from which no other reading is tried. */
const SURE = 80;

/** One bit for each letter, several letters sharing one: tells quickly that a word cannot stand in a text. */
function lettersOf(text: string): number {
  let bits = 0;
  for (let at = 0; at < text.length; at += 1) bits |= 1 << (text.charCodeAt(at) & 31);
  return bits;
}

/** Does once what would otherwise be done at each key. */
export function prepare({ texts }: Findable): Prepared {
  const ready = texts.map(({ text, weight }) => {
    const folded = fold(text);
    return { folded, latin: latinSkeleton(folded), weight };
  });
  return {
    texts: ready,
    letters: ready.reduce((bits, { folded }) => bits | lettersOf(folded), 0),
    latin_letters: ready.reduce((bits, { latin }) => bits | lettersOf(latin), 0),
  };
}

/** What a typed text may have meant: itself, the same keys in the other layout, and each of them in the other alphabet. */
export function readingsOf(query: string): readonly Reading[] {
  const other = inOtherLayout(query);
  const readings: Reading[] = [];
  const add = (text: string, isLatin: boolean, cost: number) => {
    const words = text.split(' ').filter(Boolean);
    // A single letter says too little to be read in another way.
    const isTelling = cost === 0 || words.every((word) => word.length >= 2);
    if (words.length > 0 && isTelling) readings.push({ words, is_latin: isLatin, cost });
  };
  add(fold(query), false, 0);
  add(latinSkeleton(fold(query)), true, OTHER_LETTERS);
  if (other !== null) {
    add(fold(other), false, OTHER_LAYOUT);
    add(latinSkeleton(fold(other)), true, OTHER_LAYOUT + OTHER_LETTERS);
  }
  return readings;
}

/** How well the readings of a query fit; 0: not at all. Every word has to fit somewhere. */
export function scoreOf(readings: readonly Reading[], item: Prepared): number {
  let best = 0;
  for (const reading of readings) {
    best = Math.max(best, scoreReading(reading, item) - reading.cost);
    if (best >= SURE) break;
  }
  return best;
}

function scoreReading({ words, is_latin, cost }: Reading, item: Prepared): number {
  let sum = 0;
  for (const word of words) {
    const letters = lettersOf(word);
    if ((letters & (is_latin ? item.latin_letters : item.letters)) !== letters) return 0;
    let best = 0;
    for (const text of item.texts) best = Math.max(best, scoreWord(word, is_latin ? text.latin : text.folded) * text.weight);
    if (best < (cost === 0 ? 1 : ENOUGH_AGAIN)) return 0;
    sum += best;
  }
  return sum / words.length;
}
