import { withEntry, withoutEntries } from '../store/outbox';
import type { ChatState, ChatStore, OutboxEntry } from '../store/chat';
import { memoryOutbox } from './outbox_storage';
import type { OutboxStorage } from './outbox_storage';

export type Kept = {
  /** Whose entries are kept and shown from now on; null: nobody's. */
  belongTo(user: number | null): void;
  /** Shows what the storage has; another tab may have changed it. */
  reload(): Promise<void>;
  /** Keeps an entry and then shows it. */
  keep(entry: OutboxEntry): Promise<void>;
  /** Takes entries out of state and storage. */
  drop(ids: readonly string[]): Promise<void>;
  isDropped(id: string): boolean;
  /** Resolves when everything asked for so far is done. */
  settled(): Promise<void>;
};

/**
 * The kept entries of one user, and the state that follows them: the storage is spoken to in turn, and the state changes in the same
 * turn, so that an entry is never shown before it is kept, nor lost to an older reading of the storage.
 */
export function createKept(store: ChatStore, opened: () => Promise<OutboxStorage>, changed: () => void, makeRoom?: () => Promise<void>): Kept {
  let storage: OutboxStorage | null = null;
  /** The one on the disk, after it has refused: what it holds would be sent by a later page, so what goes has to go there too. */
  let former: OutboxStorage | null = null;
  let user: number | null = null;
  let turn: Promise<unknown> = Promise.resolve();
  /** Out of the state, and soon out of the storage. */
  const dropped = new Set<string>();

  function inTurn<T>(work: (entries: OutboxStorage) => Promise<T>): Promise<T> {
    const done = turn.then(async () => {
      storage ??= await opened();
      if (store.getState().keeps_outbox !== storage.isKept) store.setState({ keeps_outbox: storage.isKept });
      try {
        return await work(storage);
      } catch {
        return afterRefusal(storage, work);
      }
    });
    turn = done.catch(() => undefined);
    return done;
  }

  /** The disk is full or closed to us: what can be had again gives way, else it goes on in memory, and the page says so. */
  async function afterRefusal<T>(refusing: OutboxStorage, work: (entries: OutboxStorage) => Promise<T>): Promise<T> {
    try {
      if (!makeRoom || !refusing.isKept) throw new Error('nothing gives way');
      await makeRoom();
      return await work(refusing);
    } catch {
      if (refusing.isKept) former = refusing;
      storage = memoryOutbox();
      store.setState({ keeps_outbox: false });
      for (const entry of store.getState().outbox) await storage.put(entry);
      return work(storage);
    }
  }

  const show = (owner: number, change: (state: ChatState) => Partial<ChatState>) =>
    store.setState((state) => (owner === user && state.me?.id === owner ? change(state) : state));

  return {
    belongTo(id) {
      user = id;
      dropped.clear();
    },
    reload: () =>
      inTurn(async (entries) => {
        const owner = user;
        if (owner === null) return;
        const list = (await entries.load(owner)).filter((entry) => !dropped.has(entry.client_message_id));
        show(owner, () => ({ outbox: list }));
      }),
    keep: (entry) =>
      inTurn(async (entries) => {
        await entries.put(entry);
        show(entry.user, (state) => ({ outbox: withEntry(state.outbox, entry) }));
        changed();
      }),
    drop(ids) {
      for (const id of ids) dropped.add(id);
      const left = withoutEntries(store.getState().outbox, new Set(ids));
      if (left !== store.getState().outbox) store.setState({ outbox: left });
      return inTurn(async (entries) => {
        for (const id of ids) await entries.remove(id);
        for (const id of ids) await former?.remove(id).catch(() => undefined);
        changed();
      });
    },
    isDropped: (id) => dropped.has(id),
    async settled() {
      await turn;
    },
  };
}
