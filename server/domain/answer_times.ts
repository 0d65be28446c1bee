import type { Caller } from '../caller';
import type { Parts } from '../parts';
import { Refusal } from '../refusal';
import { medianAnswerSeconds } from '../sql/answer_times';
import { currentParticipants, findRoom } from '../sql/membership';
import { expertOfOrder } from '../sql/orders';

const ANSWERS = 50;
/** Fewer answers than these say nothing. */
const FEWEST = 3;
const KEPT_MS = 10 * 60_000;
const KEPT_MOST = 10_000;

type Kept = { until: number; seconds: Promise<number | null> };
/** One memory for each server's database; it goes with it. */
const memories = new WeakMap<object, Map<number, Kept>>();

/** How long the room's expert usually takes to answer, in seconds; null when that is not known. Counted at most every ten minutes. */
export async function usualAnswer(parts: Parts, caller: Caller, room: number): Promise<{ answer_seconds: number | null }> {
  const found = await findRoom(parts.db, null, caller, room);
  if (found === undefined) throw new Refusal('not_found');
  // The responsible one; where nobody is, whoever helps in his place.
  const experts = (await currentParticipants(parts.db, null, room)).filter(({ role }) => role === 'expert');
  const expert = (await expertOfOrder(parts.db, null, found.order)) ?? experts[0]?.user;
  return { answer_seconds: expert === undefined ? null : await remembered(parts, expert) };
}

function remembered({ db }: Pick<Parts, 'db'>, expert: number): Promise<number | null> {
  const memory = memories.get(db) ?? new Map<number, Kept>();
  memories.set(db, memory);
  const kept = memory.get(expert);
  if (kept !== undefined && kept.until > Date.now()) return kept.seconds;
  if (memory.size >= KEPT_MOST) memory.clear();
  const seconds = medianAnswerSeconds(db, expert, ANSWERS, FEWEST);
  seconds.catch(() => memory.delete(expert));
  memory.set(expert, { until: Date.now() + KEPT_MS, seconds });
  return seconds;
}
