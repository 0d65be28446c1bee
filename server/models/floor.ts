import type { TransferState } from '../../protocol/transfers';
import type { UserRow } from './account';

/** Rows of the support floor. They never leave the server: `present/` says what is shown of them. */

type Named = Pick<UserRow, 'id' | 'first_name' | 'last_name' | 'role'>;

export type TransferRow = {
  id: number;
  offer: number;
  order: number;
  giver: number;
  receiver: number;
  comment: string;
  state: TransferState;
  draft: string | null;
  created_at: Date;
  lapses_at: Date;
};

/** One order of an offer with who takes part in it. */
export type TransferViewRow = Omit<TransferRow, 'giver' | 'receiver'> & {
  giver: Named;
  receiver: Named;
  client: Named;
  room: number | null;
  order_title: string;
  owed_since: Date | null;
};

/** Somebody who answers orders, as he stands at the statement's moment. */
export type ReceiverRow = Named & {
  is_away: boolean;
  away_until: Date | null;
  open: number;
  capacity: number | null;
  last_given_at: Date | null;
};

/** The same as a colleague sees it. */
export type FloorRow = ReceiverRow & {
  is_led: boolean;
  owed: number;
  oldest_owed_since: Date | null;
};

export type FloorRoomRow = Named & { room: number; order: number; order_title: string; order_status: string; owed_since: Date | null; last_message_at: Date | null };
