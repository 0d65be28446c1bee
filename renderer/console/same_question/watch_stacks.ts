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

/** After the last change, so that a burst of messages costs one look. */
const QUIET_MS = 400;

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
  const later = () => {
    if (timer !== null) clearTimeout(timer);
    timer = setTimeout(() => {
      timer = null;
      if (typeof requestIdleCallback === 'function') requestIdleCallback(compare, { timeout: 2_000 });
      else compare();
    }, QUIET_MS);
  };
  const { rooms } = sync.store.getState();
  for (const [id, { room }] of rooms) readIn(room, id);
  later();
  const stop = sync.store.subscribe((now, before) => {
    if (now.rooms === before.rooms) return;
    let isChanged = false;
    for (const id of changedRooms(before.rooms, now.rooms)) isChanged = readIn(now.rooms.get(id)?.room, id) || isChanged;
    if (isChanged) later();
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
