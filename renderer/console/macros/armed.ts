import { createStore } from 'zustand/vanilla';
import type { Reply } from '../../../protocol/replies';

/** The macro that stands ready in each room: what it does is shown over the field, and done once the text is sent. */
export const armed = createStore<ReadonlyMap<number, Reply>>()(() => new Map());

/** Puts a macro ready in a room; a reply that does nothing besides takes none away. */
export function arm(room: number, reply: Reply): void {
  if ((reply.actions ?? []).length > 0) armed.setState((known) => new Map(known).set(room, reply), true);
}

/** Takes the macro of a room away. */
export function disarm(room: number): void {
  armed.setState((known) => (known.has(room) ? new Map([...known].filter(([id]) => id !== room)) : known), true);
}
