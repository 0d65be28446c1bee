import { loadDraft } from '../../sync/drafts';
import type { Sync } from '../../sync/sync';
import type { DeskStore } from '../desk';

export type Prefetch = {
  /** The line may have changed. */
  look(): void;
  stop(): void;
};

/** After the key's own work: what is loaded ahead must not hold up what is shown now. */
const LATER_MS = 150;

/** Keeps the next rooms of the line loaded: their newest messages and their drafts. No more are held than the line gives. */
export function prefetch(sync: Sync, desk: DeskStore, line: () => readonly number[], tell: (rooms: readonly number[]) => void): Prefetch {
  const held = new Map<number, () => void>();
  let timer: ReturnType<typeof setTimeout> | undefined;

  function look(): void {
    timer ??= setTimeout(update, LATER_MS);
  }

  function update(): void {
    timer = undefined;
    const { connection, is_caught_up, me } = sync.store.getState();
    // Without a connection nothing can be loaded; what is here stays.
    if (connection !== 'online' || !is_caught_up || !me) return;
    const rooms = line();
    if (rooms.length === held.size && rooms.every((room) => held.has(room))) return tell(rooms);
    for (const [room, release] of held) {
      if (rooms.includes(room)) continue;
      held.delete(room);
      release();
    }
    for (const room of rooms) {
      if (held.has(room)) continue;
      held.set(room, sync.show(room));
      void loadDraft(me.id, room, sync.server);
    }
    tell(rooms);
  }

  const stops = [
    sync.store.subscribe((now, before) => {
      if (now.rooms !== before.rooms || now.outbox !== before.outbox || now.is_caught_up !== before.is_caught_up) look();
    }),
    desk.subscribe((now, before) => {
      if (now.layout !== before.layout || now.filter !== before.filter) look();
    }),
  ];
  look();
  return {
    look,
    stop() {
      clearTimeout(timer);
      stops.forEach((stop) => stop());
      held.forEach((release) => release());
      held.clear();
    },
  };
}
