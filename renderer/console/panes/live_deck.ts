import type { Sync } from '../../sync/sync';
import { draftRooms } from '../../sync/drafts';
import { clientOf } from '../../store/select';
import type { ChatState } from '../../store/chat';
import type { DeskStore } from '../desk';
import { freePane } from './arrivals';
import { shownRooms, withRoom } from './layout';
import type { Layout } from './layout';

/** No faster than somebody can look at who has come. */
export const LIVE_EVERY_MS = 4_000;

/** The room whose client is typing now, out of sight: the longest-owed one, else any; null: nobody. */
export function typingOutOfSight({ typing, rooms }: Pick<ChatState, 'typing' | 'rooms'>, shown: ReadonlySet<number>): number | null {
  const waiting = [...typing].flatMap(([id, typists]) => {
    const room = rooms.get(id)?.room;
    const client = room && clientOf(room);
    return room && client && typists.includes(client.id) && !shown.has(id) ? [room] : [];
  });
  waiting.sort((one, two) => ((one.owed_since ?? '~') < (two.owed_since ?? '~') ? -1 : 1));
  return waiting[0]?.id ?? null;
}

/** The layout with the room in the free pane; the same one when that pane is busy: something unsent is in it, or its client is typing too. */
export function showLive(layout: Layout, room: number, isBusy: (room: number) => boolean): Layout {
  const free = freePane(layout);
  const pane = layout.panes[free];
  return pane && !isBusy(pane.room) && !layout.is_alone ? withRoom(layout, free, room) : layout;
}

/** While the option is on, whoever is typing comes into the free pane by himself. Returns how to stop. */
export function runLiveDeck(sync: Sync, desk: DeskStore): () => void {
  let movedAt = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;

  function look(): void {
    timer = undefined;
    const state = sync.store.getState();
    const { layout } = desk.getState();
    if (!layout.is_live || !state.me) return;
    const room = typingOutOfSight(state, shownRooms(layout));
    if (room === null) return;
    const wait = movedAt + LIVE_EVERY_MS - Date.now();
    if (wait > 0) {
      timer = setTimeout(look, wait);
      return;
    }
    const drafts = draftRooms(state.me.id, sync.server);
    const unsent = (id: number) => drafts.has(id) || state.outbox.some((entry) => entry.room === id) || (state.typing.get(id)?.length ?? 0) > 0;
    const next = showLive(layout, room, unsent);
    if (next === layout) return;
    movedAt = Date.now();
    desk.arrange(() => next);
  }

  const stop = sync.store.subscribe((now, before) => {
    if (now.typing !== before.typing) timer ??= setTimeout(look, 0);
  });
  return () => {
    clearTimeout(timer);
    stop();
  };
}
