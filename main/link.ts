import { idText } from '../protocol/fields';

const LINK = /^orderline:\/\/room\/(\d{1,16})\/?$/;

/** The room that a deep link selects, or null. A link can do nothing else. */
export function roomFromLink(text: string): number | null {
  const parsed = idText.safeParse(LINK.exec(text)?.[1]);
  return parsed.success ? parsed.data : null;
}

/** The room that a program start asks for among its arguments, or null. */
export function roomFromArguments(argv: readonly string[]): number | null {
  for (const argument of argv) {
    const room = roomFromLink(argument);
    if (room !== null) return room;
  }
  return null;
}
