import { applyRoom } from '../store/facts';
import type { ChatStore } from '../store/chat';
import { requestFailure } from './failure';
import type { Request } from './socket';

/** How this user keeps a room; what is absent stays. `unread_from: null` takes the mark away. */
export type RoomKeeping = { is_muted?: boolean; is_pinned?: boolean; unread_from?: number | null };

export type Keeping = { set(room: number, keeping: RoomKeeping): Promise<void>; online(): void };

/** Mutes, pins, marks; and tells the server this device's time zone, from the client's page only. */
export function createKeeping(store: ChatStore, request: Request, page: 'client' | 'console', check: (room: number) => void): Keeping {
  let told = '';
  return {
    async set(room, keeping) {
      const before = store.getState().rooms.get(room);
      const answer = await request('room:set', { room, ...keeping });
      if (!answer.ok) throw requestFailure(answer.error.code, answer.error.message);
      store.setState((state) => applyRoom(state, answer.room, before));
      check(room);
    },
    online() {
      if (page !== 'client') return;
      const time_zone = new Intl.DateTimeFormat().resolvedOptions().timeZone;
      const key = `${store.getState().me?.id} ${time_zone}`;
      if (!time_zone || told === key) return;
      void request('zone:set', { time_zone }).then((answer) => {
        if (answer.ok) told = key;
      });
    },
  };
}
