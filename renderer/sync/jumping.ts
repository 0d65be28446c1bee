import { withTimeline } from '../store/facts';
import { applyAround, isLoaded, point } from '../store/jump';
import { appendNewer, trimWindow } from '../store/timeline';
import { HISTORY_PAGE } from '../../protocol/limits';
import type { ChatStore } from '../store/chat';
import type { Message } from '../../protocol/entities';
import { WINDOW_MAX, WINDOW_TRIMMED } from './cache_limits';
import type { HttpResult } from './http';
import type { Opening } from './opening';

export type Jumping = {
  /** Loads the surroundings of a message in place of the window that is there, without pointing at it. False: they cannot be had now. */
  moveTo(room: number, seq: number): Promise<boolean>;
  /** Brings the reader to a message: its surroundings are loaded, and the window points at it. False: it cannot be had now. */
  showAt(room: number, seq: number): Promise<boolean>;
  /** Brings the reader to the first message of this moment or later. */
  jumpToDate(room: number, at: string): Promise<boolean>;
  loadNewer(room: number): Promise<void>;
  /** Back to the end of the conversation. */
  showNewest(room: number): Promise<void>;
};

type Get = <T>(path: string) => Promise<HttpResult<T>>;

/** Moves the windows of rooms to where somebody wants to read. */
export function createJumping(store: ChatStore, get: Get, opening: Opening): Jumping {
  /** The last jump of each room: a slower one before it does not take the reader away again. */
  const turns = new Map<number, number>();
  let points = 0;

  async function around(room: number, query: string): Promise<Message[] | null> {
    const turn = (turns.get(room) ?? 0) + 1;
    turns.set(room, turn);
    if (!store.getState().rooms.has(room)) await opening.load(room);
    const before = store.getState().rooms.get(room)?.room;
    if (!before) return null;
    const answer = await get<Message[]>(`/api/chat/rooms/${room}/messages?${query}&limit=${HISTORY_PAGE}`);
    if (!answer.ok || turns.get(room) !== turn) return null;
    store.setState((state) => applyAround(state, answer.body, before));
    return answer.body;
  }

  function show(room: number, seq: number): boolean {
    points += 1;
    store.setState((state) => point(state, room, seq, points));
    opening.check(room);
    return isLoaded(store.getState(), room, seq);
  }

  async function moveTo(room: number, seq: number): Promise<boolean> {
    const page = await around(room, `around_seq=${Math.max(1, seq)}`);
    if (page) opening.check(room);
    return page !== null;
  }

  return {
    moveTo,
    async showAt(room, seq) {
      if (isLoaded(store.getState(), room, seq)) {
        turns.set(room, (turns.get(room) ?? 0) + 1);
        return show(room, seq);
      }
      return (await moveTo(room, seq)) && show(room, seq);
    },
    async jumpToDate(room, at) {
      const page = await around(room, `at=${encodeURIComponent(at)}`);
      const first = page?.find((message) => message.created_at >= at) ?? page?.at(-1);
      return first !== undefined && show(room, first.seq);
    },
    async loadNewer(room) {
      const timeline = store.getState().timelines.get(room);
      const last = timeline?.messages.at(-1);
      if (!timeline || !last || !timeline.has_newer || timeline.is_loading_newer) return;
      store.setState((state) => withTimeline(state, room, { ...timeline, is_loading_newer: true }));
      const answer = await get<Message[]>(`/api/chat/rooms/${room}/messages?after_seq=${last.seq}&limit=${HISTORY_PAGE}`);
      const now = store.getState().timelines.get(room);
      if (now) {
        const joined = appendNewer(now, answer.ok ? answer.body : [], timeline.last_rev);
        store.setState((state) => withTimeline(state, room, joined.messages.length > WINDOW_MAX ? trimWindow(joined, WINDOW_TRIMMED) : joined));
      }
      opening.check(room);
    },
    async showNewest(room) {
      turns.set(room, (turns.get(room) ?? 0) + 1);
      if (store.getState().timelines.get(room)?.has_newer) await opening.openNewest(room);
    },
  };
}
