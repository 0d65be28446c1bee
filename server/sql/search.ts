import type { SearchFilters } from '../../protocol/search';
import type { Caller } from '../caller';

/** Runs a statement of search on its own connection. */
export type RunSearch = <Row extends object>(sql: string, bind: unknown[]) => Promise<Row[]>;

/** The words of a text, as `messages_by_word` has them. */
const spaced = (text: string) => `regexp_replace(${text}, '[^[:alnum:]]', ' ', 'g')`;
/** The words of a text in all their forms. */
export const wordsOf = (text: string) => `to_tsvector('russian', ${spaced(text)})`;
const WORDS = wordsOf('m.message');
/** A text as `messages_by_part` has it. */
const latin = (text: string) => `translate(lower(${text}), 'абвгдеёжзийклмнопрстуфхцчшщъыьэюя', 'abvgdeejziyklmnoprstufhc4w37689qx')`;

/** Shorter pieces stand in too many words for an index. */
const PART_MIN = 3;

/** Rooms of the caller in which the same words of the query are found around the conversation: in order number, title or names. */
export type RoomGroup = { rooms: number[]; found: boolean[] };

/** The rooms that may be searched, by which of the words stand around their conversation. */
export async function searchedRooms(run: RunSearch, caller: Caller, room: number | undefined, words: readonly string[]): Promise<RoomGroup[]> {
  return run<RoomGroup>(
    `SELECT found, array_agg(id) AS rooms FROM (
       SELECT r.id, ARRAY(SELECT position(word IN around.text) > 0 FROM unnest($4::text[]) WITH ORDINALITY AS w (word, n) ORDER BY n) AS found
         FROM participants me
         JOIN sessions s ON s.id = $3 AND s."user" = me."user" AND s.revoked_at IS NULL AND s.expires_at > now()
         JOIN users mine ON mine.id = me."user" AND mine.disabled_at IS NULL
         JOIN rooms r ON r.id = me.room
         JOIN orders o ON o.id = r."order"
         CROSS JOIN LATERAL (
           SELECT replace(lower(o.id || ' ' || o.title || ' ' || coalesce(string_agg(u.first_name || ' ' || u.last_name, ' '), '')), 'ё', 'е') AS text
             FROM participants p JOIN users u ON u.id = p."user" WHERE p.room = r.id AND p.left_at IS NULL) around
        WHERE me."user" = $1 AND me.left_at IS NULL AND ($2::bigint IS NULL OR r."order" = $2) AND ($5::bigint IS NULL OR r.id = $5)
     ) x GROUP BY found`,
    [caller.user, caller.order, caller.session, [...words], room ?? null],
  );
}

export type FoundRow = {
  id: number;
  room: number;
  seq: number;
  sender: number;
  first_name: string;
  last_name: string;
  created_at: Date;
  message: string;
  /** The text with \x01 and \x02 around its found words, and a space for each character that is no letter and no digit. */
  marked: string;
};

export type Wanted = {
  words: readonly string[];
  groups: readonly RoomGroup[];
  filters: Omit<SearchFilters, 'room'>;
  /** Results older than this message. */
  before: number | null;
  limit: number;
};

/** Messages that hold every word, in any of its forms; a word that stands around the conversation needs not stand in the message. Newest first. */
export async function findByWords(run: RunSearch, wanted: Wanted): Promise<FoundRow[]> {
  const { bind, place } = binder();
  const words = wanted.words.map(place);
  return run(found(wanted, place, words, (left, isAny) => [holdsWords(words, left, isAny)]), bind);
}

/**
 * Messages that hold every word, or what is left of it without its ending, as a part of a longer one; without those that `findByWords`
 * finds. Without the index for parts: as a beginning of a longer one.
 */
export async function findByParts(run: RunSearch, wanted: Wanted, hasParts: boolean): Promise<FoundRow[]> {
  if (!wanted.words.some((word) => word.length >= PART_MIN)) return [];
  const { bind, place } = binder();
  const words = wanted.words.map(place);
  const pieces = hasParts ? await stemsOf(run, wanted.words) : [];
  const parts = new Map<number, string>();
  const holds = (index: number) => {
    if (wanted.words[index]!.length < PART_MIN) return `${WORDS} @@ ${stems(words[index]!)}`;
    if (!hasParts) return `${WORDS} @@ to_tsquery('russian', ${words[index]}::text || ':*')`;
    const piece = parts.get(index) ?? place(pieces[index]);
    parts.set(index, piece);
    return `(${latin('m.message')} LIKE '%' || ${latin(`${piece}::text`)} || '%' AND position(${piece} IN replace(lower(m.message), 'ё', 'е')) > 0)`;
  };
  const condition = (left: readonly number[], isAny: boolean) => [
    `(${left.map(holds).join(isAny ? ' OR ' : ' AND ')})`,
    `NOT ${holdsWords(words, left, isAny)}`,
  ];
  return run(found(wanted, place, words, condition), bind);
}

/** The words without their endings, as the index of words has them; those that would become too short stay as they are. */
async function stemsOf(run: RunSearch, words: readonly string[]): Promise<string[]> {
  const rows = await run<{ stem: string | null }>(
    `SELECT (CASE WHEN word ~ '^[a-z0-9]+$' THEN ts_lexize('english_stem', word) ELSE ts_lexize('russian_stem', word) END)[1] AS stem
       FROM unnest($1::text[]) WITH ORDINALITY AS w (word, n) ORDER BY n`,
    [[...words]],
  );
  return words.map((word, index) => {
    const stem = rows[index]?.stem ?? word;
    return stem.length >= PART_MIN && word.startsWith(stem) ? stem : word;
  });
}

/** Whether the index for parts of words is there. */
export const HAS_PARTS = `SELECT 1 FROM pg_class WHERE oid = to_regclass('messages_by_part')`;

export const stems = (word: string) => `plainto_tsquery('russian', ${word})`;

/** A text with marks around the found words, as `FoundRow` says. */
export const marked = (text: string, asked: readonly string[]) =>
  `ts_headline('russian', ${spaced(text)}, ${asked.map(stems).join(' || ')}, 'HighlightAll=true, StartSel=' || chr(1) || ', StopSel=' || chr(2))`;

function binder() {
  const bind: unknown[] = [];
  return { bind, place: (value: unknown) => `$${bind.push(value)}` };
}

function holdsWords(words: readonly string[], left: readonly number[], isAny: boolean): string {
  return `${WORDS} @@ (${left.map((index) => stems(words[index]!)).join(isAny ? ' || ' : ' && ')})`;
}

/** What has to hold for a message: the first condition is asked of every message, the others only until there are enough. */
type ConditionOf = (left: readonly number[], isAny: boolean) => string[];

/**
 * The newest messages for which the conditions hold. Each group of rooms is searched by itself, since each looks for other words: those
 * that do not stand around its conversations, or else any of them. So each gets the plan that fits it.
 */
function found({ words: asked, groups, filters, before, limit }: Wanted, place: (value: unknown) => string, words: readonly string[], conditionOf: ConditionOf): string {
  const narrowing: string[] = [];
  if (filters.sender !== undefined) narrowing.push(`m.sender = ${place(filters.sender)}`);
  if (filters.has_file) narrowing.push('EXISTS (SELECT 1 FROM attachments a WHERE a.message = m.id)');
  if (filters.from !== undefined) narrowing.push(`m.created_at >= ${place(filters.from)}::timestamptz`);
  if (filters.to !== undefined) narrowing.push(`m.created_at < ${place(filters.to)}::timestamptz`);
  if (before !== null) narrowing.push(`m.id < ${place(before)}`);
  const most = place(limit);
  const all = asked.map((_, index) => index);
  const arms = groups.map(({ rooms, found: around }) => {
    const left = all.filter((index) => !around[index]);
    const [first, ...rest] = left.length > 0 ? conditionOf(left, false) : conditionOf(all, true);
    const newest = `SELECT m.* FROM messages m WHERE ${['m.deleted_at IS NULL', `m.room = ANY(${place(rooms)}::bigint[])`, first, ...narrowing].join(' AND ')} ORDER BY m.id DESC`;
    // OFFSET 0 keeps the costly rest out of the search itself.
    return rest.length === 0 ? `(${newest} LIMIT ${most})` : `(SELECT * FROM (${newest} OFFSET 0) m WHERE ${rest.join(' AND ')} LIMIT ${most})`;
  });
  return `
    SELECT m.id, m.room, m.seq, m.sender, m.created_at, m.message, u.first_name, u.last_name,
           ${marked('m.message', words)} AS marked
      FROM (SELECT * FROM (${arms.join(' UNION ALL ')}) m ORDER BY m.id DESC LIMIT ${most}) m
      JOIN users u ON u.id = m.sender ORDER BY m.id DESC`;
}
