import type { Transfer, TransferState } from '../../protocol/transfers';
import type { TransferViewRow } from '../models/floor';
import { iso, isoOrNull } from './time';
import { presentUser } from './user';

/** Which of several states speaks for an offer: an order that was taken out of it on the way is no part of its end. */
const SPEAKS: readonly TransferState[] = ['offered', 'accepted', 'declined', 'lapsed', 'cancelled'];

/** An offer as its giver or its receiver sees it; drafts only to the receiver, once he has accepted. */
export function presentTransfer(rows: readonly TransferViewRow[], reader: number): Transfer {
  const [first] = rows;
  if (first === undefined) throw new Error('an offer has at least one order');
  const state = SPEAKS.find((one) => rows.some((row) => row.state === one)) ?? first.state;
  return {
    id: first.offer,
    state,
    giver: presentUser(first.giver),
    receiver: presentUser(first.receiver),
    comment: first.comment,
    orders: rows
      .filter((row) => row.state === state)
      .map((row) => ({
        order: row.order,
        room: row.room,
        order_title: row.order_title,
        client: presentUser(row.client),
        owed_since: isoOrNull(row.owed_since),
        draft: reader === row.receiver.id && state === 'accepted' ? row.draft : null,
      })),
    created_at: iso(first.created_at),
    lapses_at: iso(first.lapses_at),
  };
}
