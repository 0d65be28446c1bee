import type { ChatStore } from '../store/chat';
import type { Facts } from '../../protocol/facts';
import type { RequestPayload } from '../../protocol/requests';
import type { Scheduled } from '../../protocol/later';
import { requestFailure } from './failure';
import type { Answer, Request } from './socket';

/** Messages that are sent later; only for experts and admins. Each call rejects with a `RequestFailure`, which has a `code`. */
export type Later = {
  schedule(post: RequestPayload<'later:schedule'>): Promise<void>;
  change(change: RequestPayload<'later:change'>): Promise<void>;
  /** Cancels one, or puts a refused one away. */
  cancel(id: number): Promise<void>;
};

export type LaterPart = Later & { heard(fact: Facts['later:changed']): void; online(): void };

/** What waits to be sent, between the server and the store. */
export function createLater(store: ChatStore, request: Request): LaterPart {
  const heard = ({ scheduled }: { scheduled: Scheduled }) =>
    store.setState((state) => {
      if ((state.scheduled.get(scheduled.id)?.version ?? 0) >= scheduled.version) return state;
      // An end is kept too: a late fact of an earlier version shall not bring it back.
      return { scheduled: new Map(state.scheduled).set(scheduled.id, scheduled) };
    });
  const settle = (answer: Answer<'later:change'>) => {
    if (!answer.ok) throw requestFailure(answer.error.code, answer.error.message);
    heard(answer);
  };

  async function load(): Promise<void> {
    const before = store.getState().scheduled;
    const answer = await request('later:list', {});
    if (!answer.ok) return;
    const listed = new Set(answer.scheduled.map(({ id }) => id));
    store.setState((state) => {
      // What was known before and is not listed has come to its end; what came meanwhile is newer than the answer.
      const kept = [...state.scheduled].filter(([id, one]) => listed.has(id) || before.get(id) !== one);
      return { scheduled: new Map(kept) };
    });
    for (const scheduled of answer.scheduled) heard({ scheduled });
  }

  return {
    schedule: async (post) => settle(await request('later:schedule', post)),
    change: async (change) => settle(await request('later:change', change)),
    cancel: async (id) => settle(await request('later:cancel', { id })),
    heard,
    online() {
      if (store.getState().me?.role !== 'client') void load();
    },
  };
}
