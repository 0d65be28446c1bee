import { createStore } from 'zustand/vanilla';
import type { StoreApi } from 'zustand/vanilla';
import type { Room } from '../../../protocol/entities';
import { changedRooms } from '../../store/room_map';
import { clientOf } from '../../store/select';
import type { Sync } from '../../sync/sync';
import { questionOf, type Question } from '../analysis/same_question';
import { stacksOf } from '../analysis/stacks';

/** Rooms whose clients ask the same, as stacks of room ids, the largest first. */
export type Stacks = Pick<StoreApi<readonly (readonly number[])[]>, 'getState' | 'getInitialState' | 'subscribe'> & { stop(): void };

/** After the first change, so that a burst of messages costs one look. */
const QUIET_MS = 400;
/** As long as nobody notices. */
const SLICE_MS = 6;

/** Keeps the stacks of owed questions up to date, beside the work at the keyboard: a question is read once, and all are compared when nothing else is to do. */
export function watchStacks(sync: Sync): Stacks {
  const store = createStore<readonly (readonly number[])[]>()(() => []);
  const questions = new Map<number, { message: number; rev: number; question: Question | null }>();
  let timer: ReturnType<typeof setTimeout> | null = null;

  const readIn = (room: Room | undefined, id: number): boolean => {
    const message = room && room.owed_since !== null && room.last_message?.sender === clientOf(room)?.id ? room.last_message : null;
    const known = questions.get(id);
    if (!message || message.deleted_at !== null) return questions.delete(id);
    if (known?.message === message.id && known.rev === message.rev) return false;
    questions.set(id, { message: message.id, rev: message.rev, question: questionOf(message.message) });
    return true;
  };
  const compare = () => {
    const asked = [...questions].flatMap(([room, { question }]) => (question ? [{ room, question }] : []));
    const stacks = stacksOf(asked);
    if (JSON.stringify(stacks) !== JSON.stringify(store.getState())) store.setState(stacks, true);
  };
  const waiting = new Set<number>();
  let isChanged = false;
  /** Reads what waits, a little at a time, so that a key never has to. */
  const work = () => {
    timer = null;
    const until = performance.now() + SLICE_MS;
    for (const id of waiting) {
      waiting.delete(id);
      isChanged = readIn(sync.store.getState().rooms.get(id)?.room, id) || isChanged;
      if (performance.now() > until) return later(0);
    }
    if (!isChanged) return;
    isChanged = false;
    if (typeof requestIdleCallback === 'function') requestIdleCallback(compare, { timeout: 2_000 });
    else compare();
  };
  const later = (ms: number) => {
    if (timer !== null) clearTimeout(timer);
    timer = setTimeout(work, ms);
  };
  for (const id of sync.store.getState().rooms.keys()) waiting.add(id);
  later(QUIET_MS);
  const stop = sync.store.subscribe((now, before) => {
    if (now.rooms === before.rooms) return;
    for (const id of changedRooms(before.rooms, now.rooms)) waiting.add(id);
    if (waiting.size > 0 && timer === null) later(QUIET_MS);
  });
  return {
    getState: store.getState,
    getInitialState: store.getInitialState,
    subscribe: store.subscribe,
    stop() {
      stop();
      if (timer !== null) clearTimeout(timer);
    },
  };
}
