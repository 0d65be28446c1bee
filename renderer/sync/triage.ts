import { applyRoom } from '../store/facts';
import type { ChatStore } from '../store/chat';
import type { RequestPayload } from '../../protocol/requests';
import { requestFailure } from './failure';
import type { Request } from './socket';

export type TriageWish = RequestPayload<'room:triage'>;

/** Decides about a room; answers the event by which the change can be undone, null when nothing changed. Rejects with a `RequestFailure`. */
export function createTriage(store: ChatStore, request: Request, check: (room: number) => void): (wish: TriageWish) => Promise<number | null> {
  return async (wish) => {
    const before = store.getState().rooms.get(wish.room);
    const answer = await request('room:triage', wish);
    if (!answer.ok) throw requestFailure(answer.error.code, answer.error.message);
    store.setState((state) => applyRoom(state, answer.room, before));
    check(wish.room);
    return answer.event;
  };
}
