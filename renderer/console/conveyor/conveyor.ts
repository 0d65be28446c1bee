import { createStore } from 'zustand/vanilla';
import type { StoreApi } from 'zustand/vanilla';
import type { ConversationHandle } from '../../chat/Conversation';
import { listedRooms, viewOf } from '../../store/views';
import type { Sync } from '../../sync/sync';
import type { DeskStore } from '../desk';
import type { Room } from '../../../protocol/entities';
import type { ChatState } from '../../store/chat';
import type { ListFilter } from '../../store/views';
import { focusedPane, openHere, openPane, shownRooms } from '../panes/layout';
import { passBy, upcoming, withoutAnswered } from './order';
import type { Passed } from './order';
import { prefetch } from './prefetch';

export type ConveyorState = {
  passed: Passed;
  /** The rooms that were left by the conveyor, the last one at the end. */
  visited: readonly number[];
  /** The next rooms of the line, loaded already. */
  ahead: readonly number[];
  /** Key of the pane in which it runs: the rooms before and after are kept ready behind it. */
  pane: string | null;
};

export type Conveyor = Pick<StoreApi<ConveyorState>, 'getState' | 'subscribe' | 'getInitialState'> & {
  /** Shows the next room that owes an answer; false when nobody waits. */
  next(): boolean;
  /** Sends what stands in the focused composer, and shows the next room as soon as it is accepted; false when nobody waits. */
  sendAndNext(): Promise<boolean>;
  /** Back to the room that was left last. */
  back(): void;
  stop(): void;
};

export type ConveyorParts = {
  sync: Sync;
  desk: DeskStore;
  /** The composers of the rooms on screen. */
  composers: ReadonlyMap<number, ConversationHandle>;
};

/** Whether a filter narrows the work, as `mine` and views of one's own do. */
const isOwnView = (state: ChatState, filter: ListFilter): boolean => filter === 'mine' || viewOf(state, filter) !== undefined;

const AHEAD = 3;
const VISITED_MAX = 20;

/** From one room that owes an answer to the next, without a list in between. */
export function createConveyor({ sync, desk, composers }: ConveyorParts): Conveyor {
  const store = createStore<ConveyorState>()(() => ({ passed: new Map(), visited: [], ahead: [], pane: null }));
  const roomOf = (id: number) => sync.store.getState().rooms.get(id)?.room;

  function line(count: number): number[] {
    const state = sync.store.getState();
    const { outbox } = state;
    const without = shownRooms(desk.getState().layout);
    // Its answer is on its way; if it is refused, the room stands in the line again.
    for (const entry of outbox) if (entry.state === 'pending') without.add(entry.room);
    // Whose answer was stopped did not pass by: it stands where its time puts it.
    const stopped = new Set(outbox.filter((entry) => entry.state === 'failed').map((entry) => entry.room));
    const passed = new Map([...store.getState().passed].filter(([room]) => !stopped.has(room)));
    return upcoming({ rooms: placeToWork(state), without, passed }, count);
  }

  /** The expert's own view, while he works in one; the filters that everybody has only show, and the line goes through all rooms. */
  function placeToWork(state: ChatState): Iterable<Room> {
    const { filter } = desk.getState();
    return isOwnView(state, filter) ? listedRooms(state, 'owed', filter) : [...state.rooms.values()].map((entry) => entry.room);
  }

  const ahead = prefetch(sync, desk, () => line(AHEAD), (rooms) => store.setState({ ahead: rooms }));

  function show(room: number, visited: readonly number[]): void {
    desk.arrange((layout) => openHere(layout, room));
    store.setState({ visited: visited.slice(-VISITED_MAX), pane: focusedPane(desk.getState().layout)?.key ?? null });
    ahead.look();
  }

  function next(): boolean {
    const { layout } = desk.getState();
    const left = layout.panes[openPane(layout)]?.room;
    const known = left === undefined ? undefined : roomOf(left);
    const passed = withoutAnswered(store.getState().passed, (id) => roomOf(id)?.owed_since ?? null);
    store.setState({ passed: known ? passBy(passed, known) : passed });
    const [room] = line(1);
    if (room === undefined) {
      const state = sync.store.getState();
      desk.setState({ notice: { about: isOwnView(state, desk.getState().filter) ? 'nobody_waits_here' : 'nobody_waits' } });
      return false;
    }
    show(room, left === undefined ? store.getState().visited : [...store.getState().visited, left]);
    return true;
  }

  return {
    getState: store.getState,
    getInitialState: store.getInitialState,
    subscribe: store.subscribe,
    next,
    async sendAndNext() {
      const pane = focusedPane(desk.getState().layout);
      const composer = pane && composers.get(pane.room);
      if (!pane || !composer) return next();
      // What cannot be sent as it is says why, and is not left behind.
      if (!composer.canSend()) return composer.text().trim() === '' ? next() : true;
      let isNext = true;
      const isSent = await composer.send(undefined, () => {
        isNext = next();
      });
      // It could not be kept: whoever wrote it has to see that.
      if (!isSent && focusedPane(desk.getState().layout)?.room !== pane.room) desk.arrange((layout) => openHere(layout, pane.room));
      return isNext;
    },
    back() {
      const shown = shownRooms(desk.getState().layout);
      const visited = store.getState().visited.filter((room) => roomOf(room) !== undefined && !shown.has(room));
      const room = visited.at(-1);
      if (room === undefined) desk.setState({ notice: { about: 'nothing_before' } });
      else show(room, visited.slice(0, -1));
    },
    stop: ahead.stop,
  };
}
