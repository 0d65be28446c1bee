import { VIEWING_MS, VIEWING_REPEAT_MS, WRITING_MS } from '../../protocol/limits';
import type { Facts } from '../../protocol/facts';
import type { ViewedRoom } from '../../protocol/team';
import type { ChatStore } from '../store/chat';
import { setViewer } from '../store/viewers';
import { requestFailure } from './failure';
import type { Answer, Request } from './socket';

/** Experts together in one room. What asks rejects with a `RequestFailure`. */
export type Team = {
  invite(room: number, user: number): Promise<void>;
  /** Takes a colleague out. */
  remove(room: number, user: number): Promise<void>;
  leave(room: number): Promise<void>;
  /** The room is before this user's eyes, as far as the page is visible; returns how to stop. */
  view(room: number): () => void;
};

export type TeamPart = Team & {
  heard(fact: Facts['viewing:changed']): void;
  /** A key was pressed in an answer to the client. */
  pressed(room: number): void;
  /** The answer is on its way. */
  posted(room: number): void;
  online(): void;
  stop(): void;
};

/** Panes that come and go together are told of once. */
const GATHER_MS = 150;
/** A reader forgets a little later than the server. */
const FORGET_MS = VIEWING_MS + 5_000;

/** Tells colleagues what this page shows, and keeps what they show. */
export function createTeam(store: ChatStore, request: Request): TeamPart {
  const shown = new Map<number, number>();
  const writing = new Map<number, ReturnType<typeof setTimeout>>();
  const others = new Map<string, ReturnType<typeof setTimeout>>();
  let told = '[]';
  let timer: ReturnType<typeof setTimeout> | undefined;

  function current(): ViewedRoom[] {
    if (document.visibilityState !== 'visible') return [];
    return [...shown.keys()].sort((one, two) => one - two).map((room) => ({ room, is_writing: writing.has(room) }));
  }

  async function tell(isRepeat: boolean): Promise<void> {
    const rooms = current();
    const text = JSON.stringify(rooms);
    clearTimeout(timer);
    // Nothing is shown, and that is known: nobody has to hear it again.
    if (rooms.length > 0) timer = setTimeout(() => void tell(true), VIEWING_REPEAT_MS);
    if (text === told && !isRepeat) return;
    told = text;
    const answer = await request('viewing:set', { rooms });
    if (!answer.ok && told === text) told = '';
  }

  function changed(): void {
    clearTimeout(timer);
    timer = setTimeout(() => void tell(false), GATHER_MS);
  }

  function stopsWriting(room: number): void {
    if (!writing.has(room)) return;
    clearTimeout(writing.get(room));
    writing.delete(room);
    changed();
  }

  function settle(answer: Answer<'room:invite' | 'room:remove' | 'room:leave'>): void {
    if (!answer.ok) throw requestFailure(answer.error.code, answer.error.message);
  }

  function set(room: number, user: number, state: Facts['viewing:changed']['state']): void {
    const { viewers } = store.getState();
    const next = setViewer(viewers, room, user, state);
    if (next !== viewers) store.setState({ viewers: next });
  }

  return {
    invite: async (room, user) => settle(await request('room:invite', { room, user })),
    remove: async (room, user) => settle(await request('room:remove', { room, user })),
    leave: async (room) => settle(await request('room:leave', { room })),
    view(room) {
      if (shown.size === 0) document.addEventListener('visibilitychange', changed);
      shown.set(room, (shown.get(room) ?? 0) + 1);
      changed();
      return () => {
        const left = (shown.get(room) ?? 0) - 1;
        if (left > 0) return void shown.set(room, left);
        shown.delete(room);
        stopsWriting(room);
        if (shown.size === 0) document.removeEventListener('visibilitychange', changed);
        changed();
      };
    },
    heard({ room, user, state }) {
      const key = `${room} ${user}`;
      clearTimeout(others.get(key));
      others.delete(key);
      if (state !== 'gone') others.set(key, setTimeout(() => { others.delete(key); set(room, user, 'gone'); }, FORGET_MS));
      set(room, user, state);
    },
    pressed(room) {
      if (!shown.has(room)) return;
      if (!writing.has(room)) changed();
      clearTimeout(writing.get(room));
      writing.set(room, setTimeout(() => stopsWriting(room), WRITING_MS));
    },
    posted: stopsWriting,
    online() {
      told = '[]';
      if (shown.size > 0) changed();
    },
    stop() {
      clearTimeout(timer);
      for (const one of [...writing.values(), ...others.values()]) clearTimeout(one);
      writing.clear();
      others.clear();
      store.setState({ viewers: new Map() });
    },
  };
}
