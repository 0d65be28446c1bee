import type { Within } from '../database/database';
import type { Happening } from '../happening';
import type { OrderRow } from '../models/room';
import type { Parts } from '../parts';
import { presentTransfer } from '../present/transfer';
import { offerView, openTransferOf, settleTransfers } from '../sql/transfers';

/** The fact of how an offer stands now, to its giver and its receiver, each as he may see it. */
export async function transferChanged(parts: Pick<Parts, 'db'>, within: Within, offer: number): Promise<Happening[]> {
  const rows = await offerView(parts.db, within, offer);
  const [first] = rows;
  if (first === undefined) return [];
  return [first.giver.id, first.receiver.id].map((user) => ({ fact: 'transfer:changed', payload: { transfer: presentTransfer(rows, user) }, to: [{ user, order: null }] }));
}

/** The locked order changed hands in another way: what was offered of it is off. */
export async function endTransferOf(parts: Pick<Parts, 'db'>, within: Within, before: OrderRow, after: OrderRow): Promise<Happening[]> {
  if (before.expert === after.expert) return [];
  const open = await openTransferOf(parts.db, within, after.id);
  if (open === undefined) return [];
  await settleTransfers(parts.db, within, open.offer, 'cancelled', [after.id]);
  return transferChanged(parts, within, open.offer);
}
