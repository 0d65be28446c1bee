import { VERBS_RU } from './promise_verbs';
import { addedTo, compareWall, dayAfter, isDay, weekdayOf, type WallDay, type WallTime } from './wall_time';

/**
 * The moment until which something is said to happen, in a folded sentence and seen from `now`. Null when the sentence names none, and
 * when what it names can be understood in more than one way.
 */
export function timeIn(sentence: string, now: WallTime): WallTime | null {
  if (AMBIGUOUS.test(sentence)) return null;
  const relative = relativeTime(sentence, now);
  const day = dayIn(sentence, now);
  const clock = clockIn(sentence);
  if (day === 'ambiguous' || clock === 'ambiguous' || relative === 'ambiguous') return null;
  if (relative) return day || clock ? null : relative;
  if (!day && !clock) return null;
  if (clock && !day) return nextClock(clock, now);
  const time = clock ?? { hour: 23, minute: 59, is_part: false };
  return day && later({ ...day, hour: time.hour, minute: time.minute }, now);
}

type Clock = { hour: number; minute: number; /** A part of the day, "in the evening", and no time of the clock. */ is_part: boolean };

/** Said about later, earlier, other clocks, or too vaguely. */
const AMBIGUOUS =
  /(?:^|\P{L})(?:не (?:раньше|ранее)|после \d|not before|no earlier|after \d|after (?:noon|midnight|that|you)|по (?:вашему|местному|твоему|мск|москве|киеву|минску)|your time|(?:рабочих|рабочие|будних) дн|\d рабоч\p{L}+ дн|(?:business|working|work) days?|на выходных|weekend|на днях|на (?:этой|следующей) неделе|next (?:week|month|mon|tue|wed|thu|fri|sat|sun)|следующ\p{L}+ (?:недел|понедельник|вторник|сред|четверг|пятниц|суббот|воскресень|месяц)|в следующ|this week|с утра до|месяц|month|(?:или|or) (?:через|сегодня|завтра|послезавтра|недел\p{L}+|день|дня|два|три|час\p{L}*|в |к |на |today|tomorrow|the day|mon|tue|wed|thu|fri|sat|sun|two|three|\d))/u;

const NUMBERS: Readonly<Record<string, number>> = {
  один: 1, одного: 1, одну: 1, два: 2, две: 2, двух: 2, пару: 2, три: 3, трех: 3, четыре: 4, четырех: 4, пять: 5, шесть: 6, десять: 10, пятнадцать: 15, двадцать: 20, тридцать: 30, сорок: 40,
  one: 1, a: 1, an: 1, two: 2, three: 3, four: 4, five: 5, six: 6, ten: 10, fifteen: 15, twenty: 20, thirty: 30, forty: 40,
};
const COUNT = `(\\d{1,3}|${Object.keys(NUMBERS).join('|')})`;
const UNIT = '(мин(?:ут[ыу]?|\\.)?|час(?:а|ов|ик|ок)?|ч|сут(?:ок|ки)|дня|дней|день|недел[юьи]|minutes?|mins?|min|hours?|hrs?|h|days?|weeks?)';
const MINUTES: readonly [RegExp, number][] = [
  [/^(?:мин|min)/, 1],
  [/^(?:час|ч$|hour|hr|h$)/, 60],
  [/^(?:сут)/, 1440],
];

const RELATIVE = new RegExp(`(?<!\\p{L})(?:через|в течени[еи]|за|спустя|in|within|in about|in the next|over the next)\\s+(?:примерно\\s+|около\\s+|about\\s+|the next\\s+)?(?:(\\d{1,3})\\s*[-–—]\\s*)?(?:${COUNT}\\s*)?${UNIT}(?!\\p{L})`, 'gu');
/** "минут через 15", "часа через два". */
const TURNED = new RegExp(`(?<!\\p{L})${UNIT}\\s+через\\s+${COUNT}(?!\\p{L})`, 'gu');
const HALF = /(?<!\p{L})(?:через|в течение|in|within)\s+(?:полчаса|пол часа|half an hour|half hour|a half hour|полчасика)(?!\p{L})/u;
const ONE_AND_HALF = /(?<!\p{L})(?:через|в течение)\s+полтора часа(?!\p{L})/u;

function relativeTime(sentence: string, now: WallTime): WallTime | 'ambiguous' | null {
  const found: WallTime[] = [];
  const add = (count: number, unit: string) => {
    const minutes = MINUTES.find(([pattern]) => pattern.test(unit))?.[1];
    // Hours are counted by the clock, days and weeks by the calendar: until the end of that day.
    if (minutes !== undefined) return void found.push(addedTo(now, count * minutes));
    const days = /^(?:нед|week)/.test(unit) ? count * 7 : count;
    found.push({ ...dayAfter(now, days), hour: 23, minute: 59 });
  };
  if (HALF.test(sentence)) found.push(addedTo(now, 30));
  if (ONE_AND_HALF.test(sentence)) found.push(addedTo(now, 90));
  for (const [whole, , count, unit] of sentence.matchAll(RELATIVE)) {
    // "in the day": of today.
    if (count === undefined && /^(?:дня|день|day)/.test(unit!)) found.push({ ...now, hour: 23, minute: 59 });
    else if (/^за\s/.test(whole) && !/^за\s+(?:\d|час|пол)/.test(whole)) continue;
    else if (/^in\s+(?:hour|day|week|minute)/.test(whole)) continue;
    else add(count === undefined ? 1 : (NUMBERS[count] ?? Number(count)), unit!);
  }
  for (const [, unit, count] of sentence.matchAll(TURNED)) add(NUMBERS[count!] ?? Number(count), unit!);
  return only(found, (one, two) => compareWall(one, two) === 0);
}

const WEEKDAYS: readonly RegExp[] = [/^(?:воскресень|sun)/, /^(?:понедельник|mon)/, /^(?:вторник|tue)/, /^(?:сред|wed)/, /^(?:четверг|thu)/, /^(?:пятниц|fri)/, /^(?:суббот|sat)/];
const WEEKDAY =
  /(?<!\p{L})(?:(до|к|ко|в|во|by|on|this|until|till|before|come)\s+)?(?:the end of\s+)?(понедельник[ау]?|вторник[ау]?|сред[уеы]|четверг[ау]?|пятниц[уеы]|суббот[уеы]|воскресень[ею]|воскресенья|(?:mon|tues|wednes|thurs|fri|satur|sun)day)(?!\p{L})/gu;
const MONTHS: readonly RegExp[] = [/^янв|^jan/, /^фев|^feb/, /^мар|^mar/, /^апр|^apr/, /^ма[яй]|^may/, /^июн|^jun/, /^июл|^jul/, /^авг|^aug/, /^сен|^sep/, /^окт|^oct/, /^ноя|^nov/, /^дек|^dec/];
const MONTH_NAME = '(январ[яь]|феврал[яь]|марта?|апрел[яь]|мая|июн[яь]|июл[яь]|августа?|сентябр[яь]|октябр[яь]|ноябр[яь]|декабр[яь]|jan(?:uary)?|feb(?:ruary)?|march|april|may|june|july|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)';
const DATE = new RegExp(`(?<![\\p{L}\\d])(\\d{1,2})(?:-?го|th|st|nd|rd)?\\s+(?:of\\s+)?${MONTH_NAME}(?!\\p{L})`, 'gu');
const DATE_TURNED = new RegExp(`(?<!\\p{L})${MONTH_NAME}\\s+(?:the\\s+)?(\\d{1,2})(?:th|st|nd|rd)?(?![\\p{L}\\d:])`, 'gu');
/** "20.05 пришлю", "пришлю 20.05", "до 25.05.2026"; behind a noun it is that noun's. */
const NUMBERED = new RegExp(`(?:(?<!\\p{L})(до|к|в|около|by|at|before|until|till)\\s+|(?<=(?:^|,|(?<!\\p{L})(?:${VERBS_RU}))\\s*))(?<![\\d.,:])(0?[1-9]|[12]\\d|3[01])\\.(0[1-9]|1[0-2])(?:\\.((?:20)?\\d\\d))?(?![\\p{L}\\d,:]|\\s+на\\s|\\.\\d|\\s*(?:руб|р\\.|₽|\\$|€|%))`, 'gu');

function dayIn(sentence: string, now: WallTime): WallDay | 'ambiguous' | null {
  const today: WallDay = { year: now.year, month: now.month, day: now.day };
  const found: WallDay[] = [];
  const says = (words: string) => new RegExp(`(?<!\\p{L})(?:${words})(?!\\p{L})`, 'u').test(sentence);
  if (says('сегодня|седня|сегодне|севодня|сегодняшнего дня|до конца (?:рабочего )?дня|к концу (?:рабочего )?дня|today|tonight|this (?:evening|afternoon|morning)|(?:by )?(?:the )?end of (?:the )?(?:working )?day|by eod|eod')) found.push(today);
  if (says('послезавтра|the day after tomorrow')) found.push(dayAfter(today, 2));
  if (says('завтра|завтро|зафтра|завтрашнего дня') || (says('tomorrow') && !says('the day after tomorrow'))) found.push(dayAfter(today, 1));
  for (const [, , name] of sentence.matchAll(WEEKDAY)) {
    const ahead = (WEEKDAYS.findIndex((pattern) => pattern.test(name!)) - weekdayOf(today) + 7) % 7;
    // On a Friday "on Friday" is today, or in a week; beside "today" it only says which day that is.
    if (ahead === 0 && !found.some((one) => one.day === today.day)) return 'ambiguous';
    found.push(dayAfter(today, ahead));
  }
  const monthOf = (name: string) => MONTHS.findIndex((pattern) => pattern.test(name)) + 1;
  const addDate = (day: number, month: number): boolean => {
    const date = [0, 1].map((more) => ({ year: now.year + more, month, day })).find((one) => compareWall({ ...one, hour: 23, minute: 59 }, now) >= 0);
    if (!date || !isDay(date)) return false;
    // A date that has passed this year and is far away in the next one is rather a slip.
    if (date.year !== now.year && compareWall({ ...date, hour: 0, minute: 0 }, now) > 180 * 86_400_000) return false;
    found.push(date);
    return true;
  };
  for (const [, day, name] of sentence.matchAll(DATE)) if (!addDate(Number(day), monthOf(name!))) return 'ambiguous';
  for (const [, name, day] of sentence.matchAll(DATE_TURNED)) if (!addDate(Number(day), monthOf(name!))) return 'ambiguous';
  for (const [, before, day, month, year] of sentence.matchAll(NUMBERED)) {
    // "до 20.05" may be a time of the clock as well.
    if (before !== undefined && year === undefined && Number(day) < 24) return 'ambiguous';
    if (!addDate(Number(day), Number(month))) return 'ambiguous';
  }
  return only(found, (one, two) => one.year === two.year && one.month === two.month && one.day === two.day);
}

const BEFORE_TIME = '(?<![\\p{L}\\d])(?:до|к|ко|в|около|by|at|before|until|till|around|no later than|не позднее|не позже)\\s+';
const TIMED = new RegExp(`${BEFORE_TIME}(\\d{1,2})(?:[:.](\\d{2})|-([03]0)(?!\\s*(?:мин|дн|стр|час|min|day|page)))(?![\\d.,]|\\s*(?:руб|р\\.|%|\\$|€))\\s*(am|pm|a\\.m|p\\.m)?`, 'gu');
/** "10 утра", "18 ч", "6 pm". */
const HALVED = new RegExp(`${BEFORE_TIME}(\\d{1,2})\\s*(?:(час(?:ов|ам|а|у)?(?!\\p{L})|ч(?!\\p{L}))\\s*(утра|дня|вечера|ночи)?|(утра|дня|вечера|ночи|am|pm|a\\.m|p\\.m|o'clock))(?!\\p{L})`, 'gu');
/** "до 18": a bare number is an hour where nothing follows that it counts. */
const BARE = new RegExp(`${BEFORE_TIME}(\\d{1,2})(?=\\s*(?:[,!;)…]|\\.(?!\\d)|$|\\s(?:${VERBS_RU}|сегодня|завтра|послезавтра|today|tomorrow|on |или|и )))`, 'gu');
const HOUR_WORDS: readonly RegExp[] = [/^дв/, /^тр/, /^четыр/, /^пят/, /^шест/, /^сем/, /^вос/, /^девят/, /^десят/, /^одиннадцат/, /^двенадцат/];
/** "к двум часам дня". */
const SPELLED = /(?<=(?<!\p{L})(?:до|к|ко|в|около)\s+)(двенадцат[иь]|одиннадцат[иь]|двум|двух|два|трем|трех|три|четырем|четырех|четыре|пят[иь]|шест[иь]|сем[иь]|вос[еь]м[иь]|девят[иь]|десят[иь])(?=\s+(?:час|утра|дня|вечера|ночи))/gu;
const PARTS: readonly [string, Clock][] = [
  ['до обеда|к обеду|by lunch|before lunch', { hour: 13, minute: 0, is_part: true }],
  ['к полудню|до полудня|в полдень|by noon|at noon|before noon|by midday', { hour: 12, minute: 0, is_part: true }],
  ['до полуночи|к полуночи|by midnight|before midnight', { hour: 24, minute: 0, is_part: true }],
  ['до конца рабочего дня|к концу рабочего дня|end of (?:the )?working day|к вечеру|до вечера', { hour: 18, minute: 0, is_part: true }],
  ['утром|с утра|in the morning|this morning|tomorrow morning|(?:mon|tues|wednes|thurs|fri|satur|sun)day morning', { hour: 12, minute: 0, is_part: true }],
  ['после обеда|днем|this afternoon|tomorrow afternoon|in the afternoon|day afternoon', { hour: 18, minute: 0, is_part: true }],
  ['вечером|this evening|tomorrow evening|in the evening|tonight|(?:mon|tues|wednes|thurs|fri|satur|sun)day evening', { hour: 23, minute: 0, is_part: true }],
];

const hourOfWord = (word: string) => String(HOUR_WORDS.findLastIndex((pattern) => pattern.test(word)) + 2);

function clockIn(said: string): Clock | 'ambiguous' | null {
  const sentence = said.replace(SPELLED, hourOfWord);
  const found: Clock[] = [];
  for (const [whole, hours, pointed, dashed, half] of sentence.matchAll(TIMED)) {
    const minutes = pointed ?? dashed;
    // "до 25.05" is a day.
    if (Number(hours) > 24 && Number(hours) < 32 && whole.includes('.')) continue;
    const hour = hourOf(Number(hours), half, true);
    if (hour === null || Number(minutes) > 59) return 'ambiguous';
    found.push({ hour, minute: Number(minutes), is_part: false });
  }
  const addHour = (hour: number | null) => hour !== null && found.push({ hour, minute: 0, is_part: false }) > 0;
  for (const [, hours, unit, half, alone] of sentence.matchAll(HALVED)) if (!addHour(hourOf(Number(hours), half ?? alone, unit !== undefined))) return 'ambiguous';
  for (const [, hours] of sentence.matchAll(BARE)) if (!addHour(hourOf(Number(hours), undefined, false))) return 'ambiguous';
  const part = PARTS.find(([words]) => new RegExp(`(?<!\\p{L})(?:${words})(?!\\p{L})`, 'u').test(sentence))?.[1];
  // "in the evening, by 20:00": the clock says it better.
  if (part && found.length === 0) found.push(part);
  return only(found, (one, two) => one.hour === two.hour && one.minute === two.minute);
}

/** The hour of the day; null when it may be one of two. */
function hourOf(hour: number, half: string | undefined, isSure: boolean): number | null {
  if (hour > 24) return null;
  if (half !== undefined && half !== "o'clock") {
    if (hour > 12) return /^(?:вечера|дня|p)/.test(half) ? hour : null;
    if (/^(?:вечера|дня|p)/.test(half)) return hour === 12 ? 12 : hour + 12;
    return hour === 12 ? 0 : hour;
  }
  return hour >= 8 || (isSure && hour === 0) ? hour : isSure ? hour : null;
}

/** Today, or past midnight; null when it was meant for a day that is not said. */
function nextClock(clock: Clock, now: WallTime): WallTime | null {
  const today = addedTo({ ...now, hour: 0, minute: 0 }, clock.hour * 60 + clock.minute);
  if (compareWall(today, now) > 0) return today;
  const tomorrow = addedTo(today, 1440);
  const inMs = compareWall(tomorrow, now);
  return inMs <= (clock.is_part ? 16 : 12) * 3_600_000 ? tomorrow : null;
}

function later(time: WallTime, now: WallTime): WallTime | null {
  const whole = addedTo({ ...time, hour: 0, minute: 0 }, time.hour * 60 + time.minute);
  return compareWall(whole, now) > 0 ? whole : null;
}

/** The one thing that was found, said once or more often; `ambiguous` when it was several. */
function only<T>(found: readonly T[], isSame: (one: T, two: T) => boolean): T | 'ambiguous' | null {
  const [first] = found;
  if (first === undefined) return null;
  return found.every((one) => isSame(first, one)) ? first : 'ambiguous';
}
