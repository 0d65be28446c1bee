import type { Caller } from '../caller';
import { READS_NOTES } from './notes';
import { marked, stems, wordsOf, type FoundRow, type RunSearch, type Wanted } from './search';

/**
 * Notes that hold every word, in any of its forms or as a part of a longer one; a word that stands around the conversation needs not stand
 * in the note. Newest first. Notes are few beside messages, so they are read room by room and have no index of their own.
 */
export async function findNotes(run: RunSearch, caller: Caller, wanted: Wanted): Promise<FoundRow[]> {
  const bind: unknown[] = [caller.user, caller.order];
  const place = (value: unknown) => `$${bind.push(value)}`;
  const asked = wanted.words.map(place);
  const has = (word: string) =>
    `(${wordsOf('n.note')} @@ ${stems(word)} OR position(${word}::text IN replace(lower(n.note), 'ё', 'е')) > 0)`;
  const groups = wanted.groups.map(({ rooms, found }) => {
    const left = asked.filter((_, index) => !found[index]);
    const condition = left.length > 0 ? left.map(has).join(' AND ') : asked.map(has).join(' OR ');
    return `(n.room = ANY(${place(rooms)}::bigint[]) AND (${condition}))`;
  });
  const { sender, from, to } = wanted.filters;
  const conditions = [READS_NOTES, 'n.deleted_at IS NULL', `(${groups.join(' OR ')})`];
  if (sender !== undefined) conditions.push(`n.author = ${place(sender)}`);
  if (from !== undefined) conditions.push(`n.created_at >= ${place(from)}::timestamptz`);
  if (to !== undefined) conditions.push(`n.created_at < ${place(to)}::timestamptz`);
  return run(
    `SELECT n.id, n.room, greatest(n.after_seq, 1) AS seq, n.author AS sender, n.created_at, n.note AS message, u.first_name, u.last_name,
            ${marked('n.note', asked)} AS marked
       FROM notes n JOIN users u ON u.id = n.author WHERE ${conditions.join(' AND ')} ORDER BY n.id DESC LIMIT ${place(wanted.limit)}`,
    bind,
  );
}
