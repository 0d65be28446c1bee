import { createStore } from 'zustand/vanilla';
import type { StoreApi } from 'zustand/vanilla';
import type { Sync } from '../../sync/sync';
import { AWAY_MS, newsOf, toGoThrough } from './absence';
import type { Absence } from './absence';

export type AwayState = {
  /** The last absence in which something happened; its lines stand in the chats. */
  absence: Absence | null;
  /** The card that sums it up is on screen. */
  is_told: boolean;
  /** Rooms of the absence that were looked at since. */
  visited: ReadonlySet<number>;
};

export type Away = Pick<StoreApi<AwayState>, 'getState' | 'subscribe' | 'getInitialState'> & {
  /** Somebody works in this window too; returns how to stop listening. */
  watch(view: Window): () => void;
  /** The next room of the absence; null when all were seen. */
  next(): number | null;
  /** Takes the card away, and leaves the lines. */
  close(): void;
  /** Takes card and lines away. */
  dismiss(): void;
};

const SIGNS = ['keydown', 'pointerdown', 'pointermove', 'wheel', 'focus'] as const;

/** Notices when nobody has touched the console for a while, and what the rooms were like then. */
export function createAway(sync: Sync): Away {
  const store = createStore<AwayState>()(() => ({ absence: null, is_told: false, visited: new Set() }));
  let activeAt = Date.now();
  let rooms: Absence['rooms'] | null = null;

  function touched(): void {
    const now = Date.now();
    const state = sync.store.getState();
    const me = state.me?.id;
    if (rooms && me !== undefined && now - activeAt >= AWAY_MS) {
      const then = rooms;
      const hasNews = [...state.rooms].some(([id, entry]) => then.get(id) !== entry && newsOf(entry.room, then.get(id)?.room, me) > 0);
      const absence = { left_at: new Date(activeAt).toISOString(), back_at: new Date(now).toISOString(), rooms: then };
      if (hasNews) store.setState({ absence, is_told: true, visited: new Set() });
    }
    activeAt = now;
    // What is known before the first list has come would make everything look new.
    rooms = state.has_all_rooms ? state.rooms : null;
  }

  return {
    getState: store.getState,
    getInitialState: store.getInitialState,
    subscribe: store.subscribe,
    watch(view) {
      const options = { capture: true, passive: true };
      for (const sign of SIGNS) view.addEventListener(sign, touched, options);
      return () => SIGNS.forEach((sign) => view.removeEventListener(sign, touched, options));
    },
    next() {
      const { absence, visited } = store.getState();
      const state = sync.store.getState();
      if (!absence || !state.me) return null;
      const room = toGoThrough(absence, state.rooms, state.me.id).find((id) => !visited.has(id)) ?? null;
      if (room === null) store.setState({ is_told: false });
      else store.setState({ visited: new Set(visited).add(room) });
      return room;
    },
    close: () => store.setState({ is_told: false }),
    dismiss: () => store.setState({ absence: null, is_told: false }),
  };
}
