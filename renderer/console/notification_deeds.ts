import type { Deed } from '../../protocol/desktop';
import type { Sync } from '../sync/sync';
import type { Host } from './host';

/** Does what one user action on a notification asks for; resolves when it cannot be lost any more, rejects to be tried again. */
export type DoDeed = (deed: Deed) => Promise<void>;

/** A reply goes the way of every message: into the outbox, under the id that was made when it was given. */
export function deedsOf(sync: Sync): DoDeed {
  return async ({ kind, room, text, seq, id }) => {
    if (kind === 'reply') await sync.post(room, text, { id, seen_seq: seq });
  };
}

/** Carries out what was done to notifications, also while no page was there; returns how to stop. */
export function carryOutDeeds(host: Host, sync: Sync, act: DoDeed = deedsOf(sync)): () => void {
  const busy = new Set<string>();
  const look = async () => {
    const me = sync.store.getState().me?.id;
    if (me === undefined) return;
    for (const deed of await host.getDeeds()) {
      if (deed.user !== me || busy.has(deed.id)) continue;
      busy.add(deed.id);
      try {
        await act(deed);
        await host.deedDone(deed.id);
      } catch {
        // It is still kept, and comes again at the next look.
      } finally {
        busy.delete(deed.id);
      }
    }
  };
  const stops = [
    host.onDeedWaits(() => void look()),
    sync.store.subscribe((state, before) => {
      if (state.me?.id !== before.me?.id || (state.connection === 'online' && before.connection !== 'online')) void look();
    }),
  ];
  void look();
  return () => stops.forEach((stop) => stop());
}
