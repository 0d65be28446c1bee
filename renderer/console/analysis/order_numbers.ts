import { ownWords, unmixed } from './readable';

/** An order that a text names: its number, and as it stands there. */
export type NamedOrder = { order: number; named: string };

/** `#4107`, `№ 4107`, `N°4107`. */
const SIGNED = /(?<![\p{L}\p{N}&/#])(?:#|№|N°)\s?(\d{1,9})/gu;
/** The noun in its cases, and no form of the verb: "заказала 15 роллов" names none. */
const NOUN = "заказ(?:а|у|ом|е|ы|ов|ам|ами|ах|ик|ика|ику|иком|ике)?";
/** "заказ 4107", "по заказам № 4107", "order no. 4107", "order ID: 4107". */
const AFTER_WORD = new RegExp(`(?<!\\p{L})(?:${NOUN}|order(?:s|'s)?)\\s*[:—–-]?\\s*(?:номер\\p{L}?|под номером|number|no\\.?|nr\\.?|id(?!\\p{L}))?\\s*:?\\s*(?:#|№|N°)?\\s?[«"“]?(\\d{1,9})`, 'giu');
/** "4107-му заказу". */
const ORDINAL = new RegExp(`(?<![\\p{L}\\p{N}.,:/-])(\\d{1,9})-?(?:й|го|му|м|ый|ого|ому|ом|th|st|nd|rd)\\s+(?:${NOUN}|order)(?!\\p{L})`, 'giu');
/** "4107 заказ", "по 4107 заказу": one order, whatever the number; behind a count the word would have another ending, unless the count ends in one. */
const BEFORE_WORD = /(?<![\p{L}\p{N}.,:/№#-])(?<!\p{N}\s)(\d{3,9})\s+заказ(?:у|ом|е|ик|ику)?(?!\p{L})/giu;
const YEAR = /^(?:19|20)\d\d$/;
/** More numbers behind the first one. */
const MORE = /^\s*(?:,|и|and|&|\+)\s*(?:#|№)?\s?(\d{1,9})/iu;

/** What makes a number something else than an order's: a decimal, a time, a date, a size, a range, thousands, a unit, a year. */
const NOT_ORDER =
  /^(?:[.,:/\\×x*хX-]?\d|-?\p{L}|_| ?\d{3}(?!\d)|\s?(?:%|₽|\$|€|£|\*)|\s*(?:р\.|р(?!\p{L})|руб|долл|евро|тыс|шт|экз|коп|стр|лист|слов|слайд|символ|знак|визит|открыт|глав|вопрос|задач|лет|год|г\.|г(?!\p{L})|кг|гр|мм|см|км|м(?!\p{L})|мин|час|дн|usd|eur|rub|dollar|euro|pound|pcs|files?(?!\p{L})|photos?(?!\p{L})|pictures?(?!\p{L})|images?(?!\p{L})|piece|page|word|cop(?:y|ies)|item|unit|character|sheet|slide|book|card|more(?!\p{L})|of(?!\p{L})|am(?!\p{L})|pm(?!\p{L})|times|(?:to|through)\s+\d|январ|феврал|март|апрел|ма[яй](?!\p{L})|июн|июл|август|сентябр|октябр|ноябр|декабр|january|february|march|april|may(?!\p{L})|june|july|august|september|october|november|december))/iu;
/** Things that orders are made of, in the ending that they have behind a count: "в заказе 3 файла", but not "заказ 4107 файл". */
const COUNTED: readonly [ending: RegExp, counts: (number: number) => boolean][] = [
  [/^\s+(?:файл|вариант|этап|пункт|рисунок|макет|эскиз|кадр|предмет|товар|правка|ошибка|позиция|картинка|деталь|часть)(?!\p{L})/iu, (number) => number % 10 === 1 && number % 100 !== 11],
  [/^\s+(?:файла|варианта|этапа|пункта|рисунка|макета|эскиза|кадра|предмета|товара|правки|ошибки|позиции|картинки|детали|части)(?!\p{L})/iu, (number) => number % 10 > 1 && number % 10 < 5 && (number % 100 < 12 || number % 100 > 14)],
  [/^\s+(?:файлов|вариантов|этапов|пунктов|рисунков|макетов|эскизов|кадров|предметов|товаров|правок|ошибок|позиций|картинок|деталей|частей|фото|фотографий)(?!\p{L})/iu, () => true],
];
const isCounted = (digits: string, behind: string) => COUNTED.some(([ending, counts]) => ending.test(behind) && counts(Number(digits)));
/** A number sign behind one of these counts something else. */
const OTHER_THING =
  /(?:аудитори|кабинет|дом|квартир|каталог|приложени|рис|табл|страниц|стр|глав|задач|задани|упражнени|вопрос|пункт|раздел|лабораторн|вариант|урок|заняти|школ|лице|гимнази|групп|билет|тест|файл|слайд|схем|лист|шаг|верси|офис|цвет|макет|правк|попытк|работ|фото|маршрут|автобус|стать|договор|контракт|счет|счёт|акт|накладн|квитанц|чек|артикул|корпус|подъезд|отделени|больниц|поликлиник|детсад|сад|цех|участ|вагон|палат|трамва|завод|налогов|room|page|fig|article|contract|invoice|receipt|table|chapter|task|exercise|question|item|section|lesson|slide|step|option|version|apartment|gate|flight|channel|colou?r|track|draft|photo|issue|bus|rule|reason)\p{L}*\.?\s*$/iu;
/** "order 15 copies": somebody orders. */
const ORDERS = /(?:^|[^\p{L}])(?:to|can|could|may|must|should|will|would|you|we|i|they|let's|please)\s+$/iu;

/** The orders that a text names by their number; amounts, years, times, sizes, telephone numbers and links are none. */
export function namedOrders(text: string): NamedOrder[] {
  const own = unmixed(ownWords(text).normalize('NFC'));
  const found: NamedOrder[] = [];
  const taken = new Set<number>();
  const take = (digits: string, start: number, end: number) => {
    if (taken.has(end) || NOT_ORDER.test(own.slice(end)) || isCounted(digits, own.slice(end))) return;
    taken.add(end);
    found.push({ order: Number(digits), named: own.slice(start, end).trim() });
    const more = MORE.exec(own.slice(end));
    if (more) take(more[1]!, end + more[0].length - more[1]!.length, end + more[0].length);
  };
  for (const match of own.matchAll(AFTER_WORD)) {
    if (/^order/i.test(match[0]) && ORDERS.test(own.slice(0, match.index))) continue;
    take(match[1]!, match.index, match.index + match[0].length);
  }
  for (const match of own.matchAll(SIGNED)) {
    if (OTHER_THING.test(own.slice(0, match.index))) continue;
    take(match[1]!, match.index, match.index + match[0].length);
  }
  for (const match of own.matchAll(BEFORE_WORD)) {
    const digits = match[1]!;
    if (taken.has(match.index + digits.length) || YEAR.test(digits) || (/1$/.test(digits) && !/11$/.test(digits))) continue;
    found.push({ order: Number(digits), named: match[0] });
  }
  for (const match of own.matchAll(ORDINAL)) {
    // "2-й заказ бесплатно" counts; "по 15-му заказу" names.
    if (match[1]!.length < 3 && !/(?<!\p{L})(?:по|про|о|об|насч[её]т)\s+$/iu.test(own.slice(0, match.index))) continue;
    found.push({ order: Number(match[1]), named: match[0] });
  }
  return found;
}
