import { useMemo } from 'react';
import { useStore } from 'zustand';
import { useConsole, useDesk } from '../context';
import type { Pane } from '../panes/layout';
import { shownRooms } from '../panes/layout';

const none: readonly number[] = [];

/**
 * The rooms that are kept drawn behind this pane, out of sight: the one that the conveyor has just left, as it was left (text, scroll place
 * and caret are still in it), and the one that it brings next.
 */
export function useKeptReady(pane: Pane): readonly number[] {
  const { conveyor } = useConsole();
  const isHere = useStore(conveyor, (state) => state.pane === pane.key);
  const visited = useStore(conveyor, (state) => state.visited);
  const next = useStore(conveyor, (state) => state.ahead[0]);
  const layout = useDesk((state) => state.layout);
  return useMemo(() => {
    if (!isHere) return none;
    const shown = shownRooms(layout);
    const previous = visited.findLast((room) => !shown.has(room));
    return [...new Set([previous, next])].filter((room) => room !== undefined && !shown.has(room)) as number[];
  }, [isHere, visited, next, layout]);
}
