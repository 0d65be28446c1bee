/** Why a text is held back: it names another order or client, was copied in another room, or the keyboard was taken there a moment ago. */
export type Reason = { kind: 'order' | 'client' | 'pasted' | 'moved'; named: string; room: number; order: number };
export type Held = { text: string; reason: Reason };

/** Rooms whose text waits for a confirming key. */
const held = new Map<number, Held>();
/** Texts on their way to the room that they were meant for. */
const carried = new Map<number, string>();
const watchers = new Set<() => void>();

const tell = () => watchers.forEach((watcher) => watcher());

export function heldIn(room: number): Held | null {
  return held.get(room) ?? null;
}

/** Holds a room's text, or (null) lets it go. */
export function setHeld(room: number, value: Held | null): void {
  if (value === null && !held.has(room)) return;
  if (value === null) held.delete(room);
  else held.set(room, value);
  tell();
}

/** Leaves a text for a room; its composer takes it as soon as it is there. */
export function carryTo(room: number, text: string): void {
  carried.set(room, text);
  tell();
}

/** Takes what was left for a room, once. */
export function takeCarried(room: number): string | null {
  const text = carried.get(room) ?? null;
  carried.delete(room);
  return text;
}

/** Calls back at each change; returns how to stop. */
export function watchHeld(watcher: () => void): () => void {
  watchers.add(watcher);
  return () => watchers.delete(watcher);
}
