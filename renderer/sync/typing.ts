import { setTypist } from '../store/typing';
import { TYPING_MS, TYPING_REPEAT_MS } from '../../protocol/limits';
import type { ChatStore } from '../store/chat';
import type { Facts } from '../../protocol/facts';
import type { Request } from './socket';

export type Typing = {
  /** This user pressed a key. */
  pressed(room: number): void;
  /** This user is done: he posted or left. */
  ended(room: number): void;
  /** Somebody else began or stopped. */
  heard(fact: Facts['typing:changed']): void;
  stop(): void;
};

/** A lost "has stopped" ends the sign as well; a little longer than the repeats take on a slow line. */
const FORGET_MS = TYPING_MS + 500;

/** Tells others that this user types, and forgets those who have fallen silent. */
export function createTyping(store: ChatStore, request: Request): Typing {
  const own = new Map<number, { toldAt: number; timer: ReturnType<typeof setTimeout> }>();
  const others = new Map<string, ReturnType<typeof setTimeout>>();

  function ended(room: number): void {
    const mine = own.get(room);
    if (!mine) return;
    clearTimeout(mine.timer);
    own.delete(room);
    void request('typing:set', { room, is_typing: false });
  }

  function set(room: number, user: number, isTyping: boolean): void {
    const state = store.getState();
    const typing = setTypist(state.typing, room, user, isTyping);
    if (typing !== state.typing) store.setState({ typing });
  }

  return {
    pressed(room) {
      const mine = own.get(room);
      clearTimeout(mine?.timer);
      const isDue = !mine || Date.now() - mine.toldAt >= TYPING_REPEAT_MS;
      own.set(room, { toldAt: isDue ? Date.now() : mine.toldAt, timer: setTimeout(() => ended(room), TYPING_MS) });
      if (isDue) void request('typing:set', { room, is_typing: true });
    },
    ended,
    heard({ room, user, is_typing }) {
      if (user === store.getState().me?.id) return;
      const key = `${room} ${user}`;
      clearTimeout(others.get(key));
      others.delete(key);
      if (is_typing) others.set(key, setTimeout(() => { others.delete(key); set(room, user, false); }, FORGET_MS));
      set(room, user, is_typing);
    },
    stop() {
      for (const { timer } of own.values()) clearTimeout(timer);
      for (const timer of others.values()) clearTimeout(timer);
      own.clear();
      others.clear();
    },
  };
}
