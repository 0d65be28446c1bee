import { VERBS_EN, VERBS_RU } from './promise_verbs';
import { folded, unquoted } from './readable';
import { timeIn } from './time_words';
import { momentOf, wallTimeAt } from './wall_time';

/** A promise found in a text: until when, and the sentence in which it stands. */
export type Promised = { due: Date; sentence: string };

const PROMISES = new RegExp(
  `(?<!\\p{L})(?:${VERBS_RU})(?!\\p{L})|(?<!\\p{L})(?:i|we)(?:['’]ll| will| shall)(?: also| definitely| certainly| surely| then)? (?:${VERBS_EN})(?!\\p{L})|(?<!\\p{L})you(?:['’]ll| will) (?:have|get|receive)(?!\\p{L})|^\\s*(?:[\\p{L}']+,\\s*)?(?:will|shall) (?:${VERBS_EN})(?!\\p{L})|(?<!\\p{L})will be (?:ready|done|finished|with you)(?!\\p{L})`,
  'u',
);

/** What makes it no promise: doubt, condition, refusal, a question, somebody else's words. */
const NO_PROMISE = new RegExp(
  `(?<!\\p{L})(?:${[
    'не (?:отвечу|пришлю|отправлю|успею|успеваю|успеем|могу|получится|получается|смогу|сделаю|вышлю|закончу|доделаю|скину|будет|обещаю|факт|уверен|знаю)',
    'вряд ли|едва ли|нереально|никогда|возможно|может быть|может|наверное|наверно|вероятно|скорее всего|постараюсь|постараемся|попробую|попытаюсь|надеюсь|думаю|кажется|хотелось бы|обычно|планирую|предполагаю|если|когда|как только|после того|после оплаты|в случае|при условии|бы|иначе',
    'вы|ты|он|она|они|автор|клиент|преподаватель|система|сказали?|обещали?|просили?',
    "won['’]t|can['’]t|cannot|not|never|might|may|maybe|perhaps|probably|hopefully|hope|likely|try|trying|should|would|could|if|once|unless|when|as soon as|after you|usually|normally|think|guess|he|she|they|offline|unavailable",
  ].join('|')})(?!\\p{L})`,
  'u',
);
/** Words of doubt that are harmless in front of their sentence's promise. */
const HARMLESS = /(?<!\p{L})(?:не (?:волнуйтесь|переживайте|беспокойтесь|позднее|позже)|no later than|not later than|если что вдруг|(?:and|и) if you like)(?!\p{L})/gu;

/**
 * The promise that an expert's text makes to its reader, with the moment until which it is to be kept, in the expert's time zone. Null
 * when there is none, and when it, or its time, can be understood in more than one way: what is offered is right, or is not offered.
 */
export function promisedIn(text: string, now: Date, zone: string): Promised | null {
  const whole = folded(unquoted(text));
  if (CORRECTED.test(whole)) return null;
  const wall = wallTimeAt(now, zone);
  const found: Promised[] = [];
  let isUnclear = false;
  for (const sentence of sentencesOf(unquoted(text))) {
    const words = folded(sentence).replace(HARMLESS, (piece) => ' '.repeat(piece.length));
    if (words.trimEnd().endsWith('?')) continue;
    const clauses = clausesOf(words);
    // A condition stands for the whole sentence, a refusal only for its clause: "today I can't, I'll send it tomorrow".
    if (CONDITION.test(words) || DOUBT.test(words)) continue;
    const meant = clauses.filter((clause) => PROMISES.test(clause) && !NO_PROMISE.test(clause));
    if (meant.length === 0) continue;
    const others = clauses.filter((clause) => !meant.includes(clause) && !NO_PROMISE.test(clause) && isAside(clause));
    const time = timeIn([...meant, ...others].join(', '), wall);
    if (time === null) {
      isUnclear ||= others.length + meant.length > 0 && /\d{1,2}[:.]\d{2}|завтра|tomorrow/u.test(meant.join());
      continue;
    }
    found.push({ due: momentOf(time, zone), sentence: sentence.trim() });
  }
  const [first] = found;
  if (first === undefined || isUnclear) return null;
  return found.every(({ due }) => due.getTime() === first.due.getTime()) ? first : null;
}

const CONDITION = /(?<!\p{L})(?:если|как только|когда вы|после того как|при условии|в случае|if|once|unless|as soon as|when you|after you|after your)(?!\p{L})/u;

/** Doubt that is set off by a comma belongs to what stands behind it. */
const DOUBT = /(?<!\p{L})(?:возможно|может быть|наверное|наверно|вероятно|скорее всего|кажется|надеюсь|думаю|maybe|perhaps|probably|hopefully|possibly|i think|i guess|i hope|not sure)(?!\p{L})/u;
/** The writer takes back what he has just said. */
const CORRECTED = /(?<!\p{L})(?:точнее|вернее|хотя нет|ой нет|or rather|i mean|scratch that)(?!\p{L})/u;

/** A clause that only says when, or nothing of its own: "до 13:00", "in five hours". */
function isAside(clause: string): boolean {
  return !/(?<!\p{L})(?:у меня|занят\p{L}*|урок|экзамен|пары|созвон|встреча|поезд|срок|дедлайн|нужно|надо|цена|стоит|работа[ею]т|открыт\p{L}*|class|lesson|meeting|exam|deadline|price|sale)(?!\p{L})/u.test(clause);
}

/** Ends at marks, not at the point of "17.30" or of "a.m.". */
function sentencesOf(text: string): string[] {
  return text.split(/(?<=[!?…])\s+|(?<=\.)(?<!\b[ap]\.m\.)\s+(?=\S)|\n+/u).filter((sentence) => sentence.trim() !== '');
}

function clausesOf(sentence: string): string[] {
  return sentence.split(/[,;:—–](?!\d)|\s-\s|(?<!\p{L})(?:но|but|зато)(?!\p{L})/u).filter((clause) => clause.trim() !== '');
}
