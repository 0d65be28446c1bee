import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createChatStore, type RoomEntry } from '../../../renderer/store/chat';
import { lastAsked, placeAside } from '../../../renderer/console/panes/arrivals';
import { EMPTY_LAYOUT, focusPane, openBeside, openHere, swapPanes, toggleAlone, togglePin, type Layout } from '../../../renderer/console/panes/layout';
import { createDesk } from '../../../renderer/console/desk';
import { LIVE_EVERY_MS, runLiveDeck, showLive, toggleLive, typingOutOfSight, type LiveDeckParts } from '../../../renderer/console/panes/live_deck';
import { READING_MS } from '../../../renderer/console/panes/pointer';
import { aRoom } from './rooms';

const rooms = (layout: Layout) => layout.panes.map((pane) => pane.room);
const open = (...ids: number[]) => ids.reduce(openBeside, EMPTY_LAYOUT);
const nobody = () => false;

describe('a pinned pane', () => {
  it('keeps its room: another one goes to the nearest free pane, or into a new one', () => {
    const pinned = togglePin(open(1, 2, 3), 2);
    expect(rooms(openHere(pinned, 9))).toEqual([1, 9, 3]);
    expect(rooms(openHere(togglePin(open(1), 0), 9))).toEqual([1, 9]);
    const full = [0, 1, 2, 3, 4, 5].reduce(togglePin, open(1, 2, 3, 4, 5, 6));
    expect(openHere(full, 9)).toBe(full);
    expect(openBeside(full, 9)).toBe(full);
  });
});

describe('panes that change places', () => {
  it('take the focus along', () => {
    const layout = swapPanes(focusPane(open(1, 2, 3), 0), 0, 2);
    expect(rooms(layout)).toEqual([3, 2, 1]);
    expect(layout.focused).toBe(2);
    expect(swapPanes(layout, 0, -1)).toBe(layout);
  });
});

describe('whoever comes by himself', () => {
  it('takes the last pane that is neither focused nor pinned', () => {
    const layout = focusPane(open(1, 2, 3), 2);
    expect(rooms(showLive(layout, 9, nobody))).toEqual([1, 9, 3]);
    expect(showLive(layout, 9, nobody).focused).toBe(2);
    expect(rooms(showLive(togglePin(layout, 1), 9, nobody))).toEqual([9, 2, 3]);
  });

  it('never takes a busy pane, and takes another free one where there is one', () => {
    const layout = focusPane(open(1, 2), 0);
    expect(showLive(layout, 9, (room) => room === 2)).toBe(layout);
    expect(rooms(showLive(focusPane(open(1, 2, 3), 0), 9, (room) => room === 3))).toEqual([1, 9, 3]);
  });

  it('gets a pane of his own where all the others are worked in or pinned, and the focus stays', () => {
    const one = showLive(open(1), 9, nobody);
    expect([rooms(one), one.focused]).toEqual([[1, 9], 0]);
    expect(rooms(showLive(one, 8, nobody))).toEqual([1, 8]);
    const pinned = [0, 1].reduce(togglePin, focusPane(open(1, 2), 1));
    expect(rooms(showLive(pinned, 9, nobody))).toEqual([1, 2, 9]);
    const full = [0, 1, 2, 3, 4, 5].reduce(togglePin, open(1, 2, 3, 4, 5, 6));
    expect(showLive(full, 9, nobody)).toBe(full);
  });

  it('stays away while one pane is shown alone, or none is open', () => {
    const layout = focusPane(open(1, 2), 0);
    expect(showLive(EMPTY_LAYOUT, 9, nobody)).toBe(EMPTY_LAYOUT);
    const alone = toggleAlone(layout);
    expect(showLive(alone, 9, nobody)).toBe(alone);
  });

  it('is shown beside by a key, and the focus stays', () => {
    expect(lastAsked([{ id: 1, owed_since: 'b' }, { id: 2, owed_since: 'c' }, { id: 3, owed_since: 'd' }, { id: 4, owed_since: null }], new Set([3]))).toBe(2);
    const layout = placeAside(open(1), 9);
    expect(rooms(layout)).toEqual([1, 9]);
    expect(layout.focused).toBe(0);
    expect(rooms(placeAside(layout, 8))).toEqual([1, 8]);
  });
});

describe('the live deck', () => {
  const CLIENT = 20;
  const work = { written: '', isRead: false, isNarrow: false };
  const store = createChatStore();
  const desk = createDesk(10);
  let stop = () => {};
  const types = (...typing: number[]) => store.setState({ typing: new Map(typing.map((room) => [room, [CLIENT]])) });
  const shown = () => rooms(desk.getState().layout);

  beforeEach(() => {
    vi.useFakeTimers({ now: 1_000_000 });
    Object.assign(work, { written: '', isRead: false, isNarrow: false });
    const entries = [1, 2, 3, 4, 5].map((id) => [id, { room: aRoom({ id, is_muted: id === 5, owed_since: id === 4 ? '2026-11-20T09:00:00.000Z' : null }) } as RoomEntry] as const);
    store.setState({ me: { id: 10, first_name: 'Анна', last_name: 'Соколова', role: 'expert', email: 'a@b.test' }, rooms: new Map(entries), typing: new Map() });
    desk.setState({ layout: { ...focusPane(open(1, 2), 0), is_live: true } });
    const composer = { text: () => work.written, canSend: () => false };
    const parts: LiveDeckParts = { sync: { store, server: '' }, desk, composers: new Map([[2, composer]]), isReading: (room) => room === 2 && work.isRead, isNarrow: () => work.isNarrow };
    stop = runLiveDeck(parts);
  });
  afterEach(() => {
    stop();
    vi.useRealTimers();
  });

  it('brings the longest owed of several who type, the others when he has stopped, and nobody who is muted', () => {
    types(5);
    vi.advanceTimersByTime(1);
    expect(shown()).toEqual([1, 2]);
    types(3, 4, 5);
    vi.advanceTimersByTime(1);
    expect(shown()).toEqual([1, 4]);
    vi.advanceTimersByTime(2 * LIVE_EVERY_MS);
    expect(shown()).toEqual([1, 4]);
    types(3, 5);
    vi.advanceTimersByTime(1);
    expect(shown()).toEqual([1, 3]);
    expect(typingOutOfSight(store.getState(), new Set([1, 3]))).toBeNull();
  });

  it('looks again when it is turned on, when what was being written there is gone, and when nobody reads there any more', () => {
    toggleLive(desk);
    types(3);
    vi.advanceTimersByTime(1);
    expect([shown(), desk.getState().notice?.about]).toEqual([[1, 2], 'live_off']);
    work.written = 'заметка для коллег';
    toggleLive(desk);
    vi.advanceTimersByTime(LIVE_EVERY_MS);
    expect([shown(), desk.getState().notice?.about]).toEqual([[1, 2], 'live_on']);
    work.written = '';
    work.isRead = true;
    store.setState({ outbox: [] });
    vi.advanceTimersByTime(READING_MS);
    expect(shown()).toEqual([1, 2]);
    work.isRead = false;
    vi.advanceTimersByTime(READING_MS);
    expect(shown()).toEqual([1, 3]);
  });

  it('does nothing where there is no place for two chats', () => {
    work.isNarrow = true;
    types(3);
    vi.advanceTimersByTime(LIVE_EVERY_MS);
    expect(shown()).toEqual([1, 2]);
  });
});
