import { Transaction } from 'sequelize';
import type { Room } from '../../protocol/entities';
import type { InboxAnswer } from '../../protocol/requests';
import { ROOMS_PAGE_BEHIND, ROOMS_PAGE_MAX } from '../../protocol/limits';
import type { Caller } from '../caller';
import { editMs } from '../config';
import type { Parts } from '../parts';
import { presentRoom } from '../present/room';
import { Refusal } from '../refusal';
import { changedRooms, inboxTotals, listRooms, lostRooms, snapshotBounds, type RoomFilter, type RoomSort } from '../sql/inbox';

/**
 * Where a reader of the inbox stands: everything written by transactions before `from` is known to him. In the middle of several pages
 * also the place reached, and the `from` to go on with after the last page: the bound of the first page's snapshot.
 */
type Cursor = { from: string; page: { changed: string; room: number; next: string } | null };
const beginning: Cursor = { from: '0', page: null };

function parseCursor(text: string | undefined): { history: string; at: Cursor } | undefined {
  if (text === undefined) return undefined;
  const match = /^(?:([\da-f]{1,40})~)?(\d{1,20})(?:\.(\d{1,20})\.(\d{1,15})\.(\d{1,20}))?$/.exec(text);
  if (match === null) throw new Refusal('bad_request');
  const [, history = '', from, changed, room, next] = match;
  const page = changed === undefined ? null : { changed, room: Number(room), next: next! };
  return { history, at: { from: from!, page } };
}

/** Where the reader stands in this history; a cursor of another one, or from the future of this one, means nothing here. */
function standing(given: ReturnType<typeof parseCursor>, bounds: { xmax: string; history: string }): Cursor {
  if (given?.history !== bounds.history || isFromFuture(given.at, bounds.xmax)) return beginning;
  return given.at;
}

function isFromFuture({ from, page }: Cursor, xmax: string): boolean {
  return [from, page?.changed ?? '0', page?.next ?? '0'].some((xid) => BigInt(xid) > BigInt(xmax));
}

/** Rooms new or changed since the cursor, ids of rooms lost, the sums, and the cursor to come back with. */
export async function catchUp(parts: Parts, caller: Caller, cursorText: string | undefined): Promise<InboxAnswer> {
  const holding = { user: caller.user, order: caller.order };
  const { db } = parts;
  // One snapshot for all statements: rooms, sums and cursor belong together.
  return db.sequelize.transaction({ isolationLevel: Transaction.ISOLATION_LEVELS.REPEATABLE_READ }, async (within) => {
    const bounds = await snapshotBounds(db, within);
    const { from, page } = standing(parseCursor(cursorText), bounds);
    const limit = page === null ? ROOMS_PAGE_MAX : ROOMS_PAGE_BEHIND;
    const rows = await changedRooms(db, within, holding, from, page, limit + 1);
    const has_more = rows.length > limit;
    const shown = rows.slice(0, limit);
    const next = page?.next ?? bounds.xmin;
    const last = shown.at(-1);
    return {
      rooms: shown.map((row) => presentRoom(row, parts.presence.isOnline, parts.files.sign)),
      gone: from === '0' || page !== null ? [] : await lostRooms(db, within, holding, from),
      totals: await inboxTotals(db, within, holding),
      cursor: `${bounds.history}~${has_more && last !== undefined ? `${from}.${last.changed}.${last.id}.${next}` : next}`,
      has_more,
      is_whole: from === '0' && page === null,
      edit_ms: editMs(parts.config),
      now: bounds.now.toISOString(),
    };
  });
}

export type RoomsQuery = { sort: RoomSort; filter: RoomFilter; q?: string | undefined; limit: number; page?: string | undefined };

/** One page of the caller's rooms and the opaque place of the next one, if there is more. */
export async function listRoomsOf(parts: Parts, caller: Caller, query: RoomsQuery): Promise<{ rooms: Room[]; next: string | null }> {
  const holding = { user: caller.user, order: caller.order };
  const q = query.q?.trim() === '' ? undefined : query.q?.trim();
  const rows = await listRooms(parts.db, null, holding, { ...query, q, after: parsePlace(query.page), limit: query.limit + 1 });
  const shown = rows.slice(0, query.limit);
  const last = shown.at(-1);
  const next = rows.length > shown.length && last !== undefined ? `${last.sort_key}_${last.id}` : null;
  return { rooms: shown.map((row) => presentRoom(row, parts.presence.isOnline, parts.files.sign)), next };
}

/** What the list is sorted by is a time in seconds: a place beyond these is none that a page has named, and no time to the database. */
const PLACES = { from: -1e11, to: 1e12 };

function parsePlace(text: string | undefined): { key: string; room: number } | null {
  if (text === undefined) return null;
  const match = /^(-?\d{1,15}(?:\.\d{1,9})?)_(\d{1,15})$/.exec(text);
  const seconds = Number(match?.[1]);
  if (match === null || seconds < PLACES.from || seconds > PLACES.to) throw new Refusal('bad_request');
  return { key: match[1]!, room: Number(match[2]) };
}
