/** Why a text is held back: it names another order or client, was copied in another room, or the keyboard was taken there a moment ago. */
export type Reason = { kind: 'order' | 'client' | 'pasted' | 'moved'; named: string; room: number; order: number };
export type Held = { text: string; reason: Reason; /** A stored message was to be changed to it: it can be taken nowhere else. */ is_edit?: boolean };

/** Rooms whose text waits for a confirming key. */
const held = new Map<number, Held>();
const watchers = new Set<() => void>();

const tell = () => watchers.forEach((watcher) => watcher());

/** What is held in a room; null: nothing. */
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

/** Calls back at each change; returns how to stop. */
export function watchHeld(watcher: () => void): () => void {
  watchers.add(watcher);
  return () => watchers.delete(watcher);
}
