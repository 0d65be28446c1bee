import type { Sync } from '../../sync/sync';
import { draftRooms, watchDrafts } from '../../sync/drafts';
import { clientOf } from '../../store/select';
import type { ChatState } from '../../store/chat';
import type { ConversationHandle } from '../../chat/Conversation';
import type { DeskStore } from '../desk';
import { freePane } from './arrivals';
import { openBeside, PANES_MAX, shownRooms, withRoom } from './layout';
import type { Layout } from './layout';
import { READING_MS } from './pointer';

/** No faster than somebody can look at who has come. */
export const LIVE_EVERY_MS = 4_000;

/** The room whose client is typing now, out of sight: the longest-owed one, else any; null: nobody. What is muted comes by no way of its own. */
export function typingOutOfSight({ typing, rooms }: Pick<ChatState, 'typing' | 'rooms'>, shown: ReadonlySet<number>): number | null {
  const waiting = [...typing].flatMap(([id, typists]) => {
    const room = rooms.get(id)?.room;
    const client = room && clientOf(room);
    return room && client && typists.includes(client.id) && !room.is_muted && !shown.has(id) ? [room] : [];
  });
  waiting.sort((one, two) => ((one.owed_since ?? '~') < (two.owed_since ?? '~') ? -1 : 1));
  return waiting[0]?.id ?? null;
}

/**
 * The layout with the room in a free pane that is not busy (something unsent is in it, its client is typing too, somebody reads there). Where
 * there is none beside what is being worked on and what is pinned, the room gets one; the same layout when all free ones are busy.
 */
export function showLive(layout: Layout, room: number, isBusy: (room: number) => boolean): Layout {
  if (layout.is_alone || layout.panes.length === 0) return layout;
  const free = layout.panes.findLastIndex((pane, index) => index !== layout.focused && !pane.is_pinned && !isBusy(pane.room));
  if (free >= 0) return withRoom(layout, free, room);
  return freePane(layout) >= 0 || layout.panes.length >= PANES_MAX ? layout : { ...openBeside(layout, room), focused: layout.focused };
}

/** Whether whoever is typing comes into this pane, while the option is on. */
export const isLivePane = (layout: Layout, index: number): boolean => layout.is_live && !layout.is_alone && index === freePane(layout);

/** Turns it on, or off. */
export function toggleLive(desk: DeskStore): void {
  desk.arrange((layout) => ({ ...layout, is_live: !layout.is_live }));
  desk.setState({ notice: { about: desk.getState().layout.is_live ? 'live_on' : 'live_off' } });
}

export type LiveDeckParts = {
  sync: Pick<Sync, 'store' | 'server'>;
  desk: DeskStore;
  /** The composers of the rooms on screen: what stands in one is kept in sight, whatever it will be. */
  composers: ReadonlyMap<number, Pick<ConversationHandle, 'text' | 'canSend'>>;
  /** Somebody reads in this room's pane. */
  isReading: (room: number) => boolean;
  /** There is no place for two chats. */
  isNarrow: () => boolean;
};

/** While the option is on, whoever is typing comes into a free pane by himself. Returns how to stop. */
export function runLiveDeck({ sync, desk, composers, isReading, isNarrow }: LiveDeckParts): () => void {
  let movedAt = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;

  function isAtWork(room: number): boolean {
    const { me, outbox, typing } = sync.store.getState();
    const composer = composers.get(room);
    if (composer && (composer.text().trim() !== '' || composer.canSend())) return true;
    return outbox.some((entry) => entry.room === room) || (typing.get(room)?.length ?? 0) > 0 || draftRooms(me?.id ?? 0, sync.server).has(room);
  }

  function look(): void {
    timer = undefined;
    const state = sync.store.getState();
    const { layout } = desk.getState();
    if (!layout.is_live || !state.me || isNarrow()) return;
    const room = typingOutOfSight(state, shownRooms(layout));
    if (room === null) return;
    const wait = movedAt + LIVE_EVERY_MS - Date.now();
    if (wait > 0) {
      timer = setTimeout(look, wait);
      return;
    }
    const next = showLive(layout, room, (id) => isReading(id) || isAtWork(id));
    if (next !== layout) {
      movedAt = Date.now();
      desk.arrange(() => next);
    } else if (layout.panes.some((pane) => isReading(pane.room))) {
      timer = setTimeout(look, READING_MS);
    }
  }

  const soon = () => void (timer ??= setTimeout(look, 0));
  const stops = [
    sync.store.subscribe((now, before) => {
      if (now.typing !== before.typing || now.outbox !== before.outbox) soon();
    }),
    desk.subscribe((now, before) => {
      if (now.layout !== before.layout) soon();
    }),
    watchDrafts(soon),
  ];
  return () => {
    clearTimeout(timer);
    stops.forEach((stop) => stop());
  };
}
