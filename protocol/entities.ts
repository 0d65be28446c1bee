import { z } from 'zod';
import { count, id, role, side, time } from './fields';
import { PRIORITIES } from './service_level';

/** What the server shows. Readers ignore unknown fields, so that an old desktop outlives a new server. */

export const user = z.object({ id, first_name: z.string(), last_name: z.string(), role });
/** A user as he sees himself, and as admins and the marketplace see him. */
export const account = user.extend({ email: z.string() });

export const participant = z.object({
  id,
  user,
  role: side,
  read_seq: count,
  last_read_at: time.nullable(),
  joined_at: time,
  is_online: z.boolean(),
  /** The order's own expert; other experts of the room are colleagues who were invited. */
  is_responsible: z.boolean(),
  /** As his device said last, where it has said so. */
  time_zone: z.string().nullable(),
});

export const attachment = z.object({
  id,
  name: z.string(),
  size: count,
  type: z.string(),
  sha256: z.string(),
  url: z.string(),
  thumbnail_url: z.string().nullable(),
  width: count.nullable(),
  height: count.nullable(),
});

/** What a reply quotes: enough to draw it and to go there. */
export const quote = z.object({ id, seq: id, sender: id, sender_name: z.string(), excerpt: z.string(), is_deleted: z.boolean() });

export const message = z.object({
  id,
  room: id,
  seq: id,
  rev: id,
  client_message_id: z.uuid(),
  sender: id,
  sender_name: z.string(),
  message: z.string(),
  file: z.string().nullable(),
  attachments: z.array(attachment),
  reply_to: id.nullable(),
  /** The message replied to, as it stood when this was shown; null when `reply_to` is, and once this one is deleted. */
  reply: quote.nullish(),
  is_read: z.boolean(),
  created_at: time,
  edited_at: time.nullable(),
  deleted_at: time.nullable(),
});

/** What a message said, from when to when; null: it says so now. */
export const messageVersion = z.object({ rev: id, text: z.string(), written_at: time, replaced_at: time.nullable() });

export const eventKind = z.enum([
  'order_created',
  'order_changed',
  'expert_assigned',
  'expert_removed',
  'client_changed',
  'expert_joined',
  'expert_left',
  /** The rest is the experts' own: no client ever receives one of these. */
  'answer_waived',
  'room_snoozed',
  'room_done',
  'room_reopened',
  'triage_undone',
  /** The client wrote into a snoozed or done room. */
  'room_woken',
  'transfer_offered',
  'transfer_accepted',
  'transfer_declined',
  'transfer_lapsed',
  'transfer_cancelled',
  'order_queued',
  'order_taken_over',
]);

/**
 * What a room asks of its expert. `owed`: the client waits for an answer; `waiting`: for the client, or for nothing; `snoozed`: not before
 * `snoozed_until`; `done`: until the client writes again.
 */
export const roomState = z.enum(['owed', 'waiting', 'snoozed', 'done']);

/** What happened around the conversation; stands in the timeline behind message number `after_seq`, takes no number. */
export const roomEvent = z.object({
  id,
  room: id,
  after_seq: count,
  kind: eventKind,
  actor: user.nullable(),
  data: z.record(z.string(), z.unknown()),
  created_at: time,
});

export const room = z.object({
  id,
  order: id,
  order_title: z.string(),
  order_status: z.string(),
  participants: z.array(participant),
  last_message: message.nullable(),
  last_seq: count,
  last_rev: count,
  read_seq: count,
  unread_count: count,
  /** How the asking user keeps this room. */
  is_muted: z.boolean(),
  is_pinned: z.boolean(),
  /** Marked unread by himself from this number on; `read_seq` and the count know nothing of it. */
  unread_from: id.nullable(),
  /** While a room is snoozed or done it owes nothing. */
  owed_since: time.nullable(),
  /** These three are the experts' own: a client's room does not have the keys. */
  state: roomState.optional(),
  snoozed_until: time.nullish(),
  /** Since when the room will be owed again once its snooze has ended; null: it will not be. */
  snoozed_owed_since: time.nullish(),
  /** How urgent its order is, whose team's, and whether an expert has answered in it: by these its service level is counted. The experts' own too. */
  priority: z.enum(PRIORITIES).optional(),
  team: id.nullish(),
  is_answered: z.boolean().optional(),
  /** Ids of the labels on it, ascending. The experts' own too. */
  labels: z.array(id).optional(),
  /** Until when an answer is promised: the earliest promise that nobody has kept yet, which may have passed. For experts only; always null for a client. */
  due_at: time.nullable(),
  created_at: time,
  updated_at: time,
});

export const order = z.object({
  id,
  title: z.string(),
  status: z.string(),
  priority: z.enum(PRIORITIES),
  /** As the marketplace counts; null: it does not. */
  version: count.nullable(),
  client: account,
  expert: account.nullable(),
  /** In whose queue it waits, or would. */
  team: id.nullable(),
  created_at: time,
  updated_at: time,
});

/** The sums over all rooms of the asking user. */
export const totals = z.object({
  unread_count: count,
  unread_rooms: count,
  owed_rooms: count,
  oldest_owed_since: time.nullable(),
});

/** A signed-in device. */
export const session = z.object({
  id,
  device: z.enum(['desktop', 'web']),
  user_agent: z.string(),
  is_current: z.boolean(),
  created_at: time,
  last_used_at: time,
});

export type Role = z.infer<typeof role>;
export type Side = z.infer<typeof side>;
export type User = z.infer<typeof user>;
export type Account = z.infer<typeof account>;
export type Participant = z.infer<typeof participant>;
export type Attachment = z.infer<typeof attachment>;
export type Quote = z.infer<typeof quote>;
export type Message = z.infer<typeof message>;
export type MessageVersion = z.infer<typeof messageVersion>;
export type EventKind = z.infer<typeof eventKind>;
export type RoomState = z.infer<typeof roomState>;
export type RoomEvent = z.infer<typeof roomEvent>;
export type Room = z.infer<typeof room>;
export type Order = z.infer<typeof order>;
export type Totals = z.infer<typeof totals>;
export type Session = z.infer<typeof session>;
