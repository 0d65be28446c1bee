import type { ChatStore } from '../store/chat';
import type { Facts } from '../../protocol/facts';
import type { RequestPayload } from '../../protocol/requests';
import type { Scheduled } from '../../protocol/later';
import { requestFailure } from './failure';
import type { Answer, Request } from './socket';
import type { UploadsInside } from './uploads';

/** Messages that are sent later; only for experts and admins. Each call rejects with a `RequestFailure`, which has a `code`. */
export type Later = {
  /** `files`: keys of the composer's uploads that go with it; rejects with the code `files_wait` while one of them is not up yet. */
  schedule(post: RequestPayload<'later:schedule'>, files?: readonly string[]): Promise<void>;
  change(change: RequestPayload<'later:change'>): Promise<void>;
  /** Cancels one, or puts a refused one away. */
  cancel(id: number): Promise<void>;
};

export type LaterPart = Later & { heard(fact: Facts['later:changed']): void; online(): void };

/** What waits to be sent, between the server and the store. */
export function createLater(store: ChatStore, request: Request, uploads: Pick<UploadsInside, 'store' | 'posted'>): LaterPart {
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
    async schedule(post, files = []) {
      const known = uploads.store.getState().uploads;
      const ids = files.flatMap((key) => known.find((one) => one.key === key)?.attachment?.id ?? []);
      if (ids.length < files.length) throw Object.assign(new Error('files_wait'), { code: 'files_wait' });
      settle(await request('later:schedule', files.length === 0 ? post : { ...post, attachments: ids }));
      uploads.posted(files);
    },
    change: async (change) => settle(await request('later:change', change)),
    cancel: async (id) => settle(await request('later:cancel', { id })),
    heard,
    online() {
      if (store.getState().me?.role !== 'client') void load();
    },
  };
}
