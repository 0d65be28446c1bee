import { describe, expect, it } from 'vitest';
import { lastAsked, placeAside } from '../../../renderer/console/panes/arrivals';
import { EMPTY_LAYOUT, focusPane, openBeside, openHere, swapPanes, toggleAlone, togglePin, type Layout } from '../../../renderer/console/panes/layout';
import { showLive } from '../../../renderer/console/panes/live_deck';

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

  it('never takes a pane in which something is unsent, nor the only one', () => {
    const layout = focusPane(open(1, 2), 0);
    expect(showLive(layout, 9, (room) => room === 2)).toBe(layout);
    expect(showLive(open(1), 9, nobody).panes.map((pane) => pane.room)).toEqual([1]);
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
