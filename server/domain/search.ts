import type { SearchAnswer, SearchFilters, SearchHit } from '../../protocol/search';
import type { Caller } from '../caller';
import { SearchEnded } from '../database/search_pool';
import type { Parts } from '../parts';
import { iso } from '../present/time';
import { Refusal } from '../refusal';
import { findNotes } from '../sql/note_search';
import { findByParts, findByWords, HAS_PARTS, searchedRooms, type FoundRow, type RunSearch, type Wanted } from '../sql/search';
import { excerptOf, splitWords } from './excerpt';

/** Words of a query that count; a longer one is somebody's pasted text. */
const WORDS_MAX = 8;
const RETRY_AFTER_S = 1;

export type SearchRequest = { query: string; filters: SearchFilters; page: string | undefined; limit: number };

/** Where a page begins: among the hits by whole words or among those by parts, and behind which message. */
type Place = { among: 'words' | 'parts'; before: number | null };

/**
 * One page of what the caller's rooms say about the query. Refuses with `not_found` for a room that is not his, and with `unavailable`
 * when the signal stops it or it takes too long.
 */
export async function search(parts: Parts, caller: Caller, request: SearchRequest, signal: AbortSignal): Promise<SearchAnswer> {
  await parts.limits.take('search', String(caller.user));
  const place = parsePlace(request.page);
  const words = splitWords(request.query, WORDS_MAX);
  try {
    return await parts.search.run(signal, async (run) => {
      const { room, ...filters } = request.filters;
      const groups = await searchedRooms(run, caller, room, words);
      if (groups.length === 0 && room !== undefined) throw new Refusal('not_found');
      if (groups.length === 0 || words.length === 0) return { hits: [], next_page: null };
      const wanted = { words, groups, filters, before: place.before, limit: request.limit };
      const messages = await find(run, wanted, place.among);
      const notes = request.page === undefined && !filters.has_file ? await notesOf(run, caller, wanted) : [];
      return { ...messages, hits: [...notes, ...messages.hits] };
    });
  } catch (error) {
    if (error instanceof SearchEnded) throw new Refusal('unavailable', { retry_after: RETRY_AFTER_S });
    throw error;
  }
}

/** Most notes that stand before the messages of the first page. */
const NOTES_MAX = 10;

/** What is found in the notes; nothing for whoever may not read them, and when it takes too long. */
async function notesOf(run: RunSearch, caller: Caller, wanted: Wanted): Promise<SearchHit[]> {
  if (caller.role === 'client' || caller.order !== null) return [];
  const rows = await findNotes(run, caller, { ...wanted, limit: NOTES_MAX }).catch((error: unknown) => {
    if ((error as { code?: unknown }).code === CANCELLED) return [];
    throw error;
  });
  return rows.map((row) => ({ ...presentHit(row, wanted.words), kind: 'note' as const }));
}

async function find(run: RunSearch, wanted: Wanted, among: Place['among']): Promise<SearchAnswer> {
  const { limit } = wanted;
  const whole = among === 'words' ? await findByWords(run, { ...wanted, limit: limit + 1 }) : [];
  if (whole.length > limit) return answer(wanted, whole.slice(0, limit), `w${whole[limit - 1]!.id}`);
  const before = among === 'parts' ? wanted.before : null;
  const hasParts = (await run(HAS_PARTS, [])).length > 0;
  const left = limit - whole.length;
  const rest = await findByParts(run, { ...wanted, before, limit: left + 1 }, hasParts).catch((error: unknown) => {
    // Parts of words may take too long; what was found by whole words stands.
    if (whole.length > 0 && (error as { code?: unknown }).code === CANCELLED) return [];
    throw error;
  });
  const shown = rest.slice(0, left);
  const next = rest.length > left ? `p${shown.at(-1)?.id ?? ''}` : null;
  return answer(wanted, [...whole, ...shown], next);
}

/** PostgreSQL's code for a statement that took too long. */
const CANCELLED = '57014';

function answer({ words }: Wanted, rows: readonly FoundRow[], next_page: string | null): SearchAnswer {
  return { hits: rows.map((row) => presentHit(row, words)), next_page };
}

function presentHit(row: FoundRow, words: readonly string[]): SearchHit {
  return {
    kind: 'message',
    id: row.id,
    room: row.room,
    seq: row.seq,
    sender: row.sender,
    sender_name: `${row.first_name} ${row.last_name}`,
    created_at: iso(row.created_at),
    excerpt: excerptOf(row.message, row.marked, words),
  };
}

function parsePlace(page: string | undefined): Place {
  if (page === undefined) return { among: 'words', before: null };
  const match = /^([wp])(\d{1,15})?$/.exec(page);
  if (match === null) throw new Refusal('bad_request');
  return { among: match[1] === 'w' ? 'words' : 'parts', before: match[2] === undefined ? null : Number(match[2]) };
}
