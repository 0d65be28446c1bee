import type { ErrorCode } from '../../protocol/errors';
import type { Side } from '../../protocol/entities';

/** The rules of the numbers, written as plainly as they can be: one room in memory, nobody at the same time as anybody else. */

export type ModelMessage = { seq: number; rev: number; sender: string; side: Side; is_deleted: boolean; text: string; created_at: string };
export type Seat = { side: Side; read_seq: number; is_current: boolean };
export type Model = { messages: ModelMessage[]; last_rev: number; answered_seq: number; seats: Map<string, Seat>; responsible: string | null };

export type ModelPost = { text: string; seen_seq?: number | undefined; expect_seq?: number | undefined };

/** What a participant's inbox must show of the room. */
export type View = { last_seq: number; last_rev: number; read_seq: number; unread_count: number; owed_since: string | null };

export function emptyModel(): Model {
  return { messages: [], last_rev: 0, answered_seq: 0, seats: new Map(), responsible: null };
}

export const lastSeq = (model: Model) => model.messages.length;

const mayAct = (model: Model, who: string) => model.seats.get(who)?.is_current === true;
const foreignAfter = (model: Model, who: string, seq: number) => model.messages.filter((one) => one.seq > seq && one.sender !== who && !one.is_deleted);
const owing = (model: Model) => model.messages.filter((one) => one.seq > model.answered_seq && one.side === 'client' && !one.is_deleted);

/** Makes this user responsible; the one before him goes, colleagues stay. */
export function assign(model: Model, who: string | null): void {
  if (model.responsible !== null && model.responsible !== who) model.seats.get(model.responsible)!.is_current = false;
  model.responsible = who;
  if (who !== null) letIn(model, 'expert', who);
}

/** Seats this user on the side, unless he sits there. */
export function letIn(model: Model, side: Side, who: string): void {
  if (mayAct(model, who)) return;
  const oldest = owing(model)[0];
  const start = oldest === undefined ? lastSeq(model) : oldest.seq - 1;
  model.seats.set(who, { side, read_seq: Math.max(model.seats.get(who)?.read_seq ?? 0, start), is_current: true });
}

export function invite(model: Model, by: string, who: string): ErrorCode | undefined {
  if (by === 'client') return 'forbidden';
  if (!mayAct(model, by)) return 'not_found';
  letIn(model, 'expert', who);
  return undefined;
}

export function leave(model: Model, who: string): ErrorCode | undefined {
  if (who === 'client') return 'forbidden';
  if (!mayAct(model, who)) return 'not_found';
  if (model.responsible === who) return 'conflict';
  model.seats.get(who)!.is_current = false;
  return undefined;
}

export function expel(model: Model, by: string, who: string): ErrorCode | undefined {
  if (by === 'client') return 'forbidden';
  if (!mayAct(model, by)) return 'not_found';
  if (model.responsible !== by) return 'forbidden';
  if (model.responsible === who) return 'conflict';
  if (mayAct(model, who)) model.seats.get(who)!.is_current = false;
  return undefined;
}

/** The refusal of a post, or undefined when it is stored; `created_at` is the server's, because no model knows the time. */
export function refusalOfPost(model: Model, who: string, post: ModelPost): ErrorCode | undefined {
  if (!mayAct(model, who)) return 'not_found';
  if (post.expect_seq !== undefined && foreignAfter(model, who, post.expect_seq).length > 0) return 'room_moved';
  return undefined;
}

export function post(model: Model, who: string, { text, seen_seq }: ModelPost, created_at: string): void {
  const seat = model.seats.get(who)!;
  const seq = lastSeq(model) + 1;
  const unseen = seen_seq === undefined ? [] : foreignAfter(model, who, Math.max(seat.read_seq, seen_seq));
  model.last_rev += 1;
  model.messages.push({ seq, rev: model.last_rev, sender: who, side: seat.side, is_deleted: false, text, created_at });
  seat.read_seq = Math.max(seat.read_seq, unseen[0] === undefined ? seq : unseen[0].seq - 1);
  if (seat.side === 'expert') model.answered_seq = Math.max(model.answered_seq, Math.min(seen_seq ?? seq, seq));
}

export function edit(model: Model, who: string, seq: number, text: string): ErrorCode | undefined {
  const message = model.messages[seq - 1];
  if (message === undefined || !mayAct(model, who)) return 'not_found';
  if (message.sender !== who) return 'forbidden';
  if (message.is_deleted) return 'conflict';
  if (message.text === text) return undefined;
  model.last_rev += 1;
  Object.assign(message, { text, rev: model.last_rev });
  return undefined;
}

export function remove(model: Model, who: string, seq: number): ErrorCode | undefined {
  const message = model.messages[seq - 1];
  if (message === undefined || !mayAct(model, who)) return 'not_found';
  if (message.sender !== who) return 'forbidden';
  if (message.is_deleted) return undefined;
  model.last_rev += 1;
  Object.assign(message, { text: '', is_deleted: true, rev: model.last_rev });
  return undefined;
}

export function read(model: Model, who: string, seq: number): ErrorCode | undefined {
  const seat = model.seats.get(who);
  if (seat?.is_current !== true) return 'not_found';
  seat.read_seq = Math.max(seat.read_seq, Math.min(seq, lastSeq(model)));
  return undefined;
}

/** What this user sees of the room; undefined when he does not hold it. */
export function viewOf(model: Model, who: string): View | undefined {
  const seat = model.seats.get(who);
  if (seat?.is_current !== true) return undefined;
  return {
    last_seq: lastSeq(model),
    last_rev: model.last_rev,
    read_seq: seat.read_seq,
    unread_count: foreignAfter(model, who, seat.read_seq).length,
    owed_since: owing(model)[0]?.created_at ?? null,
  };
}

/** Whether the other side, former ones included, has reached each message. */
export function ticksOf(model: Model): boolean[] {
  return model.messages.map(({ seq, side }) => [...model.seats.values()].some((seat) => seat.side !== side && seat.read_seq >= seq));
}
