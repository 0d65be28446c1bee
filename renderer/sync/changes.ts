import { applyChange } from '../store/facts';
import { changeRefused, changeRetried, withChange, withoutChange } from '../store/changes';
import { isRefusedForGood, retryDelay } from '../store/outbox';
import type { ChatState, ChatStore, PendingChange } from '../store/chat';
import type { Message } from '../../protocol/entities';
import { memoryChanges, withMemoryBeside } from './changes_storage';
import type { ChangesStorage } from './changes_storage';
import { requestFailure } from './failure';
import type { Request } from './socket';
import { inLock } from './locks';

export type Changes = {
  /** Takes up what this user had left unsent. */
  start(user: number): void;
  stop(): void;
  /** Resolve when the change is kept on this device; it goes out as soon as there is a connection. */
  edit(message: Message, text: string): Promise<void>;
  remove(message: Message): Promise<void>;
  retry(message: number): Promise<void>;
  /** Gives a change up; resolves with the text of an edit, '' of a deletion. */
  discard(message: number): Promise<string>;
  /** There is a connection. */
  flush(): void;
};

export type ChangesEvents = {
  /** The server has this change. */
  stored(room: number): void;
  refusedToken(): void;
};

/** Edits and deletions on their way: kept, shown as pending, sent when connected, refused ones kept until their writer decides. */
export function createChanges(store: ChatStore, opened: () => Promise<ChangesStorage>, request: Request, events: ChangesEvents): Changes {
  let user: number | null = null;
  let storage: Promise<ChangesStorage> | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let attempts = 0;
  let stopWatching: (() => void) | null = null;
  const inFlight = new Set<number>();

  const kept = () => (storage ??= opened().catch(memoryChanges).then(withMemoryBeside));
  const show = (owner: number, change: (state: ChatState) => readonly PendingChange[]) =>
    store.setState((state) => (owner === user && state.me?.id === owner ? { changes: change(state) } : state));
  const find = (message: number) => store.getState().changes.find((one) => one.message === message);

  async function keep(change: PendingChange): Promise<void> {
    await (await kept()).put(change);
    show(change.user, (state) => withChange(state.changes, change));
  }

  async function drop(change: PendingChange): Promise<void> {
    await (await kept()).remove(change.user, change.message);
    show(change.user, (state) => withoutChange(state.changes, change.message));
  }

  async function load(owner: number): Promise<void> {
    const list = await (await kept()).load(owner);
    show(owner, (state) => [...list.filter((one) => !state.changes.some((here) => here.message === one.message)), ...state.changes]);
    pump();
  }

  function pump(): void {
    const state = store.getState();
    if (user === null || state.connection !== 'online' || state.me?.id !== user || timer) return;
    for (const change of state.changes) {
      if (change.state !== 'pending' || inFlight.has(change.message)) continue;
      inFlight.add(change.message);
      void inLock(`orderline-change ${change.user} ${change.message}`, () => send(change)).finally(() => {
        inFlight.delete(change.message);
        pump();
      });
    }
  }

  async function send({ user: owner, message }: PendingChange): Promise<void> {
    // Another tab may have sent it meanwhile, or replaced it by a newer one.
    const change = await (await kept()).get(owner, message);
    if (owner !== user) return;
    if (!change) return show(owner, (state) => withoutChange(state.changes, message));
    if (change.state !== 'pending') return show(owner, (state) => withChange(state.changes, change));
    const answer =
      change.kind === 'edit' ? await request('message:edit', { id: message, message: change.text }) : await request('message:delete', { id: message });
    if (owner !== user) return;
    const now = find(message);
    const isNewest = now === undefined || (now.kind === change.kind && now.text === change.text);
    if (answer.ok) {
      attempts = 0;
      if (isNewest) {
        await (await kept()).remove(owner, message);
        show(owner, (state) => withChange(state.changes, { ...change, state: 'stored', rev: answer.message.rev }));
      }
      store.setState((state) => applyChange(state, { message: answer.message }));
      settle();
      events.stored(change.room);
      return;
    }
    const { code, retry_after: retryAfter } = answer.error;
    if (code === 'unauthorized' || code === 'token_expired') events.refusedToken();
    if (isRefusedForGood(code)) {
      if (isNewest) await keep(changeRefused(change, code));
    } else {
      // What became of it is unknown, or it may pass later; a repeat changes nothing.
      const delay = Math.max(retryDelay(attempts++, Math.random()), (retryAfter ?? 0) * 1000);
      timer ??= setTimeout(() => {
        timer = undefined;
        pump();
      }, delay);
    }
  }

  /** A stored change is shown until the window has it, so that the old text never comes back for a moment. */
  function settle(): void {
    const state = store.getState();
    for (const change of state.changes) {
      if (change.state !== 'stored') continue;
      const window = state.timelines.get(change.room);
      if (!window || window.last_rev >= (change.rev ?? 0)) show(change.user, (now) => withoutChange(now.changes, change.message));
    }
  }

  async function change(kind: PendingChange['kind'], message: Message, text: string): Promise<void> {
    const { me } = store.getState();
    if (!me) throw requestFailure('unauthorized', 'unauthorized');
    await keep({ message: message.id, room: message.room, user: me.id, kind, text, created_at: new Date().toISOString(), state: 'pending', error: null });
    pump();
  }

  return {
    start(id) {
      if (user === id) return;
      user = id;
      stopWatching ??= store.subscribe((state, before) => {
        if (state.timelines !== before.timelines && state.changes.length > 0) settle();
      });
      void load(id);
    },
    stop() {
      user = null;
      stopWatching?.();
      stopWatching = null;
      clearTimeout(timer);
      timer = undefined;
      attempts = 0;
    },
    edit: (message, text) => change('edit', message, text),
    remove: (message) => change('delete', message, ''),
    async retry(message) {
      const failed = find(message);
      if (failed?.state !== 'failed') return;
      await keep(changeRetried(failed));
      pump();
    },
    async discard(message) {
      const given = find(message);
      if (given) await drop(given);
      return given?.text ?? '';
    },
    flush() {
      clearTimeout(timer);
      timer = undefined;
      attempts = 0;
      pump();
    },
  };
}
