import type { Deed } from '../../protocol/desktop';
import type { RequestFailure } from '../sync/failure';
import type { Sync } from '../sync/sync';
import type { Host } from './host';

const SNOOZE_MS = 20 * 60_000;
const AGAIN_MS = 10_000;
/** What a decision about a room cannot get over: somebody has written since, or the room is not this expert's any more. */
const FINAL: ReadonlySet<string> = new Set(['room_moved', 'not_found', 'forbidden', 'bad_request', 'conflict']);

/** Does what one deed asks for. Resolves when it cannot be lost any more, or has become pointless; rejects to be asked again. */
export async function doDeed(sync: Pick<Sync, 'post' | 'triage' | 'store'>, { kind, room, text, seq, id, at }: Deed, now: number): Promise<void> {
  // A reply goes the way of every message: into the outbox, under the id that was made when it was given.
  if (kind === 'reply') {
    await sync.post(room, text, { id, seen_seq: seq });
    const { keeps_outbox, outbox } = sync.store.getState();
    // In memory alone it would be lost with the page. Once it has left the outbox it was sent, or taken back by its writer.
    if (!keeps_outbox && outbox.some((entry) => entry.client_message_id === id)) throw new Error('The reply is not kept on disk yet');
    return;
  }
  const until = Date.parse(at) + SNOOZE_MS;
  // Its end may have come before the page did.
  if (kind === 'snooze' && until - now < 60_000) return;
  const about = { room, expect_seq: seq };
  try {
    await sync.triage(kind === 'snooze' ? { ...about, action: 'snooze', until: new Date(until).toISOString() } : { ...about, action: 'waive' });
  } catch (error) {
    if (!FINAL.has((error as Partial<RequestFailure>).code ?? '')) throw error;
  }
}

/** Carries out what was done to notifications, also while no page was there; returns how to stop. */
export function carryOutDeeds(host: Host, sync: Sync): () => void {
  const busy = new Set<string>();
  let again: ReturnType<typeof setTimeout> | undefined;
  const look = async () => {
    const me = sync.store.getState().me?.id;
    if (me === undefined) return;
    for (const deed of await host.getDeeds()) {
      if (deed.server !== sync.server || deed.user !== me || busy.has(deed.id)) continue;
      busy.add(deed.id);
      try {
        await doDeed(sync, deed, Date.now());
        await host.deedDone(deed.id);
      } catch {
        // It is still kept.
        clearTimeout(again);
        again = setTimeout(() => void look(), AGAIN_MS);
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
  return () => {
    clearTimeout(again);
    stops.forEach((stop) => stop());
  };
}
