import { applyReading } from '../store/facts';
import type { ChatStore } from '../store/chat';
import type { Request } from './socket';

export type Reading = { read(room: number, seq: number): void; flush(): void; stop(): void };

const COALESCE_MS = 60;
const AGAIN_MS = 2_000;

/** Moves the own read cursor on the server: the furthest place wins, one request of a room at a time. */
export function createReading(store: ChatStore, request: Request, onMoved: (room: number) => void): Reading {
  const wanted = new Map<number, number>();
  const busy = new Set<number>();
  let timer: ReturnType<typeof setTimeout> | undefined;

  /** How far the room is wanted to be read; null when the server knows already. */
  function goal(room: number): number | null {
    const known = store.getState().rooms.get(room)?.room;
    const seq = Math.min(wanted.get(room) ?? 0, known?.last_seq ?? 0);
    // Reading once more what was marked unread takes the mark away.
    return known && (seq > known.read_seq || (known.unread_from !== null && seq >= known.unread_from)) ? seq : null;
  }

  function schedule(delayMs: number): void {
    timer ??= setTimeout(() => {
      timer = undefined;
      for (const room of [...wanted.keys()]) void send(room);
    }, delayMs);
  }

  async function send(room: number): Promise<void> {
    const seq = goal(room);
    if (seq === null) return void wanted.delete(room);
    if (busy.has(room)) return;
    busy.add(room);
    const answer = await request('room:read', { room, seq });
    busy.delete(room);
    const me = store.getState().me?.id;
    if (answer.ok && me !== undefined) {
      store.setState((state) => applyReading(state, { room, user: me, ...answer }));
      onMoved(room);
    }
    // What has been read is not wanted any more: a mark that is set later shall not be read away by it.
    if (answer.ok && (wanted.get(room) ?? 0) <= seq) wanted.delete(room);
    // Without a connection it waits for the next one.
    if (answer.ok ? goal(room) !== null : answer.error.code !== 'offline') schedule(answer.ok ? COALESCE_MS : AGAIN_MS);
    if (!answer.ok && (answer.error.code === 'not_found' || answer.error.code === 'bad_request')) wanted.delete(room);
  }

  return {
    read(room, seq) {
      if (seq <= (wanted.get(room) ?? 0)) return;
      wanted.set(room, seq);
      if (goal(room) === null) wanted.delete(room);
      else schedule(COALESCE_MS);
    },
    flush: () => schedule(0),
    stop() {
      clearTimeout(timer);
      timer = undefined;
      wanted.clear();
    },
  };
}
