import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  EMPTY_LAYOUT,
  PANES_MAX,
  back,
  closePane,
  dockPopped,
  focusPane,
  focusedPane,
  openBeside,
  openHere,
  parseLayout,
  popOut,
  toggleCard,
  togglePin,
  type Layout,
} from '../../../renderer/console/panes/layout';

const rooms = (layout: Layout) => layout.panes.map((pane) => pane.room);
const open = (...ids: number[]) => ids.reduce(openBeside, EMPTY_LAYOUT);

describe('the layout of panes', () => {
  it('opens a room in the focused pane', () => {
    const layout = openHere(openHere(EMPTY_LAYOUT, 1), 2);
    expect(rooms(layout)).toEqual([2]);
    expect(focusedPane(layout)?.room).toBe(2);
  });

  it('opens a room beside the focused one and focuses it', () => {
    const layout = openBeside(focusPane(open(1, 2), 0), 3);
    expect(rooms(layout)).toEqual([1, 3, 2]);
    expect(focusedPane(layout)?.room).toBe(3);
  });

  it('only focuses a room that is shown already', () => {
    const layout = openHere(open(1, 2), 1);
    expect(rooms(layout)).toEqual([1, 2]);
    expect(focusedPane(layout)?.room).toBe(1);
  });

  it('takes the focused pane when six are open', () => {
    const layout = openBeside(focusPane(open(1, 2, 3, 4, 5, 6), 1), 7);
    expect(rooms(layout)).toEqual([1, 7, 3, 4, 5, 6]);
  });

  it('gives the focus to the neighbour of a closed pane', () => {
    expect(focusedPane(closePane(open(1, 2, 3), 2))?.room).toBe(2);
    expect(focusedPane(closePane(focusPane(open(1, 2, 3), 0), 0))?.room).toBe(2);
    expect(focusedPane(closePane(open(1, 2, 3), 0))?.room).toBe(3);
    expect(closePane(open(1), 0)).toEqual(EMPTY_LAYOUT);
  });

  it('shows a card per pane', () => {
    const layout = toggleCard(open(1, 2), 0);
    expect(layout.panes.map((pane) => pane.is_card_open)).toEqual([true, false]);
    expect(toggleCard(layout, 0).panes[0]?.is_card_open).toBe(false);
  });

  it('keeps its rules through any history', () => {
    const step = fc.oneof(
      fc.record({ how: fc.constantFrom('here' as const, 'beside' as const), room: fc.integer({ min: 1, max: 9 }) }),
      fc.record({ how: fc.constantFrom('close' as const, 'focus' as const, 'card' as const), at: fc.integer({ min: -1, max: 7 }) }),
      fc.record({ how: fc.constant('back' as const) }),
    );
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
        let layout = EMPTY_LAYOUT;
        for (const move of steps) {
          if (move.how === 'here') layout = openHere(layout, move.room);
          else if (move.how === 'beside') layout = openBeside(layout, move.room);
          else if (move.how === 'close') layout = closePane(layout, move.at);
          else if (move.how === 'focus') layout = focusPane(layout, move.at);
          else if (move.how === 'card') layout = toggleCard(layout, move.at);
          else layout = back(layout);
          expect(layout.panes.length).toBeLessThanOrEqual(PANES_MAX);
          expect(new Set(rooms(layout)).size).toBe(layout.panes.length);
          expect(new Set(layout.panes.map((pane) => pane.key)).size).toBe(layout.panes.length);
          expect(layout.panes.length === 0 ? layout.focused === 0 : focusedPane(layout) !== null).toBe(true);
          expect(layout.panes.length > 0 || layout.narrow === 'list').toBe(true);
          if (move.how === 'here' || move.how === 'beside') expect(focusedPane(layout)?.room).toBe(move.room);
        }
      }),
    );
  });

  it('comes back as it was stored, with the list first on a narrow screen', () => {
    const layout = toggleCard(focusPane(open(1, 2, 3), 1), 2);
    const restored = parseLayout(JSON.stringify(layout));
    expect(rooms(restored)).toEqual([1, 2, 3]);
    expect(restored).toMatchObject({ focused: 1, narrow: 'list' });
    expect(restored.panes[2]?.is_card_open).toBe(true);
  });

  it('is empty when what was stored makes no sense', () => {
    for (const text of [null, '', '{', '7', 'null', '{"panes":4}', '{"panes":[{"room":"x"}]}']) expect(parseLayout(text)).toEqual(EMPTY_LAYOUT);
    expect(rooms(parseLayout('{"panes":[{"room":1},{"room":1},{"room":2}],"focused":9}'))).toEqual([1, 2]);
    // What had a window of its own comes back as a pane, whether the page could still say so or not.
    const popped = popOut(togglePin(toggleCard(open(1, 2), 0), 0), 0);
    expect(dockPopped(popped, 1)).toMatchObject({ panes: [{ room: 2 }, { room: 1, is_pinned: true, is_card_open: true }], focused: 0, popped: [] });
    expect(parseLayout('{"panes":[{"room":1}],"popped":[{"room":2},{"room":1}]}')).toMatchObject({ panes: [{ room: 1 }, { room: 2 }], popped: [] });
  });
});
