import type { Room, User } from '../../protocol/entities';
import type { ChatStore } from '../store/chat';
import { applyRoom } from '../store/facts';
import { requestFailure, type RequestFailure } from './failure';
import type { Request } from './socket';

/** Why an order could not be taken; `user`: it is his now; `is_full`: the taker has as many as he may have. */
export type TakeFailure = RequestFailure & { user?: User; is_full?: true };

/** Orders that wait for an expert. What asks rejects with a `RequestFailure`. */
export type Queue = {
  /** Makes this user the order's expert; rejects with a `TakeFailure`. */
  take(order: number): Promise<Room>;
  giveBack(order: number): Promise<void>;
};

export type QueuePart = Queue & { heard(): void; online(): void; stop(): void };

/** Whoever hears of a change asks at another moment than his colleagues. */
const GATHER_MS = 400;
/** What is owed in an order that waits comes with no fact. */
const AGAIN_MS = 60_000;

/** The queue as the server has it, in the console only. */
export function createQueue(store: ChatStore, request: Request, page: 'client' | 'console'): QueuePart {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let asked = 0;

  async function load(): Promise<void> {
    clearTimeout(timer);
    const user = store.getState().me?.id;
    if (page !== 'console' || store.getState().me?.role === 'client') return;
    timer = setTimeout(() => void load(), AGAIN_MS);
    const mine = (asked += 1);
    const answer = await request('queue:list', {});
    // A later question knows more.
    if (answer.ok && mine === asked && store.getState().me?.id === user) store.setState({ queue: answer.orders });
  }

  return {
    async take(order) {
      const before = store.getState().rooms;
      const answer = await request('order:take', { order });
      void load();
      if (!answer.ok) throw Object.assign(requestFailure(answer.error.code, answer.error.message), answer.error.user && { user: answer.error.user }, answer.error.is_full && { is_full: true });
      store.setState((state) => applyRoom(state, answer.room, before.get(answer.room.id)));
      return answer.room;
    },
    async giveBack(order) {
      const answer = await request('order:return', { order });
      if (!answer.ok) throw requestFailure(answer.error.code, answer.error.message);
    },
    heard() {
      clearTimeout(timer);
      timer = setTimeout(() => void load(), Math.random() * GATHER_MS);
    },
    online: () => void load(),
    stop: () => clearTimeout(timer),
  };
}
