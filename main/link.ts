import { idText } from '../protocol/fields';

const LINK = /^orderline:\/\/(room|order)\/(\d{1,16})\/?$/;

/** What somebody wants to see: a room, or the room of an order by the marketplace's number. */
export type Place = { room: number } | { order: number };

/** The place that a deep link selects, or null. A link can do nothing else. */
export function placeFromLink(text: string): Place | null {
  const [, kind, number] = LINK.exec(text) ?? [];
  const parsed = idText.safeParse(number);
  if (!parsed.success) return null;
  return kind === 'order' ? { order: parsed.data } : { room: parsed.data };
}

/** The place that a program start asks for among its arguments, or null. */
export function placeFromArguments(argv: readonly string[]): Place | null {
  for (const argument of argv) {
    const place = placeFromLink(argument);
    if (place !== null) return place;
  }
  return null;
}
