import type { ChatStore } from '../store/chat';
import type { ExpertPromise, PromiseCounts } from '../../protocol/promises';
import type { RequestPayload } from '../../protocol/requests';
import { requestFailure } from './failure';
import type { Answer, Request } from './socket';

/** What was promised to clients; only for experts and admins. Each call rejects with a `RequestFailure`, which has a `code`. */
export type Promises = {
  make(promise: RequestPayload<'promise:make'>): Promise<void>;
  move(id: number, due_at: string): Promise<void>;
  cancel(id: number): Promise<void>;
  /** Brings what was promised in a room into the store. */
  load(room: number): Promise<void>;
  /** How the own promises ended. */
  counts(): Promise<PromiseCounts>;
};

export type PromisesPart = Promises & { heard(fact: { promise: ExpertPromise }): void };

/** Promises between the server and the store; a room's due time comes with the room. */
export function createPromises(store: ChatStore, request: Request): PromisesPart {
  const heard = ({ promise }: { promise: ExpertPromise }) =>
    store.setState((state) => {
      if ((state.promises.get(promise.id)?.version ?? 0) >= promise.version) return state;
      return { promises: new Map(state.promises).set(promise.id, promise) };
    });
  const settle = (answer: Answer<'promise:make'>) => {
    if (!answer.ok) throw requestFailure(answer.error.code, answer.error.message);
    heard(answer);
  };
  return {
    make: async (promise) => settle(await request('promise:make', promise)),
    move: async (id, due_at) => settle(await request('promise:move', { id, due_at })),
    cancel: async (id) => settle(await request('promise:cancel', { id })),
    async load(room) {
      const answer = await request('promise:list', { room });
      if (!answer.ok) throw requestFailure(answer.error.code, answer.error.message);
      for (const promise of answer.promises) heard({ promise });
    },
    async counts() {
      const answer = await request('promise:counts', {});
      if (!answer.ok) throw requestFailure(answer.error.code, answer.error.message);
      const { kept, late, open } = answer;
      return { kept, late, open };
    },
    heard,
  };
}
