import { ownWords } from './readable';

/** An order that a text names: its number, and as it stands there. */
export type NamedOrder = { order: number; named: string };

/** `#4107`, `№ 4107`, `N°4107`. */
const SIGNED = /(?<![\p{L}\p{N}&/#])(?:#|№|N°)\s?(\d{1,9})/gu;
/** "заказ 4107", "по заказам № 4107", "order no. 4107". */
const AFTER_WORD = /(?<!\p{L})(?:заказ\p{L}{0,3}|order(?:s|'s)?)\s*[:—–-]?\s*(?:номер\p{L}?|под номером|number|no\.?|nr\.?)?\s*(?:#|№|N°)?\s?[«"“]?(\d{1,9})/giu;
/** "4107-му заказу". */
const ORDINAL = /(?<![\p{L}\p{N}.,:/-])(\d{1,9})-?(?:й|го|му|м|ый|ого|ому|ом|th|st|nd|rd)\s+(?:заказ\p{L}{0,3}|order)(?!\p{L})/giu;
/** More numbers behind the first one. */
const MORE = /^\s*(?:,|и|and|&|\+)\s*(?:#|№)?\s?(\d{1,9})/iu;

/** What makes a number something else than an order's: a decimal, a time, a date, a size, a range, thousands, a unit, a year. */
const NOT_ORDER =
  /^(?:[.,:/\\×x*хX-]?\d|[\p{L}_]| ?\d{3}(?!\d)|\s?(?:%|₽|\$|€|£|\*)|\s*(?:р\.|р(?!\p{L})|руб|долл|евро|тыс|шт|экз|коп|стр|лист|слов|слайд|символ|знак|визит|открыт|глав|вопрос|задач|лет|год|г\.|г(?!\p{L})|кг|гр|мм|см|км|м(?!\p{L})|мин|час|дн|usd|eur|rub|dollar|euro|pound|pcs|piece|page|word|cop(?:y|ies)|item|unit|character|sheet|slide|book|card|more(?!\p{L})|of(?!\p{L})|am(?!\p{L})|pm(?!\p{L})|times|(?:to|through)\s+\d|январ|феврал|март|апрел|ма[яй](?!\p{L})|июн|июл|август|сентябр|октябр|ноябр|декабр|january|february|march|april|may(?!\p{L})|june|july|august|september|october|november|december))/iu;
/** A number sign behind one of these counts something else. */
const OTHER_THING =
  /(?:аудитори|кабинет|дом|квартир|каталог|приложени|рис|табл|страниц|стр|глав|задач|задани|упражнени|вопрос|пункт|раздел|лабораторн|вариант|урок|заняти|школ|лице|гимнази|групп|билет|тест|файл|слайд|схем|лист|шаг|верси|офис|цвет|макет|правк|попытк|работ|фото|маршрут|автобус|room|page|fig|table|chapter|task|exercise|question|item|section|lesson|slide|step|option|version|apartment|gate|flight|channel|colou?r|track|draft|photo|issue|bus|rule|reason)\p{L}*\.?\s*$/iu;
/** "order 15 copies": somebody orders. */
const ORDERS = /(?:^|[^\p{L}])(?:to|can|could|may|must|should|will|would|you|we|i|they|let's|please)\s+$/iu;

/** The orders that a text names by their number; amounts, years, times, sizes, telephone numbers and links are none. */
export function namedOrders(text: string): NamedOrder[] {
  const own = ownWords(text);
  const found: NamedOrder[] = [];
  const taken = new Set<number>();
  const take = (digits: string, start: number, end: number) => {
    if (taken.has(end) || NOT_ORDER.test(own.slice(end))) return;
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
  for (const match of own.matchAll(ORDINAL)) found.push({ order: Number(match[1]), named: match[0] });
  return found;
}
