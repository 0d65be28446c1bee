import { DataTypes, type Sequelize } from 'sequelize';
import type { EventKind, Quote, Role, Side } from '../../protocol/entities';
import type { Priority } from '../../protocol/service_level';
import type { Table } from './account';
import type { AttachmentViewRow } from './attachment';

/** Rows of orders and rooms. They never leave the server: `present/` says what is shown of them. */

export type OrderRow = {
  id: number;
  title: string;
  status: string;
  priority: Priority;
  version: number | null;
  client: number;
  expert: number | null;
  team: number | null;
  created_at: Date;
  updated_at: Date;
};

export type InviteRow = {
  id: number;
  order: number;
  client: number;
  hash: Buffer;
  created_at: Date;
  expires_at: Date;
  revoked_at: Date | null;
};

/** A link as it is shown afterwards: whether it still lets anybody in, and how many sessions it holds open. */
export type InviteViewRow = Pick<InviteRow, 'id' | 'created_at' | 'expires_at' | 'revoked_at'> & { is_usable: boolean; sessions: number };

export type RoomRow = {
  id: number;
  order: number;
  last_seq: number;
  last_rev: number;
  answered_seq: number;
  /** "No answer needed" up to this number. */
  waived_seq: number;
  /** Whatever is snoozed or done; `present/triage` says what is shown. */
  owed_since: Date | null;
  snoozed_until: Date | null;
  is_done: boolean;
  created_at: Date;
  updated_at: Date;
};

export type ParticipantRow = {
  id: number;
  room: number;
  user: number;
  role: Side;
  read_seq: number;
  last_read_at: Date | null;
  joined_at: Date;
  left_at: Date | null;
};

/** A participant together with who he is. */
export type ParticipantUserRow = ParticipantRow & { first_name: string; last_name: string; user_role: Role; time_zone: string | null; is_responsible: boolean };

export type MessageRow = {
  id: number;
  room: number;
  seq: number;
  rev: number;
  sender: number;
  side: Side;
  client_message_id: string;
  request_hash: Buffer;
  message: string;
  reply_to: number | null;
  created_at: Date;
  edited_at: Date | null;
  deleted_at: Date | null;
};

/** A message with what its answer needs beside: the sender's name, what it replies to, and how far the other side has read. */
export type MessageViewRow = Omit<MessageRow, 'request_hash'> & { first_name: string; last_name: string; is_read: boolean; reply: Quote | null; attachments: AttachmentViewRow[] };

export type EventRow = {
  id: number;
  room: number;
  after_seq: number;
  kind: EventKind;
  actor: number | null;
  data: Record<string, unknown>;
  /** For the experts' side alone. */
  is_internal: boolean;
  created_at: Date;
};

const { BIGINT, TEXT, DATE, BLOB } = DataTypes;
const key = { type: BIGINT, primaryKey: true, autoIncrement: true };

/** The tables of orders on this connection; what moves with every message (rooms, participants, messages) is spoken to in `sql/`. */
export function defineOrders(sequelize: Sequelize) {
  return {
    orders: sequelize.define('orders', {
      id: { type: BIGINT, primaryKey: true },
      title: TEXT,
      status: TEXT,
      priority: TEXT,
      version: BIGINT,
      client: BIGINT,
      expert: BIGINT,
      team: BIGINT,
      created_at: DATE,
      updated_at: DATE,
    }) as Table<OrderRow>,
    invites: sequelize.define('invites', {
      id: key,
      order: BIGINT,
      client: BIGINT,
      hash: BLOB,
      created_at: DATE,
      expires_at: DATE,
      revoked_at: DATE,
    }) as Table<InviteRow>,
  };
}
