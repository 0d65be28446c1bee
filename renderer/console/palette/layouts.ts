/** The same keys in both layouts, one below the other. */
const LATIN = "`qwertyuiop[]asdfghjkl;'zxcvbnm,./" + '~QWERTYUIOP{}ASDFGHJKL:"ZXCVBNM<>?&@';
const CYRILLIC = 'ёйцукенгшщзхъфывапролджэячсмитьбю.' + 'ЁЙЦУКЕНГШЩЗХЪФЫВАПРОЛДЖЭЯЧСМИТЬБЮ,?"';

const toCyrillic = new Map([...LATIN].map((key, index) => [key, CYRILLIC[index] ?? key]));
const toLatin = new Map([...CYRILLIC].map((key, index) => [key, LATIN[index] ?? key]));

/** What the same keys would have written in the other layout: `ghbdtn` was meant as `привет`, `щквук` as `order`. Null: there is no doubt. */
export function inOtherLayout(text: string): string | null {
  const hasCyrillic = /\p{Script=Cyrillic}/u.test(text);
  const hasLatin = /\p{Script=Latin}/u.test(text);
  if (hasCyrillic === hasLatin) return null;
  const table = hasCyrillic ? toLatin : toCyrillic;
  return [...text].map((character) => table.get(character) ?? character).join('');
}
