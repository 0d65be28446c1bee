import { z } from 'zod';
import { count, countText, id, idText, time } from './fields';
import { SEARCH_PAGE, SEARCH_PAGE_MAX, SEARCH_TEXT_MAX } from './limits';
import { isCleanText } from './text';

/** Searching what was written in the caller's rooms: what is asked, and what is found. */

const text = z.string().max(SEARCH_TEXT_MAX).refine((value) => isCleanText(value) && value.trim() !== '');
/** Opaque place in the results, as the answer before named it. */
const page = z.string().max(30);

export const searchFilters = z.strictObject({
  room: id.optional(),
  sender: id.optional(),
  /** Only messages with at least one file. */
  has_file: z.literal(true).optional(),
  /** Written at or after this moment. */
  from: time.optional(),
  /** Written before this moment. */
  to: time.optional(),
});

export const searchRun = z.strictObject({ query: text, filters: searchFilters.optional(), page: page.optional() });

export const searchQuery = z.strictObject({
  q: text,
  room: idText.optional(),
  sender: idText.optional(),
  has_file: z.literal('true').transform(() => true as const).optional(),
  from: time.optional(),
  to: time.optional(),
  limit: countText.pipe(z.number().min(1).max(SEARCH_PAGE_MAX)).default(SEARCH_PAGE),
  page: page.optional(),
});

export type SearchFilters = z.output<typeof searchFilters>;

/** A piece of a text as data: `ranges` are the found places in it, [from, to) in UTF-16 units, ascending. Never HTML. */
export const excerpt = z.object({ text: z.string(), ranges: z.array(z.tuple([count, count])) });

/** One found thing; readers pass over kinds that they do not know. */
export const searchHit = z.object({
  /** `note`: an internal one, only for experts; `seq` is that of the message behind which it stands. */
  kind: z.enum(['message', 'note']),
  id,
  room: id,
  seq: count,
  sender: id,
  sender_name: z.string(),
  created_at: time,
  excerpt,
});

/** Newest first; those with the whole words stand before those with parts of words. */
export const searchAnswer = z.object({ hits: z.array(searchHit), next_page: z.string().nullable() });

export type Excerpt = z.infer<typeof excerpt>;
export type SearchHit = z.infer<typeof searchHit>;
export type SearchAnswer = z.infer<typeof searchAnswer>;
