import type { ErrorCode } from '../../protocol/errors';
import type { RoomState, Side } from '../../protocol/entities';

/** The rules of the numbers, written as plainly as they can be: one room in memory, nobody at the same time as anybody else. */

export type ModelMessage = { seq: number; rev: number; sender: string; side: Side; is_deleted: boolean; text: string; created_at: string };
export type Seat = { side: Side; read_seq: number; is_current: boolean };
/** What experts decide; `snoozed_until` is null again once that snooze is over. */
export type Decided = { waived_seq: number; snoozed_until: string | null; is_done: boolean };
/** The newest decision, as long as it can be undone: nothing has been written since. */
export type Undoable = { event: number; before: Decided; is_undone: boolean; last_seq: number };
export type Model = { messages: ModelMessage[]; last_rev: number; answered_seq: number; decided: Decided; undoable: Undoable | undefined; seats: Map<string, Seat>; responsible: string | null };

export type ModelPost = { text: string; seen_seq?: number | undefined; expect_seq?: number | undefined };

/** What a participant's inbox must show of the room. */
export type View = {
  last_seq: number;
  last_rev: number;
  read_seq: number;
  unread_count: number;
  owed_since: string | null;
  state?: RoomState;
  snoozed_until?: string | null;
  snoozed_owed_since?: string | null;
};
export type ModelDecision = { action: 'waive' | 'done' | 'reopen' } | { action: 'snooze'; until: string };

export function emptyModel(): Model {
  return { messages: [], last_rev: 0, answered_seq: 0, decided: { waived_seq: 0, snoozed_until: null, is_done: false }, undoable: undefined, seats: new Map(), responsible: null };
}

export const lastSeq = (model: Model) => model.messages.length;

const mayAct = (model: Model, who: string) => model.seats.get(who)?.is_current === true;
const foreignAfter = (model: Model, who: string, seq: number) => model.messages.filter((one) => one.seq > seq && one.sender !== who && !one.is_deleted);
const owing = (model: Model) => model.messages.filter((one) => one.seq > model.answered_seq && one.side === 'client' && !one.is_deleted);
const isExpert = (model: Model, who: string) => mayAct(model, who) && model.seats.get(who)?.side === 'expert';
const owedBeneath = (model: Model) => owing(model).find((one) => one.seq > model.decided.waived_seq)?.created_at ?? null;

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
  if (seat.side === 'client') Object.assign(model.decided, { snoozed_until: null, is_done: false });
  if (seat.side === 'expert') model.answered_seq = Math.max(model.answered_seq, Math.min(seen_seq ?? seq, seq));
}

/** The refusal of a decision, or whether it changes anything; `event` is the server's number for the change. */
export function decide(model: Model, who: string, decision: ModelDecision, event: number | null): ErrorCode | 'changed' | 'same' {
  if (!isExpert(model, who)) return 'not_found';
  const before = { ...model.decided };
  if (decision.action === 'waive' && owedBeneath(model) !== null) model.decided.waived_seq = lastSeq(model);
  if (decision.action === 'snooze') Object.assign(model.decided, { snoozed_until: decision.until, is_done: false });
  if (decision.action === 'done') Object.assign(model.decided, { snoozed_until: null, is_done: true });
  if (decision.action === 'reopen' && (before.is_done || before.snoozed_until !== null)) Object.assign(model.decided, { snoozed_until: null, is_done: false });
  else if (decision.action === 'reopen' && before.waived_seq > model.answered_seq) model.decided.waived_seq = 0;
  if (JSON.stringify(before) === JSON.stringify(model.decided)) return 'same';
  model.undoable = { event: event ?? 0, before, is_undone: false, last_seq: lastSeq(model) };
  return 'changed';
}

/** Takes the newest decision back while nobody has written since; once more changes nothing. */
export function undo(model: Model, who: string, event: number): ErrorCode | 'changed' | 'same' {
  if (!isExpert(model, who)) return 'not_found';
  const { undoable } = model;
  if (undoable === undefined || undoable.event !== event || undoable.last_seq !== lastSeq(model)) return 'conflict';
  if (undoable.is_undone) return 'same';
  model.decided = { ...undoable.before };
  undoable.is_undone = true;
  return 'changed';
}

/** The snooze's time comes. */
export function endSnooze(model: Model): void {
  model.decided.snoozed_until = null;
}

/** What an expert sees of the experts' decisions. */
export function triageOf(model: Model): Pick<View, 'owed_since' | 'state' | 'snoozed_until' | 'snoozed_owed_since'> {
  const owed_since = owedBeneath(model);
  const { is_done, snoozed_until } = model.decided;
  if (is_done) return { owed_since: null, state: 'done', snoozed_until: null, snoozed_owed_since: null };
  if (snoozed_until !== null) return { owed_since: null, state: 'snoozed', snoozed_until, snoozed_owed_since: owed_since };
  return { owed_since, state: owed_since === null ? 'waiting' : 'owed', snoozed_until: null, snoozed_owed_since: null };
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
    ...(seat.side === 'client' ? { owed_since: owing(model)[0]?.created_at ?? null } : triageOf(model)),
  };
}

/** Whether the other side, former ones included, has reached each message. */
export function ticksOf(model: Model): boolean[] {
  return model.messages.map(({ seq, side }) => [...model.seats.values()].some((seat) => seat.side !== side && seat.read_seq >= seq));
}
