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
type GroupRow = { rooms: string[]; found: boolean[] };

/** The rooms that may be searched, by which of the words stand around their conversation. */
export async function searchedRooms(run: RunSearch, caller: Caller, room: number | undefined, words: readonly string[]): Promise<RoomGroup[]> {
  const rows = await run<GroupRow>(
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
  return rows.map(({ rooms, found }) => ({ rooms: rooms.map(Number), found }));
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
  return run(found(wanted, place, words, wordsCondition(wanted, place, words)), bind);
}

/**
 * Messages that hold every word as a whole or as a part of a longer one, without those that `findByWords` finds. Without the index for
 * parts: as a beginning of a longer one.
 */
export async function findByParts(run: RunSearch, wanted: Wanted, hasParts: boolean): Promise<FoundRow[]> {
  if (!wanted.words.some((word) => word.length >= PART_MIN)) return [];
  const { bind, place } = binder();
  const words = wanted.words.map(place);
  const has = (word: string, index: number) => {
    const whole = `${WORDS} @@ ${stems(word)}`;
    if (wanted.words[index]!.length < PART_MIN) return whole;
    if (!hasParts) return `${WORDS} @@ to_tsquery('russian', ${word}::text || ':*')`;
    const part = `${latin('m.message')} LIKE '%' || ${latin(`${word}::text`)} || '%' AND position(${word} IN replace(lower(m.message), 'ё', 'е')) > 0`;
    return `(${whole} OR (${part}))`;
  };
  const parts = byGroup(wanted, place, (indexes, isAny) => `(${indexes.map((index) => has(words[index]!, index)).join(isAny ? ' OR ' : ' AND ')})`);
  return run(found(wanted, place, words, `${parts} AND NOT ${wordsCondition(wanted, place, words)}`), bind);
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

function wordsCondition(wanted: Wanted, place: (value: unknown) => string, words: readonly string[]): string {
  return byGroup(wanted, place, (indexes, isAny) => `${WORDS} @@ (${indexes.map((index) => stems(words[index]!)).join(isAny ? ' || ' : ' && ')})`);
}

/** What each group of rooms still has to find in its messages: the words that do not stand around them, or else any of them. */
function byGroup(wanted: Wanted, place: (value: unknown) => string, condition: (indexes: number[], isAny: boolean) => string): string {
  const all = wanted.words.map((_, index) => index);
  const alternatives = wanted.groups.map(({ rooms, found: around }) => {
    const left = all.filter((index) => !around[index]);
    return { rooms, condition: left.length > 0 ? condition(left, false) : condition(all, true) };
  });
  if (alternatives.length === 1) return `(${alternatives[0]!.condition})`;
  return `(${alternatives.map((one) => `(m.room = ANY(${place(one.rooms)}::bigint[]) AND ${one.condition})`).join(' OR ')})`;
}

function found({ groups, filters, before, limit }: Wanted, place: (value: unknown) => string, words: readonly string[], condition: string): string {
  const conditions = ['m.deleted_at IS NULL', `m.room = ANY(${place(groups.flatMap(({ rooms }) => rooms))}::bigint[])`, condition];
  if (filters.sender !== undefined) conditions.push(`m.sender = ${place(filters.sender)}`);
  if (filters.from !== undefined) conditions.push(`m.created_at >= ${place(filters.from)}::timestamptz`);
  if (filters.to !== undefined) conditions.push(`m.created_at < ${place(filters.to)}::timestamptz`);
  if (before !== null) conditions.push(`m.id < ${place(before)}`);
  return `
    SELECT m.id, m.room, m.seq, m.sender, m.created_at, m.message, u.first_name, u.last_name,
           ${marked('m.message', words)} AS marked
      FROM (SELECT * FROM messages m WHERE ${conditions.join(' AND ')} ORDER BY m.id DESC LIMIT ${place(limit)}) m
      JOIN users u ON u.id = m.sender ORDER BY m.id DESC`;
}
