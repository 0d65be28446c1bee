import { z } from 'zod';
import type { acknowledgments, RequestError } from './acknowledgments';
import { count, id, messageText, timeZone, token, uuid } from './fields';
import { laterChange, laterSchedule } from './later';
import { ATTACHMENTS_MAX } from './limits';
import { draftRequests } from './drafts';
import { bulkRequests } from './bulk';
import { labelRequests } from './labels';
import { viewRequests } from './views';
import { queueRequests } from './queue';
import { floorRequests } from './floor';
import { transferRequests } from './transfers';
import { teamsRequests } from './teams';
import { teamRequests } from './team';
import { noteRequests } from './notes';
import { policyRequests } from './policies';
import { promiseRequests } from './promises';
import { searchRun } from './search';
import { roomTriage } from './triage';
import { webhookRequests } from './webhooks';

/** Socket requests, client to server: strict payloads. What acknowledges them: `acknowledgments.ts`. */

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
  'message:edit': z.strictObject({ id, message: messageText }),
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

/** What each request is answered when it is done; `acknowledgments` has the schemas. */
export type Answers = { [N in RequestName]: z.infer<(typeof acknowledgments)[N]> };
export type InboxAnswer = Answers['inbox:catch_up'];
export type RoomOpenAnswer = Answers['room:open'];
export type ReadAnswer = Answers['room:read'];

export type { RequestError } from './acknowledgments';
export type Acknowledgment<N extends RequestName> = ({ ok: true } & Answers[N]) | { ok: false; error: RequestError };
