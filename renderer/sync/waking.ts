import { snoozedRooms, wakeRooms } from '../store/triage';
import type { ChatStore } from '../store/chat';

export type Waking = {
  start(): void;
  stop(): void;
  /** Looks now: timers stand still while the machine sleeps. */
  look(): void;
};

/** No timer runs longer: long ones overflow, and a clock may be set meanwhile. */
const LONGEST_MS = 60 * 60_000;

/** Ends snoozes at their time by the server's clock, also where no fact comes through. */
export function createWaking(store: ChatStore): Waking {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let unsubscribe: (() => void) | null = null;

  const now = () => Date.now() + store.getState().clock_ahead_ms;

  function look(): void {
    clearTimeout(timer);
    const state = store.getState();
    const next = snoozedRooms(state.rooms)[0]?.snoozed_until;
    if (next == null) return;
    const delay = Date.parse(next) - now();
    if (delay > 0) timer = setTimeout(look, Math.min(delay, LONGEST_MS));
    else store.setState(wakeRooms(state, new Date(now()).toISOString()));
  }

  return {
    start() {
      // Whatever changes the rooms, a wakening of our own included, sets the timer anew.
      unsubscribe ??= store.subscribe((state, before) => {
        if (state.rooms !== before.rooms || state.clock_ahead_ms !== before.clock_ahead_ms) look();
      });
      look();
    },
    stop() {
      clearTimeout(timer);
      unsubscribe?.();
      unsubscribe = null;
    },
    look,
  };
}
