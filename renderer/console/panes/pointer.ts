import { isElement, isNode } from '../../chat/elements';

/** As long after the pointer has moved in a chat, somebody reads there. */
export const READING_MS = 3_000;
const EVENTS = ['pointermove', 'pointerdown', 'wheel'] as const;

export type Pointer = {
  /** Whether somebody has moved, pressed or scrolled in this room's pane a moment ago. */
  isReading(room: number): boolean;
  stop(): void;
};

/** Knows in which pane the pointer is at work. */
export function watchPointer(): Pointer {
  let last = { room: NaN, at: 0 };
  const look = ({ target }: Event) => {
    last = { room: isNode(target) && isElement(target) ? Number(target.closest<HTMLElement>('.pane')?.dataset.room) : NaN, at: performance.now() };
  };
  for (const name of EVENTS) document.addEventListener(name, look, { capture: true, passive: true });
  return {
    isReading: (room) => last.room === room && performance.now() - last.at < READING_MS,
    stop: () => EVENTS.forEach((name) => document.removeEventListener(name, look, { capture: true })),
  };
}
