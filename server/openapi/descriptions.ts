import { z } from 'zod';
import { adminUser, adminUsers, allowedFrame, allowedFrames, apiKeys, auditPage, erasureExtent, madeKey, passwordLink, retentionBody, retentionExtent } from '../../protocol/admin';
import { answerTime, attachmentAnswer, ended, factorBegun, factorConfirmed, factorState, fileLimits, health, invite, inviteAnswer, listedOrder, orderAnswer, orderRead, readAnswer, readiness, revoked, signedIn, signInWays, table, userAnswer } from '../../protocol/answers';
import { nothing } from '../../protocol/nothing';
import { account, message, room, session } from '../../protocol/entities';
import type { ErrorCode } from '../../protocol/errors';
import { exported, exportedPerson } from '../../protocol/exports';
import { pushKeyAnswer } from '../../protocol/push';
import { ratingAnswer } from '../../protocol/ratings';
import { repliesImported, reply } from '../../protocol/replies';
import { report } from '../../protocol/reports';
import { searchHit } from '../../protocol/search';
import { webhook, webhookAttempt, webhookDelivery, webhookMade, webhookReplayed, webhookTested } from '../../protocol/webhooks';
import { toldAnswer } from '../../protocol/webhooks_in';
import type { RouteName } from '../access';

/** What a good answer has: this as JSON, null: no JSON; or a list of these, with `Link` where there are pages. */
type Answered = { answer: z.ZodType | null; list?: undefined } | { list: z.ZodType; answer?: undefined };

/** What the description of the API says of each route beside what its schemas and the access list say already. */
export type Description = Answered & {
  tag: 'Orders' | 'Webhooks' | 'Chat' | 'Files' | 'Signing in' | 'Administration' | 'Health';
  summary: string;
  /** The status of a good answer; with `also` others. */
  status?: number;
  also?: readonly number[];
  /** Another type than JSON, or beside it. */
  type?: string;
  /** A good answer may have no body at all although it has JSON at other times. */
  may_be_empty?: true;
  /** What else its headers say. */
  headers?: Record<string, string>;
  /** Codes besides those that follow from who may ask, the body and the path (`refusals.ts`). */
  errors?: readonly ErrorCode[];
  /** Codes under statuses that are not their own: another protocol's. */
  refusals?: Readonly<Record<number, ErrorCode>>;
  example?: { path?: Record<string, string | number>; body?: unknown };
};

/** This description itself, whose own form is that of OpenAPI. */
const openApiDocument = z.looseObject({ openapi: z.literal('3.1.0'), info: z.looseObject({ title: z.string(), version: z.string() }), paths: z.record(z.string(), z.unknown()) });
/** The statuses of the tus protocol, as its clients know them. */
const tus = { 403: 'bad_request', 410: 'not_found', 412: 'bad_request' } as const;
const person = { email: 'maria@example.com', first_name: 'Мария', last_name: 'Орлова' };
const expert = { email: 'anna@example.com', first_name: 'Анна', last_name: 'Соколова' };
const order = { path: { id: 4106 } };

/** Every route, and nothing else: the compiler asks for it. The examples run in a test, in this order. */
export const descriptions: Record<RouteName, Description> = {
  'PUT /api/orders/:id': {
    tag: 'Orders', summary: 'Make or change an order; its room and participants come into being, and change, with it', status: 200, also: [201], answer: orderAnswer, errors: ['conflict'],
    example: { ...order, body: { title: 'Перевод договора', status: 'in_progress', client: person, expert, version: 1 } },
  },
  'GET /api/orders': { tag: 'Orders', summary: 'The orders, the highest number first, or with a cursor as they were changed', list: listedOrder, headers: { 'Next-Cursor': 'With a cursor: what to come back with' }, example: {} },
  'GET /api/orders/:id': { tag: 'Orders', summary: 'An order, its room and its rating', answer: orderRead, example: order },
  'POST /api/orders/:id/invites': { tag: 'Orders', summary: 'A personal link by which the client comes into the chat, with no account', status: 201, answer: inviteAnswer, example: { ...order, body: { expires_in: 86_400 } } },
  'GET /api/orders/:id/invites': { tag: 'Orders', summary: 'The links of an order, without their tokens', list: invite, example: order },
  'DELETE /api/orders/:id/invites/:invite': { tag: 'Orders', summary: 'Revoke a link, and end the sessions that came by it', answer: revoked },
  'DELETE /api/orders/:id/invites': { tag: 'Orders', summary: 'Revoke all links of an order', answer: revoked, example: order },
  'GET /api/orders/:id/export': { tag: 'Orders', summary: 'The conversation to keep, as a page or as JSON', answer: exported, example: { path: { id: 4106 } }, type: 'text/html' },
  'POST /api/users': { tag: 'Orders', summary: 'Make or change a user, found by the address', status: 201, also: [200], answer: userAnswer, errors: ['conflict'], example: { body: { ...expert, role: 'expert' } } },
  'GET /api/users/:id/export': { tag: 'Orders', summary: 'Everything that is kept about a person', answer: exportedPerson },
  'GET /api/users/:id/erasure': { tag: 'Orders', summary: 'What an erasure of a person would take', answer: erasureExtent },
  'POST /api/users/:id/erasure': { tag: 'Orders', summary: 'Erase a person', status: 202, answer: nothing, errors: ['conflict'] },
  'POST /api/webhooks': {
    tag: 'Webhooks', summary: 'Make an endpoint; the secret is shown this once', status: 201, answer: webhookMade, errors: ['conflict'],
    example: { body: { url: 'https://market.example.com/hooks/orderline', description: 'Orders service', kinds: ['message.posted', 'order.changed'] } },
  },
  'POST /api/webhooks/in': { tag: 'Webhooks', summary: 'Tell of an order, signed: each id has one effect', also: [202], answer: toldAnswer, errors: ['not_found', 'conflict'] },
  'GET /api/webhooks': { tag: 'Webhooks', summary: 'The endpoints', list: webhook, example: {} },
  'GET /api/webhooks/:id': { tag: 'Webhooks', summary: 'One endpoint', answer: webhook, example: { path: { id: 1 } } },
  'PATCH /api/webhooks/:id': { tag: 'Webhooks', summary: 'Change an endpoint, switch it off or on', answer: webhook, example: { path: { id: 1 }, body: { kinds: ['message.posted'] } } },
  'POST /api/webhooks/:id/rotate': { tag: 'Webhooks', summary: 'A new secret; the present one signs along for some hours', answer: webhookMade, example: { path: { id: 1 }, body: { keep_hours: 24 } } },
  'GET /api/webhooks/:id/deliveries': { tag: 'Webhooks', summary: 'What was told and what waits, the newest first', list: webhookDelivery, example: { path: { id: 1 } } },
  'GET /api/webhooks/:id/deliveries/:delivery/attempts': { tag: 'Webhooks', summary: 'Every attempt at a delivery, the newest first', list: webhookAttempt },
  'POST /api/webhooks/:id/replay': { tag: 'Webhooks', summary: 'Send again: the deliveries named, or all dead ones', answer: webhookReplayed, example: { path: { id: 1 }, body: {} } },
  'POST /api/webhooks/:id/test': { tag: 'Webhooks', summary: 'Send an event that means nothing', answer: webhookTested, status: 202, errors: ['conflict'] },
  'DELETE /api/webhooks/:id': { tag: 'Webhooks', summary: 'Remove an endpoint with its log', status: 204, answer: null, example: { path: { id: 1 } } },

  'GET /api/users/me': { tag: 'Chat', summary: 'Who the caller is', answer: account },
  'GET /api/chat/rooms': { tag: 'Chat', summary: 'The caller’s rooms', list: room },
  'GET /api/chat/rooms/:id': { tag: 'Chat', summary: 'One room', answer: room },
  'POST /api/chat/rooms/create_for_order': { tag: 'Chat', summary: 'The room of an order, made if there is none', status: 201, also: [200], answer: room, errors: ['order_forbidden', 'not_found'] },
  'GET /api/chat/rooms/:id/messages': { tag: 'Chat', summary: 'A page of messages, oldest first; the newest page when no bound is given', list: message },
  'POST /api/chat/messages': { tag: 'Chat', summary: 'Post a message; a repeat of its client_message_id finds the stored one', status: 201, also: [200], answer: message, errors: ['not_found', 'conflict', 'room_moved'] },
  'POST /api/chat/rooms/:id/mark_read': { tag: 'Chat', summary: 'Move the caller’s cursor', answer: readAnswer },
  'GET /api/chat/rooms/:id/export': { tag: 'Chat', summary: 'The conversation to keep, as a page or as JSON', answer: exported, type: 'text/html' },
  'GET /api/chat/rooms/:id/answer_time': { tag: 'Chat', summary: 'How soon a client may hope for an answer', answer: answerTime },
  'GET /api/chat/rooms/:id/rating': { tag: 'Chat', summary: 'What the client thinks of the work', answer: ratingAnswer },
  'PUT /api/chat/rooms/:id/rating': { tag: 'Chat', summary: 'Say it', answer: ratingAnswer, errors: ['conflict'] },
  'GET /api/chat/search': { tag: 'Chat', summary: 'Search in messages, orders and names', list: searchHit },
  'GET /api/reports': { tag: 'Administration', summary: 'How the work goes, in numbers', answer: report, errors: ['not_found'] },
  'GET /api/reports/export': { tag: 'Administration', summary: 'The same as CSV', answer: table, errors: ['not_found'] },
  'GET /api/chat/replies': { tag: 'Chat', summary: 'Canned replies', list: reply },
  'POST /api/chat/replies': { tag: 'Chat', summary: 'Make a canned reply', answer: reply, status: 201, errors: ['conflict'] },
  'GET /api/chat/replies/export': { tag: 'Chat', summary: 'Canned replies as CSV', answer: table },
  'POST /api/chat/replies/import': { tag: 'Chat', summary: 'Take canned replies from CSV', answer: repliesImported },
  'PUT /api/chat/replies/:id': { tag: 'Chat', summary: 'Change a canned reply', answer: reply, errors: ['conflict'] },
  'DELETE /api/chat/replies/:id': { tag: 'Chat', summary: 'Remove a canned reply', status: 204, answer: null },
  'GET /api/push/key': { tag: 'Chat', summary: 'The public key of Web Push', answer: pushKeyAnswer },
  'POST /api/push/subscriptions': { tag: 'Chat', summary: 'Tell this browser by push', status: 204, answer: null },
  'DELETE /api/push/subscriptions': { tag: 'Chat', summary: 'No more', status: 204, answer: null },

  'GET /api/chat/files': { tag: 'Files', summary: 'What this server takes', answer: fileLimits },
  'OPTIONS /api/chat/files': { tag: 'Files', summary: 'What of the tus protocol is spoken', status: 204, answer: null },
  'POST /api/chat/files': { tag: 'Files', summary: 'Begin an upload by the tus protocol', answer: attachmentAnswer, status: 201, errors: ['not_found', 'too_large'], may_be_empty: true, refusals: tus },
  'HEAD /api/chat/files/:id': { tag: 'Files', summary: 'How far an upload has come', answer: null, refusals: tus },
  'PATCH /api/chat/files/:id': { tag: 'Files', summary: 'Go on with an upload', answer: attachmentAnswer, status: 204, also: [200], errors: ['conflict', 'too_large'], refusals: tus },
  'DELETE /api/chat/files/:id': { tag: 'Files', summary: 'Give an upload up', status: 204, answer: null, errors: ['conflict'], refusals: tus },
  'GET /api/chat/files/:id': { tag: 'Files', summary: 'A file’s description, with fresh addresses', answer: attachmentAnswer },
  'GET /api/chat/files/:id/content': { tag: 'Files', summary: 'Its bytes', also: [206, 304, 416], answer: null, type: 'application/octet-stream' },
  'GET /api/chat/files/:id/thumbnail': { tag: 'Files', summary: 'A small picture of it', also: [304], answer: null, type: 'image/webp' },

  'POST /api/auth/setup': { tag: 'Signing in', summary: 'Make the first administrator', status: 204, answer: null, errors: ['unauthorized', 'not_found', 'conflict'] },
  'POST /api/auth/login': { tag: 'Signing in', summary: 'Sign in by address and password', answer: signedIn, errors: ['unauthorized'] },
  'POST /api/auth/refresh': { tag: 'Signing in', summary: 'Change a refresh token for the next one', answer: signedIn, errors: ['unauthorized'] },
  'POST /api/auth/join': { tag: 'Signing in', summary: 'Sign in by the token of a personal link', answer: signedIn, errors: ['unauthorized'] },
  'POST /api/auth/embed': { tag: 'Signing in', summary: 'Sign in by what the marketplace’s page vouches for', answer: signedIn, errors: ['unauthorized', 'not_found'] },
  'POST /api/auth/logout': { tag: 'Signing in', summary: 'End the session', status: 204, answer: null },
  'GET /api/auth/ways': { tag: 'Signing in', summary: 'By what people may sign in here besides a password', answer: signInWays },
  'GET /api/auth/oidc/start': { tag: 'Signing in', summary: 'To the single sign-on', status: 303, answer: null, errors: ['not_found'] },
  'GET /api/auth/oidc/callback': { tag: 'Signing in', summary: 'And back', status: 303, answer: null, errors: ['not_found'] },
  'POST /api/auth/oidc/desktop': { tag: 'Signing in', summary: 'Change the desktop program’s code for its session', answer: signedIn, errors: ['not_found', 'unauthorized'] },
  'POST /api/auth/reset': { tag: 'Signing in', summary: 'Ask for a link that sets a new password', status: 202, answer: nothing, errors: ['not_found'] },
  'POST /api/auth/reset/redeem': { tag: 'Signing in', summary: 'Set it', status: 204, answer: null, errors: ['unauthorized'] },
  'POST /api/auth/password': { tag: 'Signing in', summary: 'Change the password', answer: ended },
  'GET /api/auth/factor': { tag: 'Signing in', summary: 'The second factor', answer: factorState },
  'POST /api/auth/factor': { tag: 'Signing in', summary: 'Begin one', status: 201, answer: factorBegun, errors: ['conflict'] },
  'POST /api/auth/factor/confirm': { tag: 'Signing in', summary: 'Confirm it by a code', answer: factorConfirmed, errors: ['conflict'] },
  'DELETE /api/auth/factor': { tag: 'Signing in', summary: 'Remove it', status: 204, answer: null, errors: ['conflict'] },
  'GET /api/auth/sessions': { tag: 'Signing in', summary: 'Signed-in devices', list: session },
  'DELETE /api/auth/sessions': { tag: 'Signing in', summary: 'Sign them out', answer: ended },
  'DELETE /api/auth/sessions/:id': { tag: 'Signing in', summary: 'Sign one out', status: 204, answer: null },

  'GET /api/admin/users': { tag: 'Administration', summary: 'Accounts', answer: adminUsers },
  'POST /api/admin/users': { tag: 'Administration', summary: 'Make an account', answer: adminUser, status: 201, errors: ['conflict'] },
  'PUT /api/admin/users/:id': { tag: 'Administration', summary: 'Change or close an account', answer: adminUser, errors: ['conflict'] },
  'POST /api/admin/users/:id/link': { tag: 'Administration', summary: 'A link by which the user sets a password', status: 201, answer: passwordLink, errors: ['conflict'] },
  'DELETE /api/admin/users/:id/sessions': { tag: 'Administration', summary: 'Sign a user out everywhere', answer: adminUser },
  'GET /api/admin/audit': { tag: 'Administration', summary: 'The trail', answer: auditPage },
  'GET /api/admin/keys': { tag: 'Administration', summary: 'API keys', answer: apiKeys },
  'POST /api/admin/keys': { tag: 'Administration', summary: 'Make an API key', answer: madeKey, status: 201, errors: ['conflict'] },
  'POST /api/admin/keys/:id/rotate': { tag: 'Administration', summary: 'Replace an API key', status: 201, answer: madeKey, errors: ['conflict'] },
  'DELETE /api/admin/keys/:id': { tag: 'Administration', summary: 'Revoke an API key', status: 204, answer: null },
  'GET /api/admin/frames': { tag: 'Administration', summary: 'The sites that may show the chat in a frame', answer: allowedFrames },
  'POST /api/admin/frames': { tag: 'Administration', summary: 'Allow a site', status: 201, answer: allowedFrame, errors: ['conflict'] },
  'DELETE /api/admin/frames/:id': { tag: 'Administration', summary: 'Take a site away', status: 204, answer: null },

  'GET /api/admin/users/:id/export': { tag: 'Administration', summary: 'Everything that is kept about a person', answer: exportedPerson },
  'GET /api/admin/users/:id/erasure': { tag: 'Administration', summary: 'What an erasure of a person would take', answer: erasureExtent },
  'POST /api/admin/users/:id/erasure': { tag: 'Administration', summary: 'Erase a person', status: 202, answer: nothing, errors: ['conflict'] },
  'GET /api/admin/retention': { tag: 'Administration', summary: 'For how long what is kept', answer: retentionBody },
  'PUT /api/admin/retention': { tag: 'Administration', summary: 'Change that', answer: retentionBody },
  'GET /api/admin/retention/preview': { tag: 'Administration', summary: 'What a change of it would take', answer: retentionExtent },

  'GET /api/openapi.json': { tag: 'Health', summary: 'This description', answer: openApiDocument },
  'GET /api/docs': { tag: 'Health', summary: 'The same to read', answer: null, type: 'text/html' },
  'GET /healthz': { tag: 'Health', summary: '200 while the process lives', answer: health },
  'GET /readyz': { tag: 'Health', summary: '200 only while the database answers', answer: readiness },
  'GET /metrics': { tag: 'Health', summary: 'Counters and gauges for Prometheus', answer: null, type: 'text/plain', errors: ['not_found'] },
};
