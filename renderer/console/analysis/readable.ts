/** What of a text its writer says himself: analysis looks at nothing else. Lengths stay, so that places found are places in the text. */

const blank = (piece: string) => ' '.repeat(piece.length);

const QUOTED_LINES = /^[ \t]*>.*$/gm;
const LINKS = /\b(?:https?:\/\/|www\.)\S+|\S+@\S+\.\S+/gi;
const IN_QUOTES = /«[^»\n]*»|“[^”\n]*”|„[^“”\n]*[“”]|"[^"\n]*"/g;

/** The text with quoted lines, links and addresses blanked. */
export function ownWords(text: string): string {
  return text.replace(QUOTED_LINES, blank).replace(LINKS, blank);
}

/** The same without what stands in quotation marks: titles, and what others have said. */
export function unquoted(text: string): string {
  return ownWords(text).replace(IN_QUOTES, blank);
}

const LATIN = 'AaBCcEeHKMOoPpTXxy';
const CYRILLIC = 'АаВСсЕеНКМОоРрТХху';
const MIXED = /(?=\p{L}*\p{Script=Latin})(?=\p{L}*\p{Script=Cyrillic})\p{L}+/gu;
const inAlphabet = (word: string, from: string, to: string) => [...word].map((char) => to[from.indexOf(char)] ?? char).join('');

/** Words that mix two alphabets, in the one that most of their letters are of: "зaказ" with a Latin `a` is a slip of the keyboard's layout. The length stays. */
export function unmixed(text: string): string {
  return text.replace(MIXED, (word) => {
    const latin = word.match(/\p{Script=Latin}/gu)!.length;
    return latin * 2 > word.length ? inAlphabet(word, CYRILLIC, LATIN) : inAlphabet(word, LATIN, CYRILLIC);
  });
}

/** In lower case, `ё` as `е`, Latin letters without accents, each word in one alphabet; the length stays. */
export function folded(text: string): string {
  return [...unmixed(text.normalize('NFC'))]
    .map((char) => {
      if (/[\u00C0-\u024F]/.test(char)) return char.normalize('NFD').replace(/\p{M}/gu, '').slice(0, 1).toLowerCase() || char;
      const low = char.toLowerCase();
      return low === 'ё' ? 'е' : low.length === char.length ? low : char;
    })
    .join('');
}

export type Word = { text: string; folded: string; from: number; to: number };

/** The words of a text in their order; an English possessive is no part of its word. */
export function wordsOf(text: string): Word[] {
  return [...text.normalize('NFC').matchAll(/\p{L}+/gu)].map((match) => ({ text: match[0], folded: folded(match[0]), from: match.index, to: match.index + match[0].length }));
}
