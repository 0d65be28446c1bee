import { absent, applyOpened, applyRoom, forgetRoom, isWanting, withTimeline, withoutTimeline } from '../store/facts';
import { applyAround } from '../store/jump';
import { applyNotes, withoutNotes } from '../store/notes';
import { prependOlder, trimEnd, trimWindow } from '../store/timeline';
import { HISTORY_PAGE, HISTORY_PAGE_MAX } from '../../protocol/limits';
import type { ChatStore } from '../store/chat';
import type { Message, RoomEvent } from '../../protocol/entities';
import { HIDDEN_WINDOW, MEMORY_WINDOWS, WINDOW_MAX, WINDOW_TRIMMED } from './cache_limits';
import type { Cache } from './cache';
import type { CatchUp } from './catch_up';
import type { HttpResult } from './http';
import type { RequestPayload } from '../../protocol/requests';
import type { Answer, Request } from './socket';

export type Opening = {
  show(room: number): () => void;
  isShown(room: number): boolean;
  loadOlder(room: number): Promise<boolean>;
  /** Asks for a room of which nothing may be known yet. */
  load(room: number): Promise<void>;
  /** Puts the window at the end of the conversation. */
  openNewest(room: number): Promise<void>;
  /** Looks whether something of the room is missing and, if it does not come by itself, asks for it. */
  check(room: number): void;
  /** Brings the rooms on the screen up to date, those among `rooms` or all. */
  refresh(rooms?: readonly number[]): void;
  /** Asks whether a room that is said to be lost really is: that fact may have been overtaken by a return. */
  confirmLost(room: number): void;
  /** The reader is at the end of the room: old messages at the top may go. */
  atEnd(room: number): void;
  stop(): void;
};

/** Facts that were overtaken usually come within this time, and nothing has to be asked. */
const PATIENCE_MS = 150;
const LONGEST_PATIENCE_MS = 5_000;
/** Further behind than this, a window is loaded anew instead of filled up. */
const FAR_BEHIND = 400;

/** Keeps the windows of shown rooms loaded, and asks for what is missing anywhere. */
export function createOpening(
  store: ChatStore,
  request: Request,
  get: <T>(path: string) => Promise<HttpResult<T>>,
  catchUp: CatchUp,
  cache?: Pick<Cache, 'restoreWindow' | 'shown'>,
): Opening {
  const shown = new Map<number, number>();
  const opening = new Map<number, Promise<void>>();
  const asking = new Map<number, { timer: ReturnType<typeof setTimeout> | undefined; times: number }>();
  /** Rooms in the order in which they were last shown. */
  let lately: number[] = [];

  /** Each answer brings the room's notes along, for those who may read them. */
  async function askRoom(payload: RequestPayload<'room:open'>): Promise<Answer<'room:open'>> {
    const answer = await request('room:open', payload);
    const notes = answer.ok ? answer.notes : undefined;
    if (notes) store.setState((state) => applyNotes(state, payload.room, notes));
    return answer;
  }

  const isShown = (room: number) => shown.has(room);
  const wants = (room: number) => isWanting(store.getState(), room, isShown(room));

  function check(room: number): void {
    if (!wants(room)) {
      clearTimeout(asking.get(room)?.timer);
      asking.delete(room);
      return;
    }
    const known = asking.get(room) ?? { timer: undefined, times: 0 };
    // The next connect looks at everything again.
    if (known.timer !== undefined || store.getState().connection !== 'online') return;
    const delay = Math.min(LONGEST_PATIENCE_MS, PATIENCE_MS * 2 ** known.times) * (1 + Math.random());
    asking.set(room, { timer: setTimeout(() => void ask(room), delay), times: known.times + 1 });
  }

  async function ask(room: number): Promise<void> {
    const entry = asking.get(room);
    // A list of rooms in doubt is settled by one answer; only what is still in doubt then is asked for by itself.
    if (wants(room) && !isShown(room)) await catchUp.run();
    if (wants(room)) await open(room);
    if (entry) entry.timer = undefined;
    check(room);
  }

  function open(room: number): Promise<void> {
    const running = opening.get(room);
    if (running) return running;
    const started = load(room).finally(() => opening.delete(room));
    opening.set(room, started);
    return started;
  }

  /** What is kept on this device stands at once; the rest is asked for from there on. */
  async function bring(room: number): Promise<void> {
    if (cache && !store.getState().timelines.has(room)) await cache.restoreWindow(room);
    if (isShown(room)) await open(room);
  }

  async function load(room: number): Promise<void> {
    const state = store.getState();
    const window = isShown(room) ? state.timelines.get(room) : undefined;
    const known = state.rooms.get(room);
    const isFar = window !== undefined && known !== undefined && known.room.last_rev - window.last_rev > FAR_BEHIND;
    if (isShown(room)) return isFar || !window ? loadAnew(room) : fillUp(room, window.last_rev);
    // Only its summary is in doubt.
    const before = known;
    const answer = await askRoom({ room, since_rev: known?.room.last_rev ?? 0 });
    if (answer.ok) store.setState((now) => applyRoom(now, answer.room, before));
    else refused(room, answer.error.code);
  }

  /** Loads the window anew where it stands: whoever reads far from the end is left there. */
  async function loadAnew(room: number): Promise<void> {
    const state = store.getState();
    const window = state.timelines.get(room);
    const known = state.rooms.get(room)?.room;
    const middle = window?.messages[window.messages.length >> 1];
    if (!window?.has_newer || !known || !middle) return openAnew(room);
    // Its own change number may lie far behind; the page is asked for at the room's.
    const answer = await get<Message[]>(`/api/chat/rooms/${room}/messages?around_seq=${middle.seq}&limit=${HISTORY_PAGE_MAX}`);
    if (answer.ok) store.setState((now) => applyAround(now, answer.body, known));
  }

  async function openAnew(room: number): Promise<void> {
    const had = store.getState().timelines.get(room);
    const before = store.getState().rooms.get(room);
    const answer = await askRoom({ room });
    // Somebody was brought to a message meanwhile: he stays there.
    const isElsewhere = had === undefined && store.getState().timelines.has(room);
    if (answer.ok) store.setState((now) => (isElsewhere ? applyRoom(now, answer.room, before) : applyOpened(now, answer, undefined, before)));
    else refused(room, answer.error.code);
  }

  async function fillUp(room: number, since: number): Promise<void> {
    const messages: Message[] = [];
    const events: RoomEvent[] = [];
    for (let from = since; ; from = messages.at(-1)?.rev ?? from) {
      const before = store.getState().rooms.get(room);
      const answer = await askRoom({ room, since_rev: from });
      if (!answer.ok) return refused(room, answer.error.code);
      messages.push(...answer.messages);
      events.push(...answer.events);
      if (answer.has_more && messages.length >= FAR_BEHIND) {
        store.setState((now) => applyRoom(now, answer.room, before));
        return loadAnew(room);
      }
      if (answer.has_more && answer.messages.length > 0) continue;
      store.setState((now) => applyOpened(now, { room: answer.room, messages, events }, since, before));
      return;
    }
  }

  function refused(room: number, code: string): void {
    if (code === 'not_found' || code === 'forbidden') store.setState((now) => absent(forgetRoom(now, room), room, isShown(room)));
  }

  function forgetOldWindows(): void {
    for (const room of lately.slice(0, -MEMORY_WINDOWS)) {
      if (isShown(room)) continue;
      lately = lately.filter((one) => one !== room);
      store.setState((state) => withoutNotes(withoutTimeline(state, room), room));
    }
  }

  function trim(room: number, above: number, keep: number): void {
    const timeline = store.getState().timelines.get(room);
    if (!timeline || timeline.is_loading_older || timeline.messages.length <= above) return;
    store.setState((state) => withTimeline(state, room, trimWindow(timeline, keep)));
  }

  return {
    isShown,
    check,
    show(room) {
      shown.set(room, (shown.get(room) ?? 0) + 1);
      lately = [...lately.filter((one) => one !== room), room];
      forgetOldWindows();
      cache?.shown(room);
      void bring(room).then(() => check(room));
      let isOver = false;
      return () => {
        if (isOver) return;
        isOver = true;
        const left = (shown.get(room) ?? 1) - 1;
        if (left > 0) shown.set(room, left);
        else shown.delete(room);
        // The next time it opens at its end.
        if (left === 0 && store.getState().timelines.get(room)?.has_newer) store.setState((state) => withoutTimeline(state, room));
        else if (left === 0) trim(room, HIDDEN_WINDOW * 2, HIDDEN_WINDOW);
      };
    },
    async loadOlder(room) {
      const timeline = store.getState().timelines.get(room);
      const first = timeline?.messages[0];
      if (!timeline || !first || !timeline.has_older || timeline.is_loading_older) return true;
      store.setState((state) => withTimeline(state, room, { ...timeline, is_loading_older: true }));
      const answer = await get<Message[]>(`/api/chat/rooms/${room}/messages?before_seq=${first.seq}&limit=${HISTORY_PAGE}`);
      const page = answer.ok ? answer.body : [];
      const now = store.getState().timelines.get(room);
      if (now) {
        const joined = prependOlder(now, page, timeline.last_rev);
        store.setState((state) => withTimeline(state, room, joined.messages.length > WINDOW_MAX ? trimEnd(joined, WINDOW_TRIMMED) : joined));
      }
      check(room);
      return answer.ok;
    },
    load: open,
    openNewest: openAnew,
    refresh(rooms) {
      for (const room of rooms ?? [...shown.keys()]) {
        if (isShown(room)) void open(room).then(() => check(room));
        else check(room);
      }
    },
    confirmLost(room) {
      void askRoom({ room, since_rev: Number.MAX_SAFE_INTEGER }).then((answer) => {
        if (answer.ok) store.setState((now) => applyRoom(now, answer.room, now.rooms.has(room) ? 'fact' : undefined));
        check(room);
      });
    },
    atEnd: (room) => trim(room, WINDOW_MAX, WINDOW_TRIMMED),
    stop() {
      for (const { timer } of asking.values()) clearTimeout(timer);
      asking.clear();
    },
  };
}
