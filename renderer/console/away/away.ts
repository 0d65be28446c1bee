import { createStore } from 'zustand/vanilla';
import type { StoreApi } from 'zustand/vanilla';
import type { ChatState } from '../../store/chat';
import type { Sync } from '../../sync/sync';
import { FRESH_MS } from '../../sync/known_until';
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
export function createAway(sync: Pick<Sync, 'store'>): Away {
  const store = createStore<AwayState>()(() => ({ absence: null, is_told: false, visited: new Set() }));
  let activeAt = Date.now();
  let rooms: Absence['rooms'] | null = null;
  /** An absence of which it is not known yet what it has brought: the machine slept, or the network was gone. */
  let unknown: { absence: Absence; stop(): void } | null = null;

  function touched(): void {
    const now = Date.now();
    const state = sync.store.getState();
    if (rooms && now - activeAt >= AWAY_MS) {
      const [left_at, then] = unknown === null ? [new Date(activeAt).toISOString(), rooms] : [unknown.absence.left_at, unknown.absence.rooms];
      const absence = { left_at, back_at: new Date(now).toISOString(), rooms: then };
      unknown?.stop();
      unknown = null;
      if (!tell(absence) && !isFresh(state, now - FRESH_MS)) unknown = { absence, stop: sync.store.subscribe((next) => settle(absence, next)) };
    }
    activeAt = now;
    // What is known before the first list has come would make everything look new.
    rooms = state.has_all_rooms ? state.rooms : null;
  }

  /** Shows what an absence has brought; false: nothing that is known of. */
  function tell(absence: Absence): boolean {
    const state = sync.store.getState();
    const me = state.me?.id;
    const hasNews = me !== undefined && [...state.rooms].some(([id, entry]) => absence.rooms.get(id) !== entry && newsOf(entry.room, absence.rooms.get(id)?.room, me) > 0);
    if (hasNews) store.setState({ absence, is_told: true, visited: new Set() });
    return hasNews;
  }

  /** The first catch-up after somebody came back says what he has missed. */
  function settle(absence: Absence, state: ChatState): void {
    if (!isFresh(state, Date.parse(absence.back_at))) return;
    unknown?.stop();
    unknown = null;
    tell(absence);
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

/** Everything up to this moment is known. */
const isFresh = ({ is_caught_up, as_of }: ChatState, at: number) => is_caught_up && as_of !== null && as_of >= at;
