/** Nearly every text: letters without accents, as they are. */
const PLAIN = /^[a-z0-9а-яё ]*$/;

/** Text as it is compared: small letters, no accents, `ё` as `е`, one blank between words. Й stays й. */
export function fold(text: string): string {
  const small = text.toLowerCase();
  const bare = PLAIN.test(small) ? small : withoutAccents(small).replace(/[^\p{L}\p{N}]+/gu, ' ');
  return bare.replaceAll('ё', 'е').replace(/ {2,}/g, ' ').trim();
}

function withoutAccents(small: string): string {
  const bare = small.replaceAll('№', ' ').replaceAll('й', '\u0001').replaceAll('ё', 'е').normalize('NFKD').replace(/\p{M}+/gu, '');
  return bare.replaceAll('\u0001', 'й');
}

const LATIN: Readonly<Record<string, string>> = {
  а: 'a', б: 'b', в: 'v', г: 'g', д: 'd', е: 'e', ж: 'zh', з: 'z', и: 'i', й: 'i', к: 'k', л: 'l', м: 'm', н: 'n', о: 'o', п: 'p', р: 'r', с: 's', т: 't',
  у: 'u', ф: 'f', х: 'h', ц: 'c', ч: 'ch', ш: 'sh', щ: 'sh', ъ: '', ы: 'i', ь: '', э: 'e', ю: 'iu', я: 'ia', і: 'i', ї: 'i', є: 'e', ґ: 'g', ў: 'u',
};

const ROUGHLY: Readonly<Record<string, string>> = { shch: 'sh', sch: 'sh', kh: 'h', ts: 'c', x: 'ks', w: 'v', ph: 'f', y: 'i', j: 'i' };

/**
 * Folded text in Latin letters, written so roughly that the usual ways of writing a Russian name in Latin come out the same:
 * Юлия, Yulia, Julija and Iuliia are all `iulia`.
 */
export function latinSkeleton(folded: string): string {
  let latin = '';
  for (const letter of folded) latin += LATIN[letter] ?? letter;
  return latin.replace(/shch|sch|kh|ts|ph|[xwyj]/g, (letters) => ROUGHLY[letters] as string).replace(/i{2,}/g, 'i');
}
