import type { Sync } from '../../sync/sync';
import type { DeskStore } from '../desk';
import { clientName } from '../inbox/client';
import { shownRooms } from '../panes/layout';

/** Says it when a post was stopped in a room that is not on screen any more: the conveyor had gone on. Returns how to stop. */
export function tellStopped(sync: Sync, desk: DeskStore): () => void {
  return sync.store.subscribe((now, before) => {
    if (now.outbox === before.outbox) return;
    for (const entry of now.outbox) {
      if (entry.state !== 'failed' || entry.error !== 'room_moved') continue;
      const was = before.outbox.find((one) => one.client_message_id === entry.client_message_id);
      const room = now.rooms.get(entry.room)?.room;
      if (was?.state !== 'pending' || !room || shownRooms(desk.getState().layout).has(entry.room)) continue;
      desk.setState({ notice: { about: 'stopped', name: clientName(room) } });
    }
  });
}
