import { useEffect, useState } from 'react';
import type { Message } from '../../protocol/entities';

/** Messages drawn at first and after coming back to the end; more come in steps as the reader goes up, each small enough for one frame. */
const DRAWN = 100;
const STEP = 20;
const DRAWN_MAX = 2 * DRAWN;

export type TimelineWindow = {
  messages: readonly Message[];
  /** Loaded messages exist above the drawn ones. */
  has_hidden: boolean;
  showOlder(): void;
  /** Draws everything that is loaded, and what will be. */
  showAll(): void;
  /** The upper edge stands at what is loaded: what comes above it is drawn in steps. */
  hold(): void;
};

/** Draws only the end of a long loaded conversation, so that a room read through all day stays light. */
export function useTimelineWindow(loaded: readonly Message[], keep_from: number | null, is_at_end: boolean): TimelineWindow {
  const [chosen, setFrom] = useState<number | null>(null);
  // The reader was brought to an earlier part of the conversation: an edge behind all of it was another window's, and must not cut this one when it grows.
  const isForeign = chosen !== null && loaded.length > 0 && chosen > loaded.at(-1)!.seq;
  if (isForeign) setFrom(loaded[0]!.seq);
  const from = isForeign ? loaded[0]!.seq : chosen;
  const newest = loaded[Math.max(0, loaded.length - DRAWN)]?.seq ?? 0;
  const start = from ?? (keep_from === null ? newest : Math.min(newest, keep_from));
  const index = Math.max(0, loaded.findIndex((message) => message.seq >= start));
  const isTooMuch = is_at_end && from !== null && loaded.length - index > DRAWN_MAX;

  // Away from the end the upper edge stands still: what the reader looks at must not be taken away by what comes below.
  const isLoose = !is_at_end && from === null && loaded.length > 0;
  useEffect(() => {
    if (isTooMuch) setFrom(newest);
    else if (isLoose) setFrom(start);
  }, [isTooMuch, isLoose, newest, start]);

  return {
    messages: index === 0 ? loaded : loaded.slice(index),
    has_hidden: index > 0,
    showOlder: () => setFrom(loaded[Math.max(0, index - STEP)]?.seq ?? 0),
    showAll: () => setFrom(0),
    hold: () => setFrom(loaded[0]?.seq ?? 0),
  };
}
