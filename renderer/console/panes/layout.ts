/**
 * Which rooms are shown, tiled. Pure transitions:
 *
 *   openHere ──▶ replaces the room of the focused pane      openBeside ──▶ adds a pane after the focused one
 *   a room already shown is only focused; it never stands in two panes, nor in a pane and in a window of its own
 *   a pinned pane keeps its room: what would replace it goes to the nearest pane that is not pinned, or into a new one
 *   close ──▶ the neighbour takes the focus                  back ──▶ on a narrow screen: the list again
 *   popOut ──▶ out of the tiles into a window of its own     dropPopped ──▶ that window is closed
 */
export const PANES_MAX = 6;

export type Pane = {
  /** Stays with the place on screen while rooms come and go in it, so that its width does too. */
  key: string;
  room: number;
  is_card_open: boolean;
  /** Never given to another room. */
  is_pinned: boolean;
};

export type Layout = {
  panes: readonly Pane[];
  /** Index of the focused pane; 0 when there is none. */
  focused: number;
  /** What a narrow screen shows. */
  narrow: 'list' | 'pane';
  /** Only the focused pane is shown; the others wait behind it. */
  is_alone: boolean;
  /** Rooms whose client is typing come into a free pane by themselves. */
  is_live: boolean;
  /** Rooms in windows of their own. These end with the page; the rooms come back as panes. */
  popped: readonly Pane[];
};

export const EMPTY_LAYOUT: Layout = { panes: [], focused: 0, narrow: 'list', is_alone: false, is_live: false, popped: [] };

const KEYS = ['a', 'b', 'c', 'd', 'e', 'f'] as const;

function freeKey(panes: readonly Pane[]): string {
  return KEYS.find((key) => panes.every((pane) => pane.key !== key)) ?? 'a';
}

const newPane = (panes: readonly Pane[], room: number): Pane => ({ key: freeKey(panes), room, is_card_open: false, is_pinned: false });

/** The focused pane, if any is open. */
export function focusedPane(layout: Layout): Pane | null {
  return layout.panes[layout.focused] ?? null;
}

/** The rooms on screen, those in windows of their own included. */
export function shownRooms(layout: Layout): Set<number> {
  return new Set([...layout.panes, ...layout.popped].map((pane) => pane.room));
}

/** Gives the focus to the pane at `index`; out of range changes nothing. */
export function focusPane(layout: Layout, index: number): Layout {
  if (!layout.panes[index]) return layout;
  if (layout.focused === index && layout.narrow === 'pane') return layout;
  return { ...layout, focused: index, narrow: 'pane' };
}

/** The pane in which a room would open: the focused one, or the nearest that is not pinned; -1 when there is none. */
export function openPane(layout: Layout): number {
  const free = layout.panes.flatMap((pane, index) => (pane.is_pinned ? [] : [index]));
  return free.sort((one, two) => Math.abs(one - layout.focused) - Math.abs(two - layout.focused))[0] ?? -1;
}

/** Shows the room in the focused pane. With six pinned panes nothing changes. */
export function openHere(layout: Layout, room: number): Layout {
  const at = openPane(layout);
  if (isPopped(layout, room)) return layout;
  const shown = layout.panes.findIndex((pane) => pane.room === room);
  if (shown >= 0) return focusPane(layout, shown);
  return at < 0 ? openNew(layout, room) : openAt(layout, at, room);
}

/** Shows the room in a new pane beside the focused one; with six open it takes the place of another. */
export function openBeside(layout: Layout, room: number): Layout {
  if (isPopped(layout, room)) return layout;
  const shown = layout.panes.findIndex((pane) => pane.room === room);
  if (shown >= 0) return focusPane(layout, shown);
  return layout.panes.length >= PANES_MAX ? openHere(layout, room) : openNew({ ...layout, is_alone: false }, room);
}

/** Shows the room in the pane at `index` and gives it the focus. */
export function openAt(layout: Layout, index: number, room: number): Layout {
  return { ...withRoom(layout, index, room), focused: index, narrow: 'pane' };
}

/** Shows the room in the pane at `index`; the focus stays where it is. */
export function withRoom(layout: Layout, index: number, room: number): Layout {
  return { ...layout, panes: layout.panes.map((pane, at) => (at === index ? { ...pane, room } : pane)) };
}

function openNew(layout: Layout, room: number): Layout {
  if (layout.panes.length >= PANES_MAX) return layout;
  const at = layout.panes.length === 0 ? 0 : layout.focused + 1;
  return { ...layout, panes: layout.panes.toSpliced(at, 0, newPane(layout.panes, room)), focused: at, narrow: 'pane' };
}

function isPopped(layout: Layout, room: number): boolean {
  return layout.popped.some((pane) => pane.room === room);
}

/** Closes the pane at `index`. */
export function closePane(layout: Layout, index: number): Layout {
  if (!layout.panes[index]) return layout;
  const panes = layout.panes.filter((_, at) => at !== index);
  const focused = Math.max(0, Math.min(index < layout.focused ? layout.focused - 1 : layout.focused, panes.length - 1));
  return { ...layout, panes, focused, narrow: panes.length === 0 ? 'list' : layout.narrow, is_alone: layout.is_alone && panes.length > 1 };
}

/** Takes the pane at `index` out of the tiles: its room has a window of its own now. */
export function popOut(layout: Layout, index: number): Layout {
  const pane = layout.panes[index];
  return pane ? { ...closePane(layout, index), popped: [...layout.popped, pane] } : layout;
}

/** The window goes with the page: its room is the last pane when that comes back, as it was before, as far as there is place. */
export function dockPopped(layout: Layout, room: number): Layout {
  const pane = layout.popped.find((one) => one.room === room);
  const rest = dropPopped(layout, room);
  return pane && rest.panes.length < PANES_MAX ? { ...rest, panes: [...rest.panes, { ...pane, key: freeKey(rest.panes) }] } : rest;
}

/** The room's own window is closed. */
export function dropPopped(layout: Layout, room: number): Layout {
  return isPopped(layout, room) ? { ...layout, popped: layout.popped.filter((pane) => pane.room !== room) } : layout;
}

/** Lets two panes change places; the focus goes with its pane. */
export function swapPanes(layout: Layout, one: number, two: number): Layout {
  const [first, second] = [layout.panes[one], layout.panes[two]];
  if (!first || !second || one === two) return layout;
  const focused = layout.focused === one ? two : layout.focused === two ? one : layout.focused;
  return { ...layout, panes: layout.panes.with(one, second).with(two, first), focused };
}

/** Pins the pane at `index`, or lets it go. */
export function togglePin(layout: Layout, index: number): Layout {
  return change(layout, index, (pane) => ({ ...pane, is_pinned: !pane.is_pinned }));
}

/** Shows the focused pane alone, or all of them again. */
export function toggleAlone(layout: Layout): Layout {
  return layout.panes.length < 2 && !layout.is_alone ? layout : { ...layout, is_alone: !layout.is_alone };
}

/** Shows or hides the order card of the pane at `index`. */
export function toggleCard(layout: Layout, index: number): Layout {
  return change(layout, index, (pane) => ({ ...pane, is_card_open: !pane.is_card_open }));
}

function change(layout: Layout, index: number, to: (pane: Pane) => Pane): Layout {
  return { ...layout, panes: layout.panes.map((pane, at) => (at === index ? to(pane) : pane)) };
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
    const popped = 'popped' in value && Array.isArray(value.popped) ? (value.popped as Partial<Pane>[]) : [];
    for (const pane of [...(value.panes as Partial<Pane>[]), ...popped].slice(0, PANES_MAX)) {
      if (!Number.isSafeInteger(pane.room) || panes.some((other) => other.room === pane.room)) continue;
      panes.push({ ...newPane(panes, pane.room as number), is_card_open: pane.is_card_open === true, is_pinned: pane.is_pinned === true });
    }
    const focused = 'focused' in value && typeof value.focused === 'number' ? value.focused : 0;
    const is_alone = 'is_alone' in value && value.is_alone === true && panes.length > 1;
    const is_live = 'is_live' in value && value.is_live === true;
    return { ...EMPTY_LAYOUT, panes, focused: panes[focused] ? focused : 0, is_alone, is_live };
  } catch {
    return EMPTY_LAYOUT;
  }
}
