import { useEffect, useMemo, useRef, useState } from 'react';
import type { SearchFilters, SearchHit } from '../../protocol/search';
import type { Sync } from '../sync/sync';

/** Shorter queries find too much to be of use. */
const QUERY_MIN = 2;
/** So long nobody types before the server is asked. */
const PAUSE_MS = 180;

export type Search = {
  state: 'idle' | 'searching' | 'done' | 'failed';
  /** What the last answer brought; the ones before stay while the next is on its way. */
  hits: readonly SearchHit[];
  has_more: boolean;
  problem: 'offline' | 'slow' | null;
  showMore(): void;
};

type Found = Pick<Search, 'state' | 'hits' | 'problem'> & { next_page: string | null };

const nothing: Found = { state: 'idle', hits: [], problem: null, next_page: null };

/** What the messages say about a query: asked for when typing pauses; an answer to an older query is never shown. */
export function useSearch(sync: Sync, query: string, filters: SearchFilters): Search {
  const text = query.trim();
  const isAsked = text.length >= QUERY_MIN;
  const key = JSON.stringify(filters);
  const [found, setFound] = useState<Found>(nothing);
  const turn = useRef(0);

  useEffect(() => {
    turn.current += 1;
    if (!isAsked) return setFound(nothing);
    setFound((before) => ({ ...before, state: 'searching', problem: null }));
    const timer = setTimeout(() => void ask(sync, text, JSON.parse(key) as SearchFilters, null, turn.current, turn, setFound), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [sync, text, key, isAsked]);

  const { next_page } = found;
  return useMemo(
    () => ({
      ...found,
      has_more: next_page !== null,
      showMore: () => void ask(sync, text, JSON.parse(key) as SearchFilters, next_page, turn.current, turn, setFound),
    }),
    [found, next_page, sync, text, key],
  );
}

type Turn = { readonly current: number };

async function ask(sync: Sync, query: string, filters: SearchFilters, page: string | null, mine: number, turn: Turn, setFound: (change: (before: Found) => Found) => void) {
  const answer = await sync.search({ query, filters, ...(page === null ? {} : { page }) });
  if (turn.current !== mine) return;
  if (!answer.ok) {
    const problem = answer.error.code === 'offline' || answer.error.code === 'timeout' ? 'offline' : 'slow';
    return setFound((before) => ({ ...before, state: 'failed', problem, hits: page === null ? [] : before.hits }));
  }
  const { hits, next_page } = answer;
  setFound((before) => ({ state: 'done', problem: null, next_page, hits: page === null ? hits : [...before.hits, ...hits] }));
}
