import { COMMON_NAMES, GENITIVES, GREETINGS, OTHER_BEARER, SPOKEN_TO, TOWNS } from './common_words';
import { bearersOf, familyForms, givenForms } from './name_forms';
import { folded, unquoted, wordsOf, type Word } from './readable';

export type PersonName = { first_name: string; last_name: string };
export type NamedClient<T> = { of: T; named: string };

/** A sentence begins: nothing but marks and white space since the last one ended. */
const BEGINS = /(?:^|[.!?…\n])[\s"'([{—–-]*$/u;
const PATRONYMIC = /(?:вна|вны|вне|вну|вной|вич|вича|вичу|вичем)$/;
/** Deeds that are done to people: beside one a capital is a person's. */
const TOLD = /^(?:отправ|переда|напи[сш]|перезвон|позвон|созвон|дозвон|скаж|сказа|спро[сш]|ответ|объясн|напомн|верну|отда[лмю]|договор|согласова|показ|покаж|сообщ|выслал|вышл|скинул|скин)/;
const isCapital = (word: Word) => /^\p{Lu}/u.test(word.text);
/** One beside the other, without a mark between. */
const isBeside = (text: string, one: Word, two: Word) => /^[ \u00a0]+$/.test(text.slice(one.to, two.from));

/**
 * The first of these clients whom a text names, in any case and by the usual short names. Silent where the text names the person whom it
 * is for, and where the name may belong to somebody else: an expert, another surname, a town, a word of the language.
 */
export function namedClient<T extends { client: PersonName | null }>(text: string, here: PersonName | null, others: readonly T[], staff: readonly PersonName[]): NamedClient<T> | null {
  const own = unquoted(text);
  const words = wordsOf(own);
  if (words.length === 0) return null;
  const ownNames = here ? givenForms(here.first_name) : new Map<string, string>();
  const ownFamily = here ? familyForms(here.last_name) : new Map<string, string>();
  const isForHere = words.some((word) => ownNames.has(word.folded) || ownFamily.has(word.folded));
  const staffNames = staff.map((person) => givenForms(person.first_name));
  const staffFamilies = staff.map((person) => familyForms(person.last_name));

  // Names become known by being asked about; then the words say which of them are here.
  for (const { client } of others) {
    if (!client) continue;
    givenForms(client.first_name);
    familyForms(client.last_name);
  }
  const bearers = bearersOf(new Set(words.map((word) => word.folded)));
  for (const of of others) {
    const { client } = of;
    if (!client || (!bearers.given.has(client.first_name) && !bearers.family.has(client.last_name))) continue;
    const given = givenForms(client.first_name);
    const family = familyForms(client.last_name);
    for (const [index, word] of words.entries()) {
      const [before, after] = [words[index - 1], words[index + 1]];
      if (given.has(word.folded)) {
        const beside = [before && isBeside(own, before, word) ? before : undefined, after && isBeside(own, word, after) ? after : undefined];
        // Name and surname together are that client's, whoever else has one of them.
        const surname = beside.find((one) => one && isCapital(one) && family.has(one.folded) && !ownFamily.has(one.folded));
        if (surname && isCapital(word)) return { of, named: own.slice(Math.min(word.from, surname.from), Math.max(word.to, surname.to)) };
        if (isForHere || staffNames.some((names) => names.has(word.folded))) continue;
        if (isMeant(own, words, index, given.get(word.folded)!)) return { of, named: word.text };
      } else if (family.has(word.folded) && !isForHere && isCapital(word) && before && /^(?:клиент|клиента|клиенту|клиенткой|клиентка|клиентки|господин|госпожа|client|customer|mr|mrs|ms)$/.test(before.folded)) {
        return { of, named: word.text };
      } else if (family.has(word.folded) && !isForHere && isCapital(word) && word.folded !== folded(client.last_name) && !staffFamilies.some((names) => names.has(word.folded)) && isTold(own, words, index)) {
        return { of, named: word.text };
      }
    }
  }
  return null;
}

/** Whether the name at this place stands beside such a deed, and is nobody else's: "Роману отправила", "перезвоню Ковалёву". */
function isTold(text: string, words: readonly Word[], index: number): boolean {
  const word = words[index]!;
  const beside = [words[index - 1], words[index + 1]].filter((one) => one !== undefined && isBeside(text, one.from < word.from ? one : word, one.from < word.from ? word : one));
  return beside.some((one) => TOLD.test(one!.folded)) && !beside.some((one) => isCapital(one!) && !BEGINS.test(text.slice(0, one!.from)));
}

/** Whether the word at this place speaks to, or of, a person of this name. */
function isMeant(text: string, words: readonly Word[], index: number, plain: string): boolean {
  const word = words[index]!;
  const [before, after] = [words[index - 1], words[index + 1]];
  const isFirst = BEGINS.test(text.slice(0, word.from));
  const left = text.slice(before?.to ?? 0, word.from);
  const afterPatronymic = after && isBeside(text, word, after) && PATRONYMIC.test(after.folded) ? after : undefined;
  const right = text.slice((afterPatronymic ?? word).to).replace(/^['’]s(?!\p{L})/u, '');
  const isGreeted = before !== undefined && GREETINGS.has(before.folded) && /^[\s,]*$/.test(left);
  const isClosed = /^\s*(?:[,!.…?—–)]|-\s|$|\n)/u.test(right);
  const isCalled = (isFirst || isGreeted || /,\s*$/.test(left)) && isClosed;
  // With a patronymic it is a person, and with a surname one that is not asked about here.
  const isTitled = afterPatronymic !== undefined && (isClosed || [before, words[index + 2]].some((one) => one && TOLD.test(one.folded)));
  const isCommon = !isTitled && (COMMON_NAMES.has(word.folded) || COMMON_NAMES.has(plain));
  const next = afterPatronymic ? words[index + 2] : after;
  if (afterPatronymic && next && isBeside(text, afterPatronymic, next) && isCapital(next)) return false;

  if (isCommon) {
    if (!isCapital(word)) return false;
    if (!isFirst && word.folded !== plain && isTold(text, words, index)) return true;
    if (!isClosed) return false;
    if (isFirst && GENITIVES.has(word.folded) && /^\s*[,!]/.test(right)) return true;
    if (isGreeted || (/,\s*$/.test(left) && !isFirst && /^\s*[,!]/.test(right))) return true;
    return isFirst && /^\s*[,!]/.test(right) && (next === undefined || SPOKEN_TO.has(next.folded));
  }
  // "София — столица".
  if (TOWNS.has(word.folded) && /^\s*[—–-]/u.test(right)) return false;
  if (isCalled || (isGreeted && isCapital(word))) return !(before && OTHER_BEARER.has(before.folded) && isBeside(text, before, word));
  // Spoken of: only as a name that stands alone.
  if (!isCapital(word)) return false;
  if (before && OTHER_BEARER.has(before.folded) && /^[\s,]*$/.test(left)) return false;
  if (after && isBeside(text, word, after) && isCapital(after) && !afterPatronymic) return false;
  if (before && isBeside(text, before, word) && isCapital(before) && !BEGINS.test(text.slice(0, before.from))) return false;
  if (TOWNS.has(word.folded) && before && /^(?:в|во|из|до|под|около|через|in|from|to|near)$/.test(before.folded)) return false;
  // "Emily in Paris", "William of Orange": a title, or somebody else.
  if (after && /^(?:in|of|from|at|из|с)$/.test(after.folded) && words[index + 2] && isCapital(words[index + 2]!)) return false;
  // "Маша и Петя", "Tom and Mary", "у Маши 5 яблок": people of a task.
  if (after && /^(?:и|and|или|or)$/.test(after.folded) && words[index + 2] && isCapital(words[index + 2]!)) return false;
  if (before && /^(?:и|and|или|or)$/.test(before.folded) && words[index - 2] && isCapital(words[index - 2]!) && !BEGINS.test(text.slice(0, words[index - 2]!.from))) return false;
  if (before && folded(before.text) === 'у' && /^\s*\d/.test(right)) return false;
  return !/^\s*-?\p{Lu}\./u.test(right);
}
