import type { EventKind } from '../../protocol/entities';
import type { ParsedRequest } from '../../protocol/requests';
import { answersOrders } from '../../protocol/roles';
import type { Transfer, TransferState } from '../../protocol/transfers';
import type { Caller } from '../caller';
import type { Within } from '../database/database';
import type { Happening, Told } from '../happening';
import type { TransferRow, TransferViewRow } from '../models/floor';
import type { OrderRow } from '../models/room';
import type { Parts } from '../parts';
import { presentTransfer } from '../present/transfer';
import { Refusal } from '../refusal';
import { lockOrder } from '../sql/orders';
import { roomOfOrder } from '../sql/rooms';
import { dropDraft, insertTransfers, keepDrafts, lapsedOffers, markSeen, offersFor, offerView, settleTransfers, transfersOf } from '../sql/transfers';
import { holdAccount } from '../sql/users';
import { audit } from './audit';
import { nameOf } from './membership';
import { passPromises } from './promises';
import { noteInRoom, passOrder } from './responsibility';
import { transferChanged } from './transfers_end';

/*
 * Orders that change hands by agreement; `protocol/transfers.ts` has the picture of the states. Every step locks the orders first, in the
 * order of their numbers, and then finds the offer open or not: of an acceptance and a cancelling at once the second finds what the first did.
 */

const LAPSED_AT_ONCE = 100;

const KINDS = { accepted: 'transfer_accepted', declined: 'transfer_declined', lapsed: 'transfer_lapsed', cancelled: 'transfer_cancelled' } as const satisfies Record<Exclude<TransferState, 'offered'>, EventKind>;

/**
 * Offers orders of the caller's to a colleague, who has `TRANSFER_MINUTES` to answer. Refuses with `not_found` what is not his and whom there
 * is not, with `bad_request` himself, with `conflict` what is offered already.
 */
export async function offerTransfer(parts: Parts, caller: Caller, { orders, to, comment }: ParsedRequest<'transfer:offer'>): Promise<Told<{ transfer: Transfer }>> {
  await parts.limits.take('post', String(caller.user));
  if (to === caller.user) throw new Refusal('bad_request');
  return parts.db.transaction(async (within) => {
    const receiver = await holdAccount(parts.db, within, to);
    if (receiver === undefined || !answersOrders(receiver.role)) throw new Refusal('not_found');
    const ids = ascending(orders);
    for (const id of ids) if ((await lockOrder(parts.db, within, id))?.expert !== caller.user) throw new Refusal('not_found');
    const made = await insertTransfers(parts.db, within, { orders: ids, giver: caller.user, receiver: to, comment, minutes: parts.config.TRANSFER_MINUTES });
    if (made === undefined) throw new Refusal('conflict');
    const happenings: Happening[] = [];
    const data = { user: to, name: await nameOf(parts.db, within, to), comment };
    for (const id of ids) happenings.push(...(await noteInRoom(parts, within, id, 'transfer_offered', caller.user, data)));
    await audit(parts, within, { kind: 'transfer_offered', actor: caller.user, session: caller.session, data: { offer: made.offer, to, orders: ids.join() } });
    return { result: { transfer: await view(parts, within, caller, made.offer) }, happenings: [...happenings, ...(await transferChanged(parts, within, made.offer))] };
  });
}

/** The receiver accepts all of it or declines all of it. Refuses with `not_found` whoever it was not offered to, with `conflict` what has ended otherwise. */
export async function answerTransfer(parts: Parts, caller: Caller, { id, is_accepted }: ParsedRequest<'transfer:answer'>): Promise<Told<{ transfer: Transfer }>> {
  const wanted = is_accepted ? 'accepted' : 'declined';
  return end(parts, caller, id, wanted, ({ receiver, lapses_at }) => {
    if (receiver !== caller.user) throw new Refusal('not_found');
    if (lapses_at.getTime() <= parts.clock.now()) throw new Refusal('conflict');
  });
}

/** The giver takes it back. Refuses as `answerTransfer` does. */
export async function cancelTransfer(parts: Parts, caller: Caller, id: number): Promise<Told<{ transfer: Transfer }>> {
  return end(parts, caller, id, 'cancelled', ({ giver }) => {
    if (giver !== caller.user) throw new Refusal('not_found');
  });
}

/** What concerns the caller. */
export async function listTransfers(parts: Parts, caller: Caller): Promise<{ transfers: Transfer[] }> {
  const byOffer = new Map<number, TransferViewRow[]>();
  for (const row of await offersFor(parts.db, null, caller.user)) byOffer.set(row.offer, [...(byOffer.get(row.offer) ?? []), row]);
  return { transfers: [...byOffer.values()].map((rows) => presentTransfer(rows, caller.user)) };
}

/** The giver puts the news away. Refuses with `not_found`. */
export async function dismissTransfer(parts: Parts, caller: Caller, id: number): Promise<Told<Record<never, never>>> {
  if (!(await markSeen(parts.db, null, id, caller.user))) throw new Refusal('not_found');
  return { result: {}, happenings: await transferChanged(parts, null, id) };
}

/** The receiver has taken a draft, or does not want it. Refuses with `not_found`. */
export async function dropGivenDraft(parts: Parts, caller: Caller, { id, order }: ParsedRequest<'transfer:drop_draft'>): Promise<Told<Record<never, never>>> {
  if (!(await dropDraft(parts.db, null, id, order, caller.user))) throw new Refusal('not_found');
  return { result: {}, happenings: await transferChanged(parts, null, id) };
}

/** Ends the offers whose time is over. */
export async function lapseTransfers(parts: Parts): Promise<readonly Happening[]> {
  const told: Happening[] = [];
  for (const offer of await lapsedOffers(parts.db, null, LAPSED_AT_ONCE)) {
    try {
      told.push(...(await parts.db.transaction((within) => settle(parts, within, offer, 'lapsed', null))));
    } catch (error) {
      // What has lapsed already is told all the same, and this one does not stand before those behind it.
      parts.log.warn({ err: error, offer }, 'an offer could not lapse');
    }
  }
  return told;
}

async function end(parts: Parts, caller: Caller, id: number, state: Exclude<TransferState, 'offered' | 'lapsed'>, check: (row: TransferRow) => void): Promise<Told<{ transfer: Transfer }>> {
  await parts.limits.take('post', String(caller.user));
  return parts.db.transaction(async (within) => {
    const rows = await transfersOf(parts.db, within, id);
    if (!rows.some(({ giver, receiver }) => giver === caller.user || receiver === caller.user)) throw new Refusal('not_found');
    // Single orders may have left the offer; what is open of it is decided about.
    const open = rows.find(({ state: now }) => now === 'offered');
    if (open !== undefined) check(open);
    const happenings = await settle(parts, within, id, state, caller);
    const transfer = await view(parts, within, caller, id);
    // Somebody was faster, with another word.
    if (happenings.length === 0 && transfer.state !== state) throw new Refusal('conflict');
    return { result: { transfer }, happenings };
  });
}

/** Ends whatever of the offer is still open; nothing where another end was faster. */
async function settle(parts: Parts, within: Within, offer: number, state: Exclude<TransferState, 'offered'>, caller: Caller | null): Promise<Happening[]> {
  const orders: OrderRow[] = [];
  for (const row of await transfersOf(parts.db, within, offer)) orders.push((await lockOrder(parts.db, within, row.order))!);
  const ended = await settleTransfers(parts.db, within, offer, state, orders.map(({ id }) => id));
  const [first] = ended;
  if (first === undefined) return [];
  const open = new Set(ended.map(({ order }) => order));
  const happenings: Happening[] = [];
  const data = { user: first.receiver, name: await nameOf(parts.db, within, first.receiver), comment: first.comment };
  if (state === 'accepted') await keepDrafts(parts.db, within, offer, [...open]);
  for (const order of orders.filter(({ id }) => open.has(id))) {
    if (state === 'accepted' && caller !== null) {
      happenings.push(...(await passOrder(parts, within, order, { hand: caller, kind: 'order_transferred', expert: first.receiver })));
      const room = await roomOfOrder(parts.db, within, order.id);
      if (room !== undefined) happenings.push(...(await passPromises(parts, within, room, first.giver, first.receiver)));
    }
    happenings.push(...(await noteInRoom(parts, within, order.id, KINDS[state], caller?.user ?? null, data)));
  }
  return [...happenings, ...(await transferChanged(parts, within, offer))];
}

async function view(parts: Parts, within: Within, caller: Caller, offer: number): Promise<Transfer> {
  return presentTransfer(await offerView(parts.db, within, offer), caller.user);
}

function ascending(ids: readonly number[]): number[] {
  return [...new Set(ids)].sort((one, two) => one - two);
}
