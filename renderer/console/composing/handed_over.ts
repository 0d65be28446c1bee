/** A quote on its way from one room's conversation to another's composer. */
export type HandedOver = { text: string; from: number; order: number };

const waiting = new Map<number, HandedOver>();
const watchers = new Set<() => void>();

/** Leaves a quote for a room; its composer takes it as soon as it is there. */
export function handOver(room: number, quote: HandedOver): void {
  waiting.set(room, quote);
  for (const watcher of watchers) watcher();
}

/** Takes what was left for a room, once. */
export function takeOver(room: number): HandedOver | null {
  const quote = waiting.get(room) ?? null;
  waiting.delete(room);
  return quote;
}

/** Calls back when something was left; returns how to stop. */
export function watchHandedOver(watcher: () => void): () => void {
  watchers.add(watcher);
  return () => watchers.delete(watcher);
}

/** A text as a quote: every line marked. Nobody is named, because the reader is another client. */
export function asQuote(text: string): string {
  return `${text.split(/\r\n|\r|\n/).map((line) => `> ${line}`).join('\n')}\n`;
}
