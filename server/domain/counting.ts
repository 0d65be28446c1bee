import { workingTimeBetween } from '../../protocol/business_time';
import { targetOf, type Policy, policyFor } from '../../protocol/service_level';
import type { ReportQuery } from '../database/report_pool';
import type { CountedMessage, Turn } from '../models/report';
import type { Parts } from '../parts';
import { presentPolicy } from '../present/policy';
import { allPolicies } from '../sql/policies';
import {
  addMessages,
  countingCursor,
  insertTurns,
  lockCounting,
  messagesToCount,
  nextMessages,
  rememberSeen,
  roomsToCount,
  saveCountedRooms,
  saveCountedUpTo,
  waiversOf,
  type CountedQuarter,
  type CountedRoom,
  type RoomToCount,
  type TurnToKeep,
} from '../sql/report_counting';
import { turnsOf } from './turns';

/*
 * Counts messages for reports as they come. What is new is found by the numbers of messages, so a look costs by what came since the last one and
 * not by how many rooms there are; behind a number that is passed for good none can come any more (`CountingCursor`), and what lies between is
 * looked at again. How far a room is counted stands with the room and moves in the transaction that keeps what was counted, so a message counts
 * once, whoever is killed when, and whatever is looked at twice. One server counts at a time.
 */

/** Messages by which rooms are found, at once. */
const LOOKED_AT = 10_000;
const ROOMS = 200;
const MESSAGES = 10_000;
const QUARTER_MS = 15 * 60_000;

/** Counts until nothing is left, or `isOver` says so. Answers how many messages were counted. */
export async function countForReports(parts: Pick<Parts, 'db' | 'reports'>, isOver: () => boolean = () => false): Promise<number> {
  let sum = 0;
  let reached = 0;
  while (!isOver()) {
    const policies = (await allPolicies(parts.db, null)).map(presentPolicy);
    const batch = await parts.reports.run('write', (query) => countBatch(query, policies, reached));
    if (batch === null) return sum;
    sum += batch.counted;
    reached = batch.reached;
    if (batch.isLast) return sum;
  }
  return sum;
}

/** One transaction's worth, behind the message that was `reached`; null: somebody else is at it. */
async function countBatch(query: ReportQuery, policies: readonly Policy[], reached: number): Promise<{ counted: number; reached: number; isLast: boolean } | null> {
  if (!(await lockCounting(query))) return null;
  const { message, bound } = await countingCursor(query);
  const from = Math.max(message, reached);
  const next = await nextMessages(query, from, LOOKED_AT);
  const rooms = next.size === 0 ? [] : await roomsToCount(query, next.rooms, ROOMS);
  const messages = rooms.length === 0 ? [] : await messagesToCount(query, rooms, MESSAGES);
  if (messages.length > 0) await keep(query, policies, rooms, messages);
  if (messages.length > 0 && (rooms.length === ROOMS || messages.length === MESSAGES)) return { counted: messages.length, reached: from, isLast: false };
  await saveCountedUpTo(query, Math.min(next.last, bound));
  // What was seen last is passed, or nothing was: from here on the next ones are waited for.
  if (next.last >= bound) await rememberSeen(query);
  return { counted: messages.length, reached: next.last, isLast: next.size < LOOKED_AT };
}

async function keep(query: ReportQuery, policies: readonly Policy[], rooms: readonly RoomToCount[], messages: readonly (CountedMessage & { room: number })[]): Promise<void> {
  const ofRoom = byRoom(messages);
  const waivers = byRoom(await waiversOf(query, [...ofRoom.keys()]));
  const turns: TurnToKeep[] = [];
  const counted: CountedRoom[] = [];
  for (const room of rooms) {
    const own = ofRoom.get(room.id);
    if (own === undefined) continue;
    const waiting = room.asked_seq === null || room.asked_at === null ? null : { asked_seq: room.asked_seq, asked_at: room.asked_at };
    const { turns: ended, after } = turnsOf({ waiting, is_answered: room.is_answered }, own, waivers.get(room.id) ?? []);
    turns.push(...ended.map((turn) => ({ ...turn, room: room.id, ...judged(turn, room, policies) })));
    counted.push({ room: room.id, counted_seq: own.at(-1)!.seq, asked_seq: after.waiting?.asked_seq ?? null, asked_at: after.waiting?.asked_at ?? null, is_answered: after.is_answered });
  }
  await insertTurns(query, turns);
  await saveCountedRooms(query, counted);
  await addMessages(query, quartersOf(messages));
}

function byRoom<T extends { room: number }>(list: readonly T[]): Map<number, T[]> {
  const groups = new Map<number, T[]>();
  for (const one of list) {
    const known = groups.get(one.room);
    if (known) known.push(one);
    else groups.set(one.room, [one]);
  }
  return groups;
}

/** How long it took in working time, and whether that was in time: by the policies as they are when it is counted. */
function judged(turn: Turn, { priority, team }: Pick<RoomToCount, 'priority' | 'team'>, policies: readonly Policy[]): Pick<TurnToKeep, 'working_seconds' | 'is_met'> {
  const policy = turn.expert === null ? undefined : policyFor(policies, { priority, team });
  if (policy === undefined) return { working_seconds: null, is_met: null };
  const working = workingTimeBetween(policy.calendar, turn.asked_at.getTime(), turn.closed_at.getTime());
  const target = targetOf(policies, { priority, team, is_answered: !turn.is_first });
  return { working_seconds: Math.round(working / 1000), is_met: target && working <= target.minutes * 60_000 };
}

function quartersOf(messages: readonly CountedMessage[]): CountedQuarter[] {
  const sums = new Map<string, CountedQuarter>();
  for (const { side, sender, created_at } of messages) {
    const quarter = Math.floor(created_at.getTime() / QUARTER_MS) * QUARTER_MS;
    const who = side === 'client' ? 0 : sender;
    const key = `${quarter} ${who}`;
    const known = sums.get(key);
    if (known) known.messages += 1;
    else sums.set(key, { quarter: new Date(quarter), sender: who, messages: 1 });
  }
  // In one order, so that two never wait for each other.
  return [...sums.values()].sort((one, two) => one.quarter.getTime() - two.quarter.getTime() || one.sender - two.sender);
}
