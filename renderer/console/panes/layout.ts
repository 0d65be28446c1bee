/**
 * Which rooms are shown side by side. Pure transitions:
 *
 *   openHere ──▶ replaces the room of the focused pane      openBeside ──▶ adds a pane after the focused one
 *   a room already shown is only focused; it never stands in two panes
 *   close ──▶ the neighbour takes the focus                  back ──▶ on a narrow screen: the list again
 */
export const PANES_MAX = 4;

export type Pane = {
  /** Stays with the place on screen while rooms come and go in it, so that its width does too. */
  key: string;
  room: number;
  is_card_open: boolean;
};

export type Layout = {
  panes: readonly Pane[];
  /** Index of the focused pane; 0 when there is none. */
  focused: number;
  /** What a narrow screen shows. */
  narrow: 'list' | 'pane';
};

export const EMPTY_LAYOUT: Layout = { panes: [], focused: 0, narrow: 'list' };

const KEYS = ['a', 'b', 'c', 'd'] as const;

function freeKey(panes: readonly Pane[]): string {
  return KEYS.find((key) => panes.every((pane) => pane.key !== key)) ?? 'a';
}

/** The focused pane, if any is open. */
export function focusedPane(layout: Layout): Pane | null {
  return layout.panes[layout.focused] ?? null;
}

/** Gives the focus to the pane at `index`; out of range changes nothing. */
export function focusPane(layout: Layout, index: number): Layout {
  if (!layout.panes[index]) return layout;
  if (layout.focused === index && layout.narrow === 'pane') return layout;
  return { ...layout, focused: index, narrow: 'pane' };
}

/** Shows the room in the focused pane. */
export function openHere(layout: Layout, room: number): Layout {
  const shown = layout.panes.findIndex((pane) => pane.room === room);
  if (shown >= 0) return focusPane(layout, shown);
  if (layout.panes.length === 0) return { panes: [{ key: 'a', room, is_card_open: false }], focused: 0, narrow: 'pane' };
  const panes = layout.panes.map((pane, index) => (index === layout.focused ? { ...pane, room } : pane));
  return { ...layout, panes, narrow: 'pane' };
}

/** Shows the room in a new pane beside the focused one; with four open it takes the focused one. */
export function openBeside(layout: Layout, room: number): Layout {
  const shown = layout.panes.findIndex((pane) => pane.room === room);
  if (shown >= 0) return focusPane(layout, shown);
  if (layout.panes.length === 0 || layout.panes.length >= PANES_MAX) return openHere(layout, room);
  const at = layout.focused + 1;
  const pane: Pane = { key: freeKey(layout.panes), room, is_card_open: false };
  return { panes: [...layout.panes.slice(0, at), pane, ...layout.panes.slice(at)], focused: at, narrow: 'pane' };
}

/** Closes the pane at `index`. */
export function closePane(layout: Layout, index: number): Layout {
  if (!layout.panes[index]) return layout;
  const panes = layout.panes.filter((_, at) => at !== index);
  const focused = Math.max(0, Math.min(index < layout.focused ? layout.focused - 1 : layout.focused, panes.length - 1));
  return { panes, focused, narrow: panes.length === 0 ? 'list' : layout.narrow };
}

/** Shows or hides the order card of the pane at `index`. */
export function toggleCard(layout: Layout, index: number): Layout {
  return { ...layout, panes: layout.panes.map((pane, at) => (at === index ? { ...pane, is_card_open: !pane.is_card_open } : pane)) };
}

/** On a narrow screen: from the room back to the list. */
export function back(layout: Layout): Layout {
  return { ...layout, narrow: 'list' };
}

/** Closes the panes of rooms that are gone. */
export function dropRooms(layout: Layout, isGone: (room: number) => boolean): Layout {
  let result = layout;
  for (let index = layout.panes.length - 1; index >= 0; index -= 1) {
    const pane = layout.panes[index];
    if (pane && isGone(pane.room)) result = closePane(result, index);
  }
  return result;
}

/** What was stored, if it still makes a layout; anything else is an empty one. */
export function parseLayout(text: string | null): Layout {
  if (text === null) return EMPTY_LAYOUT;
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value !== 'object' || value === null || !('panes' in value) || !Array.isArray(value.panes)) return EMPTY_LAYOUT;
    const panes: Pane[] = [];
    for (const pane of (value.panes as Partial<Pane>[]).slice(0, PANES_MAX)) {
      if (!Number.isSafeInteger(pane.room) || panes.some((other) => other.room === pane.room)) continue;
      panes.push({ key: freeKey(panes), room: pane.room as number, is_card_open: pane.is_card_open === true });
    }
    const focused = 'focused' in value && typeof value.focused === 'number' ? value.focused : 0;
    return { panes, focused: panes[focused] ? focused : 0, narrow: 'list' };
  } catch {
    return EMPTY_LAYOUT;
  }
}
