import { sideOf } from './select';
import type { Change, CountChange, RoomEntry } from './chat';
import type { Message, Participant, Room } from '../../protocol/entities';
import type { Facts } from '../../protocol/facts';
import type { Triage } from '../../protocol/triage';

/**
 * One room's summary. It is exact because it is arithmetic on numbers:
 *
 * - A change is applied when its `rev` is the next one; an older one is ignored, a later one waits in `ahead` for those before it,
 *   and `needsAsking` makes the sync layer ask for them.
 * - `unread_count` is exact at (max(`unread_rev`, `last_rev`), `read_seq`). A count that the server took at an earlier change number is
 *   brought forward by the `recent` changes.
 * - A snapshot moves neither `last_rev` nor `read_seq` back, unless it was asked for after the last thing that was applied here: facts
 *   are told after the commit, so such an answer knows all of them and is the truth.
 */

/** How far a snapshot may be trusted: `fresh` was asked for after the last thing applied here, an `answer` before it; a `fact` came by itself. */
export type Source = 'fresh' | 'answer' | 'fact';

type Moved = Facts['room:read_moved'];

const RECENT_MAX = 50;

/** The entry of a room of which nothing but this snapshot is known. */
export function entryOf(room: Room): RoomEntry {
  const { last_rev } = room;
  return { room, unread_rev: last_rev, owed_rev: last_rev, is_unsure: false, ahead: [], recent: [], recent_since: last_rev };
}

/** Applies the change number `last_rev + 1`. */
export function applyNext(entry: RoomEntry, change: Change, me: number): RoomEntry {
  const { room } = entry;
  const { message } = change;
  const { rev, seq } = message;
  const by = message.sender === me ? 0 : countChange(message, room);
  const isCounted = by !== 0 && rev > entry.unread_rev && seq > room.read_seq;
  const unread_count = room.unread_count + (isCounted ? by : 0);
  const isNewest = seq >= room.last_seq;
  const next: RoomEntry = {
    ...entry,
    unread_rev: Math.max(entry.unread_rev, rev),
    is_unsure: entry.is_unsure || unread_count < 0,
    room: {
      ...room,
      last_rev: rev,
      last_seq: Math.max(room.last_seq, seq),
      last_message: isNewest ? keepRead(message, room.last_message) : room.last_message,
      unread_count: Math.max(0, unread_count),
      // Only the experts' side knows whether anybody has answered.
      ...(room.is_answered === false && isNewest && sideOf(room, message.sender) === 'expert' && { is_answered: true }),
    },
  };
  const known = by === 0 ? next : remember(next, { rev, seq, by });
  return applyOwed(known, change);
}

/** Takes over what the room asks of its expert as of a change number, if the change says so. */
export function applyOwed(entry: RoomEntry, change: Change): RoomEntry {
  const { message: { rev } } = change;
  if (change.owed_since === undefined || rev <= entry.owed_rev) return entry;
  return { ...entry, owed_rev: rev, room: { ...entry.room, ...triageOf(entry.room, { ...change, owed_since: change.owed_since }) } };
}

/** What `incoming` says of it; a client, and a server that is older, are told of `owed_since` alone. */
function triageOf(known: Triage, incoming: Triage): Triage {
  const { owed_since, state = known.state, snoozed_until = known.snoozed_until, snoozed_owed_since = known.snoozed_owed_since } = incoming;
  if (state === undefined) return { owed_since };
  return { owed_since, state, snoozed_until, snoozed_owed_since };
}

/** What one change does to the number of foreign, undeleted messages: a deleted one never changes again. */
function countChange(message: Message, room: Room): 1 | 0 | -1 {
  if (message.seq > room.last_seq) return message.deleted_at === null ? 1 : 0;
  return message.deleted_at === null ? 0 : -1;
}

function remember(entry: RoomEntry, change: CountChange): RoomEntry {
  const recent = [...entry.recent, change];
  if (recent.length <= RECENT_MAX) return { ...entry, recent };
  const [dropped, ...kept] = recent;
  return { ...entry, recent: kept, recent_since: dropped?.rev ?? entry.recent_since };
}

/** Applies a moved read cursor, the own one or another participant's. */
export function applyReadMoved(entry: RoomEntry, moved: Moved, me: number): RoomEntry {
  const participants = moveReader(entry.room.participants, moved.user, moved.read_seq, moved.last_read_at);
  const shown = participants === entry.room.participants ? entry : { ...entry, room: { ...entry.room, participants } };
  if (moved.user !== me) return shown;
  if (moved.unread_count === undefined || moved.last_rev === undefined) {
    return moved.read_seq > entry.room.read_seq ? { ...shown, is_unsure: true } : shown;
  }
  return applyCount(shown, moved.read_seq, moved.unread_count, moved.last_rev);
}

/** Takes over a count of the server's, taken at change number `rev` behind the cursor `readSeq`. */
function applyCount(entry: RoomEntry, readSeq: number, count: number, rev: number): RoomEntry {
  const { room } = entry;
  const exactAt = Math.max(entry.unread_rev, room.last_rev);
  if (readSeq < room.read_seq || (readSeq === room.read_seq && rev < exactAt)) return entry;
  if (rev < entry.recent_since && rev < room.last_rev) return { ...entry, is_unsure: true };
  const since = entry.recent.filter((change) => change.rev > rev && change.seq > readSeq);
  const unread_count = since.reduce((sum, change) => sum + change.by, count);
  return { ...entry, unread_rev: Math.max(rev, room.last_rev), room: { ...room, read_seq: readSeq, unread_count } };
}

/**
 * Takes over a snapshot of the room as this user sees it. What changes without a number (order, participants) cannot be put in order by
 * itself: a fact is shown at once and confirmed by asking, an answer that met a newer fact on its way is asked for again.
 */
export function mergeRoom(entry: RoomEntry | undefined, incoming: Room, source: Source): RoomEntry {
  if (!entry) return { ...entryOf(incoming), is_unsure: source === 'fact' };
  if (source === 'fresh') return entryOf(incoming);
  if (isSame(entry.room, incoming)) return entry;
  const described = source === 'fact' ? describe(entry, incoming) : moveReaders(entry, incoming.participants);
  const { room } = described;
  const isAhead = incoming.last_rev > room.last_rev && incoming.read_seq >= room.read_seq;
  const numbered = isAhead ? jump(described, incoming) : described;
  const counted = applyCount(numbered, incoming.read_seq, incoming.unread_count, incoming.last_rev);
  return { ...counted, is_unsure: counted.is_unsure || source === 'fact' || !isSame(counted.room, incoming) };
}

/** Goes straight to the snapshot's change number; its count is applied right after. */
function jump(entry: RoomEntry, incoming: Room): RoomEntry {
  const { last_rev, last_seq, last_message, is_answered } = incoming;
  const ahead = entry.ahead.filter(({ message }) => message.rev > last_rev);
  const room = { ...entry.room, last_rev, last_seq, last_message, ...(is_answered !== undefined && { is_answered }), ...triageOf(entry.room, incoming) };
  return { ...entry, room, ahead, owed_rev: last_rev, recent: [], recent_since: last_rev };
}

/** Takes over what has no number of its own: order and participants, and what the room asks of its expert if nothing newer is known. */
function describe(entry: RoomEntry, incoming: Room): RoomEntry {
  const { order_title, order_status, updated_at, is_muted, is_pinned, unread_from, due_at, labels, priority, team, is_answered } = incoming;
  const triage = triageOf(entry.room, incoming.last_rev >= entry.owed_rev ? incoming : entry.room);
  const room = { ...entry.room, participants: incoming.participants, order_title, order_status, updated_at, is_muted, is_pinned, unread_from, due_at, ...(labels && { labels }), ...(priority && { priority }), ...(team !== undefined && { team }), ...(is_answered !== undefined && { is_answered }), ...triage };
  return moveReaders({ ...entry, room }, entry.room.participants);
}

function moveReaders(entry: RoomEntry, readers: readonly Participant[]): RoomEntry {
  const participants = readers.reduce((list, { user, read_seq, last_read_at }) => moveReader(list, user.id, read_seq, last_read_at), entry.room.participants);
  return participants === entry.room.participants ? entry : { ...entry, room: { ...entry.room, participants } };
}

/** Whether two snapshots tell the same. */
function isSame(one: Room, two: Room): boolean {
  const people = (room: Room) => room.participants.map(({ id, read_seq, is_online, is_responsible, time_zone }) => `${id} ${read_seq} ${is_online} ${is_responsible} ${time_zone}`).join();
  return (
    one.last_rev === two.last_rev &&
    one.read_seq === two.read_seq &&
    one.unread_count === two.unread_count &&
    one.owed_since === two.owed_since &&
    one.state === two.state &&
    one.snoozed_until === two.snoozed_until &&
    one.snoozed_owed_since === two.snoozed_owed_since &&
    one.is_muted === two.is_muted &&
    one.is_pinned === two.is_pinned &&
    one.unread_from === two.unread_from &&
    one.due_at === two.due_at &&
    one.priority === two.priority &&
    one.team === two.team &&
    one.is_answered === two.is_answered &&
    String(one.labels) === String(two.labels) &&
    one.order_title === two.order_title &&
    one.order_status === two.order_status &&
    people(one) === people(two)
  );
}

/** A user came or went. The same entry comes back when he is not in the room. */
export function applyPresence(entry: RoomEntry, user: number, is_online: boolean): RoomEntry {
  const { participants } = entry.room;
  if (!participants.some((one) => one.user.id === user && one.is_online !== is_online)) return entry;
  const changed = participants.map((one) => (one.user.id === user ? { ...one, is_online } : one));
  return { ...entry, room: { ...entry.room, participants: changed } };
}

/** True while something of the room is known to be missing or in doubt, so that the server has to be asked. */
export function needsAsking(entry: RoomEntry): boolean {
  const { last_rev } = entry.room;
  return entry.is_unsure || entry.unread_rev > last_rev || entry.owed_rev < last_rev || entry.ahead.some(({ message }) => message.rev > last_rev);
}

/** Moves a participant's cursor, forward only; the same list comes back when nothing moves. */
function moveReader(participants: Participant[], user: number, readSeq: number, readAt: string | null = null): Participant[] {
  if (!participants.some((one) => one.user.id === user && one.read_seq < readSeq)) return participants;
  return participants.map((one) => (one.user.id === user ? { ...one, read_seq: readSeq, last_read_at: readAt ?? one.last_read_at } : one));
}

/** The message with its tick kept: being read never goes back. */
export function keepRead(message: Message, known: Message | null | undefined): Message {
  return known?.id === message.id && known.is_read && !message.is_read ? { ...message, is_read: true } : message;
}

/** Marks a message read when somebody of the other side has reached it. */
export function markRead(message: Message, room: Room): Message {
  if (message.is_read) return message;
  const side = sideOf(room, message.sender);
  const isRead = side !== null && room.participants.some((reader) => reader.role !== side && reader.read_seq >= message.seq);
  return isRead ? { ...message, is_read: true } : message;
}
