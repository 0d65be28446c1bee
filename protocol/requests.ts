import { z } from 'zod';
import { count, id, messageText, timeZone, token, uuid } from './fields';
import { laterChange, laterSchedule } from './later';
import type { Scheduled } from './later';
import { ATTACHMENTS_MAX } from './limits';
import { draftRequests } from './drafts';
import type { Draft, DraftSaveAnswer } from './drafts';
import { bulkRequests } from './bulk';
import type { BulkAnswers } from './bulk';
import { labelRequests } from './labels';
import type { LabelAnswers } from './labels';
import { viewRequests } from './views';
import type { ViewAnswers } from './views';
import { queueRequests } from './queue';
import type { QueueAnswers } from './queue';
import { floorRequests } from './floor';
import type { FloorAnswers } from './floor';
import { transferRequests } from './transfers';
import type { TransferAnswers } from './transfers';
import { teamsRequests } from './teams';
import type { TeamsAnswers } from './teams';
import { teamRequests } from './team';
import type { TeamAnswers } from './team';
import { noteRequests } from './notes';
import type { Note } from './notes';
import { policyRequests } from './policies';
import type { PolicyAnswers } from './policies';
import { promiseRequests } from './promises';
import type { ExpertPromise, PromiseCounts } from './promises';
import { searchRun } from './search';
import type { SearchAnswer } from './search';
import { roomTriage } from './triage';
import type { TriageAnswer } from './triage';
import { webhookRequests } from './webhooks';
import type { WebhookAnswers } from './webhooks';
import type { ErrorCode } from './errors';
import type { FileReason } from './files';
import type { Message, MessageVersion, Order, Room, RoomEvent, Totals, User } from './entities';

/** Socket requests, client to server: strict payloads and the answers that acknowledge them. */

/** The fields of a post, by socket and by HTTP alike. */
const post = z.strictObject({
  room: id,
  message: messageText,
  client_message_id: uuid,
  reply_to: id.nullish(),
  attachments: z.array(id).max(ATTACHMENTS_MAX).optional(),
  seen_seq: count.optional(),
  expect_seq: count.optional(),
});

const hasContent = (value: { message: string; attachments?: number[] | undefined }) =>
  value.message.trim() !== '' || (value.attachments?.length ?? 0) > 0;

export const messagePost = post.refine(hasContent);
/** Over HTTP the sender may leave the making of the id to the server. */
export const messagePostHttp = post.extend({ client_message_id: uuid.optional() }).refine(hasContent);

/** Every request by name; the server's table of handlers has exactly these keys. */
export const requests = {
  'inbox:catch_up': z.strictObject({ cursor: z.string().max(200).optional() }),
  'room:open': z.strictObject({ room: id, since_rev: count.optional() }),
  'message:post': messagePost,
  'message:edit': z.strictObject({ id, message: messageText.refine((text) => text.trim() !== '') }),
  'message:delete': z.strictObject({ id }),
  /** What the message said before its edits; for experts. */
  'message:history': z.strictObject({ id }),
  'room:read': z.strictObject({ room: id, seq: count }),
  'typing:set': z.strictObject({ room: id, is_typing: z.boolean() }),
  /** How the caller keeps the room. `unread_from: null` takes the mark away. */
  'room:set': z.strictObject({ room: id, is_muted: z.boolean().optional(), is_pinned: z.boolean().optional(), unread_from: id.nullish() }),
  /** What an expert decides about a room. */
  'room:triage': roomTriage,
  'later:schedule': laterSchedule,
  'later:change': laterChange,
  'later:cancel': z.strictObject({ id }),
  /** What the caller has scheduled, and what was refused and waits for him. */
  'later:list': z.strictObject({}),
  /** The time zone of the caller's device, as `Europe/Paris`. */
  'zone:set': z.strictObject({ time_zone: timeZone }),
  /** A newer one of the same socket stops the one before it, which is answered `unavailable`. */
  'search:run': searchRun,
  ...noteRequests,
  ...teamRequests,
  ...teamsRequests,
  ...transferRequests,
  ...floorRequests,
  ...queueRequests,
  ...draftRequests,
  ...promiseRequests,
  ...policyRequests,
  ...labelRequests,
  ...viewRequests,
  ...bulkRequests,
  ...webhookRequests,
  'session:renew': z.strictObject({ token }),
} as const;

export type RequestName = keyof typeof requests;
/** What a sender gives; optional fields may be absent. */
export type RequestPayload<N extends RequestName> = z.input<(typeof requests)[N]>;
/** What a handler receives after parsing. */
export type ParsedRequest<N extends RequestName> = z.output<(typeof requests)[N]>;
export type PostRequest = RequestPayload<'message:post'>;

/**
 * `edit_ms`: for how long a message can be edited; 0: for ever. `is_whole`: this is the first page of the whole inbox, also when a cursor
 * was given: it was not one of this database. `now`: the server's clock, by which snoozes end.
 */
export type InboxAnswer = { rooms: Room[]; gone: number[]; totals: Totals; cursor: string; has_more: boolean; edit_ms?: number; is_whole?: boolean; now?: string };
/** `notes`: the newest internal notes, for the room's experts only; a client's answer does not have the key. */
export type RoomOpenAnswer = { room: Room; messages: Message[]; events: RoomEvent[]; has_more: boolean; notes?: Note[] };
/** `last_rev` says at which change number of the room the count was taken, so that a reader can add later facts to it. */
export type ReadAnswer = { read_seq: number; unread_count: number; last_rev: number };

export type Answers = TeamAnswers & TeamsAnswers & TransferAnswers & FloorAnswers & QueueAnswers & PolicyAnswers & LabelAnswers & ViewAnswers & BulkAnswers & WebhookAnswers & {
  'inbox:catch_up': InboxAnswer;
  'room:open': RoomOpenAnswer;
  'message:post': { message: Message };
  'message:edit': { message: Message };
  'message:delete': { message: Message };
  'message:history': { versions: MessageVersion[] };
  'room:read': ReadAnswer;
  'typing:set': Record<never, never>;
  'room:set': { room: Room };
  'room:triage': TriageAnswer;
  'later:schedule': { scheduled: Scheduled };
  'later:change': { scheduled: Scheduled };
  'later:cancel': { scheduled: Scheduled };
  'later:list': { scheduled: Scheduled[] };
  'zone:set': Record<never, never>;
  'search:run': SearchAnswer;
  'note:post': { note: Note };
  'note:edit': { note: Note };
  'note:delete': { note: Note };
  'colleague:list': { colleagues: User[] };
  'draft:save': DraftSaveAnswer;
  'draft:list': { drafts: Draft[]; has_more: boolean };
  'promise:make': { promise: ExpertPromise };
  'promise:move': { promise: ExpertPromise };
  'promise:cancel': { promise: ExpertPromise };
  'promise:list': { promises: ExpertPromise[] };
  'promise:counts': PromiseCounts;
  'session:renew': { expires_in: number };
};

export type RequestError = {
  code: ErrorCode;
  message: string;
  /** Seconds; with `rate_limited` and `unavailable`. */
  retry_after?: number;
  /** With `room_moved`: what others wrote after the expected number, oldest first, and the room's newest number. */
  messages?: Message[];
  last_seq?: number;
  /** With `conflict` of `order:take`: who has the order. */
  user?: User;
  /** With `conflict` of `order:take`: the caller has as many open orders as he may have. */
  is_full?: true;
  /** With `conflict` of an order's late version: the order as it is. */
  order?: Order;
  /** Why a file was refused. */
  reason?: FileReason;
  /** With `unauthorized` of a sign-in: the password is right, and a code is wanted, or another one. */
  needs_code?: true;
};

export type Acknowledgment<N extends RequestName> = ({ ok: true } & Answers[N]) | { ok: false; error: RequestError };
