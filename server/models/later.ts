import type { ErrorCode } from '../../protocol/errors';
import type { LaterState } from '../../protocol/later';
import type { MacroAction, ReplyScope } from '../../protocol/replies';

/** Rows of what is sent later and of canned replies. They never leave the server: `present/` says what is shown of them. */

export type ScheduledRow = {
  id: number;
  user: number;
  room: number;
  client_message_id: string;
  request_hash: Buffer;
  message: string;
  reply_to: number | null;
  attachments: number[];
  send_at: Date;
  expect_seq: number | null;
  state: LaterState;
  error: ErrorCode | null;
  version: number;
  created_at: Date;
};

export type ReplyRow = {
  id: number;
  scope: ReplyScope;
  owner: number | null;
  trigger: string;
  title: string;
  message: string;
  actions: MacroAction[];
  updated_at: Date;
};
