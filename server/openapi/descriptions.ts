import type { z } from 'zod';
import { invite, inviteAnswer, listedOrder, orderAnswer, orderRead, readAnswer, revoked, signedIn, userAnswer, webhook, webhookAttempt, webhookDelivery, webhookMade } from '../../protocol/answers';
import { account, message, room, session } from '../../protocol/entities';
import type { ErrorCode } from '../../protocol/errors';
import { toldAnswer } from '../../protocol/webhooks_in';
import type { RouteName } from '../access';

/** What the description of the API says of each route beside what its schemas and the access list say already. */
export type Description = {
  tag: 'Orders' | 'Webhooks' | 'Chat' | 'Files' | 'Signing in' | 'Administration' | 'Health';
  summary: string;
  /** The status of a good answer; with `also` another one. */
  status?: number;
  also?: number;
  /** What is answered; absent: it is not described here, null: nothing. */
  answer?: z.ZodType | null;
  /** The answer is a list of these, with `Link`. */
  list?: z.ZodType;
  /** What else its headers say. */
  headers?: Record<string, string>;
  errors?: readonly ErrorCode[];
  /** Another type than JSON. */
  type?: string;
  example?: { path?: Record<string, string | number>; body?: unknown };
};

const person = { email: 'maria@example.com', first_name: 'Мария', last_name: 'Орлова' };
const expert = { email: 'anna@example.com', first_name: 'Анна', last_name: 'Соколова' };
const order = { path: { id: 4106 } };

/** Every route, and nothing else: the compiler asks for it. The examples run in a test, in this order. */
export const descriptions: Record<RouteName, Description> = {
  'PUT /api/orders/:id': {
    tag: 'Orders', summary: 'Make or change an order; its room and participants come into being, and change, with it', status: 200, also: 201, answer: orderAnswer, errors: ['conflict'],
    example: { ...order, body: { title: 'Перевод договора', status: 'in_progress', client: person, expert, version: 1 } },
  },
  'GET /api/orders': { tag: 'Orders', summary: 'The orders, the highest number first, or with a cursor as they were changed', list: listedOrder, headers: { 'Next-Cursor': 'With a cursor: what to come back with' }, example: {} },
  'GET /api/orders/:id': { tag: 'Orders', summary: 'An order, its room and its rating', answer: orderRead, errors: ['not_found'], example: order },
  'POST /api/orders/:id/invites': { tag: 'Orders', summary: 'A personal link by which the client comes into the chat, with no account', status: 201, answer: inviteAnswer, errors: ['not_found'], example: { ...order, body: { expires_in: 86_400 } } },
  'GET /api/orders/:id/invites': { tag: 'Orders', summary: 'The links of an order, without their tokens', list: invite, errors: ['not_found'], example: order },
  'DELETE /api/orders/:id/invites/:invite': { tag: 'Orders', summary: 'Revoke a link, and end the sessions that came by it', answer: revoked, errors: ['not_found'] },
  'DELETE /api/orders/:id/invites': { tag: 'Orders', summary: 'Revoke all links of an order', answer: revoked, errors: ['not_found'], example: order },
  'GET /api/orders/:id/export': { tag: 'Orders', summary: 'The conversation to keep, as a page or as JSON', errors: ['not_found'], example: { path: { id: 4106 } }, type: 'text/html' },
  'POST /api/users': { tag: 'Orders', summary: 'Make or change a user, found by the address', status: 201, also: 200, answer: userAnswer, errors: ['conflict'], example: { body: { ...expert, role: 'expert' } } },
  'GET /api/users/:id/export': { tag: 'Orders', summary: 'Everything that is kept about a person', errors: ['not_found'] },
  'GET /api/users/:id/erasure': { tag: 'Orders', summary: 'What an erasure of a person would take', errors: ['not_found'] },
  'POST /api/users/:id/erasure': { tag: 'Orders', summary: 'Erase a person', errors: ['not_found', 'conflict'] },
  'POST /api/webhooks': {
    tag: 'Webhooks', summary: 'Make an endpoint; the secret is shown this once', status: 201, answer: webhookMade, errors: ['conflict'],
    example: { body: { url: 'https://market.example.com/hooks/orderline', description: 'Orders service', kinds: ['message.posted', 'order.changed'] } },
  },
  'POST /api/webhooks/in': { tag: 'Webhooks', summary: 'Tell of an order, signed: each id has one effect', also: 202, answer: toldAnswer, errors: ['not_found', 'conflict'] },
  'GET /api/webhooks': { tag: 'Webhooks', summary: 'The endpoints', list: webhook, example: {} },
  'GET /api/webhooks/:id': { tag: 'Webhooks', summary: 'One endpoint', answer: webhook, errors: ['not_found'], example: { path: { id: 1 } } },
  'PATCH /api/webhooks/:id': { tag: 'Webhooks', summary: 'Change an endpoint, switch it off or on', answer: webhook, errors: ['not_found'], example: { path: { id: 1 }, body: { kinds: ['message.posted'] } } },
  'POST /api/webhooks/:id/rotate': { tag: 'Webhooks', summary: 'A new secret; the present one signs along for some hours', answer: webhookMade, errors: ['not_found'], example: { path: { id: 1 }, body: { keep_hours: 24 } } },
  'GET /api/webhooks/:id/deliveries': { tag: 'Webhooks', summary: 'What was told and what waits, the newest first', list: webhookDelivery, errors: ['not_found'], example: { path: { id: 1 } } },
  'GET /api/webhooks/:id/deliveries/:delivery/attempts': { tag: 'Webhooks', summary: 'Every attempt at a delivery, the newest first', list: webhookAttempt, errors: ['not_found'] },
  'POST /api/webhooks/:id/replay': { tag: 'Webhooks', summary: 'Send again: the deliveries named, or all dead ones', errors: ['not_found'], example: { path: { id: 1 }, body: {} } },
  'POST /api/webhooks/:id/test': { tag: 'Webhooks', summary: 'Send an event that means nothing', status: 202, errors: ['not_found', 'conflict'] },
  'DELETE /api/webhooks/:id': { tag: 'Webhooks', summary: 'Remove an endpoint with its log', status: 204, answer: null, errors: ['not_found'], example: { path: { id: 1 } } },

  'GET /api/users/me': { tag: 'Chat', summary: 'Who the caller is', answer: account },
  'GET /api/chat/rooms': { tag: 'Chat', summary: 'The caller’s rooms', list: room },
  'GET /api/chat/rooms/:id': { tag: 'Chat', summary: 'One room', answer: room, errors: ['not_found'] },
  'POST /api/chat/rooms/create_for_order': { tag: 'Chat', summary: 'The room of an order, made if there is none', status: 201, also: 200, answer: room, errors: ['order_forbidden', 'not_found'] },
  'GET /api/chat/rooms/:id/messages': { tag: 'Chat', summary: 'A page of messages, oldest first; the newest page when no bound is given', list: message, errors: ['not_found'] },
  'POST /api/chat/messages': { tag: 'Chat', summary: 'Post a message; a repeat of its client_message_id finds the stored one', status: 201, also: 200, answer: message, errors: ['not_found', 'conflict', 'room_moved'] },
  'POST /api/chat/rooms/:id/mark_read': { tag: 'Chat', summary: 'Move the caller’s cursor', answer: readAnswer, errors: ['not_found'] },
  'GET /api/chat/rooms/:id/export': { tag: 'Chat', summary: 'The conversation to keep, as a page or as JSON', errors: ['not_found'], type: 'text/html' },
  'GET /api/chat/rooms/:id/answer_time': { tag: 'Chat', summary: 'How soon a client may hope for an answer', errors: ['not_found'] },
  'GET /api/chat/rooms/:id/rating': { tag: 'Chat', summary: 'What the client thinks of the work', errors: ['not_found'] },
  'PUT /api/chat/rooms/:id/rating': { tag: 'Chat', summary: 'Say it', errors: ['not_found', 'conflict'] },
  'GET /api/chat/search': { tag: 'Chat', summary: 'Search in messages, orders and names' },
  'GET /api/reports': { tag: 'Administration', summary: 'How the work goes, in numbers', errors: ['not_found', 'unavailable'] },
  'GET /api/reports/export': { tag: 'Administration', summary: 'The same as CSV', errors: ['not_found', 'unavailable'] },
  'GET /api/chat/replies': { tag: 'Chat', summary: 'Canned replies' },
  'POST /api/chat/replies': { tag: 'Chat', summary: 'Make a canned reply', status: 201, errors: ['conflict'] },
  'GET /api/chat/replies/export': { tag: 'Chat', summary: 'Canned replies as CSV' },
  'POST /api/chat/replies/import': { tag: 'Chat', summary: 'Take canned replies from CSV' },
  'PUT /api/chat/replies/:id': { tag: 'Chat', summary: 'Change a canned reply', errors: ['not_found', 'conflict'] },
  'DELETE /api/chat/replies/:id': { tag: 'Chat', summary: 'Remove a canned reply', status: 204, answer: null, errors: ['not_found'] },
  'GET /api/push/key': { tag: 'Chat', summary: 'The public key of Web Push' },
  'POST /api/push/subscriptions': { tag: 'Chat', summary: 'Tell this browser by push', status: 204, answer: null },
  'DELETE /api/push/subscriptions': { tag: 'Chat', summary: 'No more', status: 204, answer: null },

  'GET /api/chat/files': { tag: 'Files', summary: 'What this server takes' },
  'OPTIONS /api/chat/files': { tag: 'Files', summary: 'What of the tus protocol is spoken', status: 204, answer: null },
  'POST /api/chat/files': { tag: 'Files', summary: 'Begin an upload by the tus protocol', status: 201, errors: ['not_found', 'too_large'] },
  'HEAD /api/chat/files/:id': { tag: 'Files', summary: 'How far an upload has come', answer: null, errors: ['not_found'] },
  'PATCH /api/chat/files/:id': { tag: 'Files', summary: 'Go on with an upload', status: 204, also: 200, errors: ['not_found', 'conflict', 'too_large'] },
  'DELETE /api/chat/files/:id': { tag: 'Files', summary: 'Give an upload up', status: 204, answer: null, errors: ['not_found'] },
  'GET /api/chat/files/:id': { tag: 'Files', summary: 'A file’s description, with fresh addresses', errors: ['not_found'] },
  'GET /api/chat/files/:id/content': { tag: 'Files', summary: 'Its bytes', type: 'application/octet-stream', errors: ['not_found'] },
  'GET /api/chat/files/:id/thumbnail': { tag: 'Files', summary: 'A small picture of it', type: 'image/webp', errors: ['not_found'] },

  'POST /api/auth/setup': { tag: 'Signing in', summary: 'Make the first administrator', errors: ['conflict'] },
  'POST /api/auth/login': { tag: 'Signing in', summary: 'Sign in by address and password', answer: signedIn },
  'POST /api/auth/refresh': { tag: 'Signing in', summary: 'Change a refresh token for the next one', answer: signedIn },
  'POST /api/auth/join': { tag: 'Signing in', summary: 'Sign in by the token of a personal link', answer: signedIn },
  'POST /api/auth/embed': { tag: 'Signing in', summary: 'Sign in by what the marketplace’s page vouches for', answer: signedIn, errors: ['not_found'] },
  'POST /api/auth/logout': { tag: 'Signing in', summary: 'End the session', status: 204, answer: null },
  'GET /api/auth/ways': { tag: 'Signing in', summary: 'By what people may sign in here besides a password' },
  'GET /api/auth/oidc/start': { tag: 'Signing in', summary: 'To the single sign-on', status: 303, answer: null, errors: ['not_found'] },
  'GET /api/auth/oidc/callback': { tag: 'Signing in', summary: 'And back', status: 303, answer: null, errors: ['not_found'] },
  'POST /api/auth/oidc/desktop': { tag: 'Signing in', summary: 'Change the desktop program’s code for its session', answer: signedIn, errors: ['not_found', 'unauthorized'] },
  'POST /api/auth/reset': { tag: 'Signing in', summary: 'Ask for a link that sets a new password', errors: ['not_found'] },
  'POST /api/auth/reset/redeem': { tag: 'Signing in', summary: 'Set it', errors: ['unauthorized'] },
  'POST /api/auth/password': { tag: 'Signing in', summary: 'Change the password' },
  'GET /api/auth/factor': { tag: 'Signing in', summary: 'The second factor' },
  'POST /api/auth/factor': { tag: 'Signing in', summary: 'Begin one' },
  'POST /api/auth/factor/confirm': { tag: 'Signing in', summary: 'Confirm it by a code', errors: ['conflict'] },
  'DELETE /api/auth/factor': { tag: 'Signing in', summary: 'Remove it' },
  'GET /api/auth/sessions': { tag: 'Signing in', summary: 'Signed-in devices', list: session },
  'DELETE /api/auth/sessions': { tag: 'Signing in', summary: 'Sign them out' },
  'DELETE /api/auth/sessions/:id': { tag: 'Signing in', summary: 'Sign one out', status: 204, answer: null, errors: ['not_found'] },

  'GET /api/admin/users': { tag: 'Administration', summary: 'Accounts' },
  'POST /api/admin/users': { tag: 'Administration', summary: 'Make an account', status: 201, errors: ['conflict'] },
  'PUT /api/admin/users/:id': { tag: 'Administration', summary: 'Change or close an account', errors: ['not_found', 'conflict'] },
  'POST /api/admin/users/:id/link': { tag: 'Administration', summary: 'A link by which the user sets a password', errors: ['not_found', 'conflict'] },
  'DELETE /api/admin/users/:id/sessions': { tag: 'Administration', summary: 'Sign a user out everywhere', errors: ['not_found'] },
  'GET /api/admin/audit': { tag: 'Administration', summary: 'The trail' },
  'GET /api/admin/keys': { tag: 'Administration', summary: 'API keys' },
  'POST /api/admin/keys': { tag: 'Administration', summary: 'Make an API key', status: 201, errors: ['conflict'] },
  'POST /api/admin/keys/:id/rotate': { tag: 'Administration', summary: 'Replace an API key', errors: ['not_found', 'conflict'] },
  'DELETE /api/admin/keys/:id': { tag: 'Administration', summary: 'Revoke an API key', errors: ['not_found'] },

  'GET /api/admin/users/:id/export': { tag: 'Administration', summary: 'Everything that is kept about a person', errors: ['not_found'] },
  'GET /api/admin/users/:id/erasure': { tag: 'Administration', summary: 'What an erasure of a person would take', errors: ['not_found'] },
  'POST /api/admin/users/:id/erasure': { tag: 'Administration', summary: 'Erase a person', errors: ['not_found', 'conflict'] },
  'GET /api/admin/retention': { tag: 'Administration', summary: 'For how long what is kept' },
  'PUT /api/admin/retention': { tag: 'Administration', summary: 'Change that' },
  'GET /api/admin/retention/preview': { tag: 'Administration', summary: 'What a change of it would take' },

  'GET /api/openapi.json': { tag: 'Health', summary: 'This description' },
  'GET /api/docs': { tag: 'Health', summary: 'The same to read', type: 'text/html' },
  'GET /healthz': { tag: 'Health', summary: '200 while the process lives' },
  'GET /readyz': { tag: 'Health', summary: '200 only while the database answers', errors: ['unavailable'] },
  'GET /metrics': { tag: 'Health', summary: 'Counters and gauges for Prometheus', type: 'text/plain', errors: ['not_found'] },
};
