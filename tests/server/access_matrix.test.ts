import { randomBytes, randomUUID } from 'node:crypto';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { httpAccess, socketAccess, type RouteName, type Rule } from '../../server/access';
import { SCOPES } from '../../server/caller';
import { tokenHash } from '../../server/domain/opaque';
import { disableUser } from '../../server/domain/users';
import type { RequestName } from '../../protocol/requests';
import { connect, fresh, PASSWORD, someone, type Device, type Person } from '../support/people';
import { begin, creation, upload as sendFile } from '../support/uploads';
import { nameOf, newPost, say } from '../support/posts';
import { API_KEY, startServer, type TestServer } from '../support/server';
import { claimsOf, signToken } from '../support/tokens';

/** Everybody who may come, seen from one order. */
const CALLERS = ['anonymous', 'client', 'stranger', 'expert', 'colleague', 'other_expert', 'former_expert', 'former_colleague', 'lead', 'other_lead', 'invited_elsewhere', 'disabled', 'admin', 'key', 'poor_key', 'expired', 'forged'] as const;
type Kind = (typeof CALLERS)[number];
/** `ok`, or the code of the refusal. */
type Row = Record<Kind, string>;
/** What a request is about: the order's own things, or numbers that nothing has. */
type Ids = { order: number; room: number; message: number; upload: string; file: number; note: number; session: number; answer: number; promise: number; label: number; expert: number; receiver: number; offer: number; offered: number; led: number };

const nobody: Row = Object.fromEntries(CALLERS.map((kind) => [kind, 'unauthorized'])) as Row;
const everybody = (outcome: string): Row => Object.fromEntries(CALLERS.map((kind) => [kind, outcome])) as Row;
/** For signed-in people: the order's two sides, and everybody else, who stands outside. */
const people = (own: string, foreign: string, more: Partial<Row> = {}): Row => ({
  ...nobody,
  client: own,
  expert: own,
  stranger: foreign,
  other_expert: foreign,
  former_expert: foreign,
  invited_elsewhere: foreign,
  admin: foreign,
  expired: 'token_expired',
  lead: more.other_expert ?? foreign,
  other_lead: more.other_expert ?? foreign,
  colleague: more.expert ?? own,
  former_colleague: more.former_expert ?? foreign,
  ...more,
});
/** For experts, leads and admins with a full session; whoever is a client may not even ask. */
const staff = (own: string, foreign: string): Row => people(own, foreign, { client: 'forbidden', stranger: 'forbidden', invited_elsewhere: 'forbidden' });
/** For experts, leads and admins with a full session, whatever they are to this order. */
const staffOnly = (outcome: string): Row => people('forbidden', 'forbidden', { expert: outcome, other_expert: outcome, former_expert: outcome, admin: outcome });
/** For whoever answers orders: experts and leads. */
const expertsOnly = (outcome: string): Row => ({ ...staffOnly(outcome), colleague: outcome, former_colleague: outcome, admin: 'forbidden' });
/** For leads and admins. */
const leadsOnly = (outcome: string): Row => people('forbidden', 'forbidden', { lead: outcome, other_lead: outcome, admin: outcome });
/** For admins alone. */
const adminsOnly = (outcome: string): Row => people('forbidden', 'forbidden', { admin: outcome });
const keys: Row = { ...nobody, key: 'ok', poor_key: 'forbidden' };

type HttpCase = { row: Row; path?: (ids: Ids) => string; body?: (ids: Ids) => unknown; headers?: (ids: Ids) => Record<string, string> };
const tus = { 'Tus-Resumable': '1.0.0', 'Upload-Offset': '0', 'Content-Type': 'application/offset+octet-stream' };
/** An upload under way, the expert's own; its HEAD has no body, and so no code. */
const upload = { path: ({ upload: key }: Ids) => `/api/chat/files/${key}`, headers: () => tus };
const file = (tail = '') => ({ path: ({ file: id }: Ids) => `/api/chat/files/${id}${tail}` });
const room = (tail = '') => ({ path: ({ room: id }: Ids) => `/api/chat/rooms/${id}${tail}` });

const routes: Record<RouteName, HttpCase> = {
  'GET /healthz': { row: everybody('ok') },
  'GET /readyz': { row: everybody('ok') },
  'GET /api/openapi.json': { row: everybody('ok') },
  'GET /api/docs': { row: everybody('ok') },
  // This server has no METRICS_TOKEN.
  'GET /metrics': { row: everybody('not_found') },
  'POST /api/auth/login': { row: everybody('ok'), body: () => ({ email: expert.account.email, password: PASSWORD, device: 'desktop' }) },
  'POST /api/auth/refresh': { row: everybody('unauthorized'), body: () => ({ refresh_token: 'x'.repeat(43) }) },
  'POST /api/auth/join': { row: everybody('unauthorized'), body: () => ({ token: 'x'.repeat(43) }) },
  'POST /api/auth/embed': { row: everybody('not_found'), body: () => ({ identity: 'x'.repeat(43) }) },
  'GET /api/auth/ways': { row: everybody('ok') },
  // This server has no provider.
  'GET /api/auth/oidc/start': { row: everybody('not_found') },
  'GET /api/auth/oidc/callback': { row: everybody('not_found') },
  'POST /api/auth/oidc/desktop': { row: everybody('not_found'), body: () => ({ code: 'x'.repeat(43), verifier: 'x'.repeat(43) }) },
  // Somebody administers already.
  'POST /api/auth/setup': { row: everybody('not_found'), body: () => ({ ...someone('Первый'), code: 'x'.repeat(43), password: PASSWORD }) },
  // This server sends no letters.
  'POST /api/auth/reset': { row: everybody('not_found'), body: () => ({ email: expert.account.email }) },
  'POST /api/auth/reset/redeem': { row: everybody('unauthorized'), body: () => ({ token: 'x'.repeat(43), new_password: PASSWORD }) },
  // Nobody's password.
  'POST /api/auth/password': { row: people('forbidden', 'forbidden'), body: () => ({ password: 'not the password', new_password: PASSWORD }) },
  'GET /api/auth/factor': { row: staffOnly('ok') },
  'POST /api/auth/factor': { row: staffOnly('forbidden'), body: () => ({ password: 'not the password' }) },
  // Nobody has begun one.
  'POST /api/auth/factor/confirm': { row: staffOnly('conflict'), body: () => ({ code: '000000' }) },
  'DELETE /api/auth/factor': { row: staffOnly('forbidden'), body: () => ({ password: 'not the password', code: '000000' }) },
  'GET /api/auth/sessions': { row: people('ok', 'ok', { invited_elsewhere: 'forbidden' }) },
  'DELETE /api/auth/sessions/:id': {
    row: people('not_found', 'not_found', { expert: 'ok', colleague: 'not_found', invited_elsewhere: 'forbidden' }),
    path: ({ session }) => `/api/auth/sessions/${session}`,
  },
  // Whoever may ask gets as far as the query, which is none: two of the callers are one client, whose sessions are all needed.
  'DELETE /api/auth/sessions': { row: people('bad_request', 'bad_request', { invited_elsewhere: 'forbidden' }), path: () => '/api/auth/sessions?keep_current=perhaps' },
  'GET /api/users/me': { row: people('ok', 'ok') },
  'GET /api/chat/rooms': { row: people('ok', 'ok') },
  'GET /api/chat/rooms/:id': { row: people('ok', 'not_found'), ...room() },
  'POST /api/chat/rooms/create_for_order': { row: people('ok', 'order_forbidden'), body: ({ order }) => ({ order_id: order }) },
  'GET /api/chat/rooms/:id/messages': { row: people('ok', 'not_found'), ...room('/messages') },
  'POST /api/chat/rooms/:id/mark_read': { row: people('ok', 'not_found'), ...room('/mark_read'), body: () => ({}) },
  'GET /api/chat/rooms/:id/answer_time': { row: people('ok', 'not_found'), ...room('/answer_time') },
  'GET /api/chat/rooms/:id/rating': { row: people('ok', 'not_found'), ...room('/rating') },
  'PUT /api/chat/rooms/:id/rating': {
    // Its client may speak, but the order is not done.
    row: people('conflict', 'not_found', { expert: 'forbidden', other_expert: 'forbidden', former_expert: 'forbidden', admin: 'forbidden' }),
    ...room('/rating'),
    body: () => ({ rating: 5 }),
  },
  'GET /api/push/key': { row: people('ok', 'ok') },
  'POST /api/push/subscriptions': { row: people('ok', 'ok'), body: () => ({ endpoint: 'https://push.example.test/x', keys: { p256dh: 'AAAA', auth: 'AAAA' } }) },
  'DELETE /api/push/subscriptions': { row: people('ok', 'ok'), body: () => ({ endpoint: 'https://push.example.test/y' }) },
  'GET /api/chat/rooms/:id/export': { row: people('ok', 'not_found'), ...room('/export?format=json') },
  'POST /api/chat/messages': { row: people('ok', 'not_found'), body: (ids) => newPost(ids.room, 'text') },
  'GET /api/chat/replies': { row: staffOnly('ok') },
  'POST /api/chat/replies': { row: { ...staffOnly('forbidden'), admin: 'ok' }, body: () => ({ scope: 'all', trigger: `t${fresh()}`, title: 'Title', message: 'text' }) },
  'GET /api/chat/replies/export': { row: staffOnly('ok') },
  'POST /api/chat/replies/import': { row: { ...staffOnly('forbidden'), admin: 'ok' }, body: () => ({ scope: 'all', csv: 'trigger,title,message\nhi,Hi,Hello\n' }) },
  'PUT /api/chat/replies/:id': { row: staffOnly('not_found'), path: () => `/api/chat/replies/${2 ** 41}`, body: () => ({ scope: 'own', trigger: 'x', title: 'Title', message: 'text' }) },
  'DELETE /api/chat/replies/:id': { row: staffOnly('not_found'), path: () => `/api/chat/replies/${2 ** 41}` },
  'GET /api/reports': { row: staffOnly('ok'), path: () => '/api/reports?from=2026-01-01&to=2026-01-07&zone=UTC' },
  'GET /api/reports/export': { row: staffOnly('ok'), path: () => '/api/reports/export?from=2026-01-01&to=2026-01-07&zone=UTC&by=label' },
  'GET /api/chat/search': { row: people('ok', 'ok'), path: () => `/api/chat/search?q=${encodeURIComponent(SECRET_WORD)}` },
  'GET /api/chat/files': { row: people('ok', 'ok') },
  'OPTIONS /api/chat/files': { row: everybody('ok') },
  'POST /api/chat/files': { row: people('ok', 'not_found'), headers: (ids) => creation({ room: ids.room, bytes: Buffer.from('text') }) },
  'HEAD /api/chat/files/:id': { row: people('not_found', 'not_found', { expert: 'ok', colleague: 'not_found', expired: 'unauthorized' }), ...upload },
  'PATCH /api/chat/files/:id': { row: people('not_found', 'not_found', { expert: 'ok', colleague: 'not_found' }), ...upload },
  'DELETE /api/chat/files/:id': { row: people('not_found', 'not_found', { expert: 'ok', colleague: 'not_found' }), ...upload },
  'GET /api/chat/files/:id': { row: people('ok', 'not_found'), ...file() },
  'GET /api/chat/files/:id/content': { row: people('ok', 'not_found'), ...file('/content') },
  'GET /api/chat/files/:id/thumbnail': { row: people('ok', 'not_found'), ...file('/thumbnail') },
  'POST /api/users': { row: keys, body: () => ({ ...someone('Новая'), role: 'client' }) },
  'PUT /api/orders/:id': { row: keys, path: ({ order }) => `/api/orders/${order}`, body: () => orderBody },
  'GET /api/orders': { row: keys },
  'GET /api/orders/:id': { row: keys, path: ({ order }) => `/api/orders/${order}` },
  'GET /api/orders/:id/export': { row: keys, path: ({ order }) => `/api/orders/${order}/export?format=json` },
  'POST /api/orders/:id/invites': { row: keys, path: ({ order }) => `/api/orders/${order}/invites`, body: () => ({}) },
  'GET /api/orders/:id/invites': { row: keys, path: ({ order }) => `/api/orders/${order}/invites` },
  'DELETE /api/orders/:id/invites/:invite': { row: { ...keys, key: 'not_found' }, path: ({ order }) => `/api/orders/${order}/invites/${2 ** 41}` },
  'DELETE /api/orders/:id/invites': { row: keys, path: ({ order }) => `/api/orders/${order}/invites` },
  'GET /api/webhooks': { row: keys },
  'POST /api/webhooks': { row: keys, body: () => ({ url: 'https://webhooks.invalid/hook', kinds: ['webhook.test'] }) },
  'GET /api/webhooks/:id': { row: { ...keys, key: 'not_found' }, path: () => `/api/webhooks/${2 ** 41}` },
  'PATCH /api/webhooks/:id': { row: { ...keys, key: 'not_found' }, path: () => `/api/webhooks/${2 ** 41}`, body: () => ({ is_active: false }) },
  'DELETE /api/webhooks/:id': { row: { ...keys, key: 'not_found' }, path: () => `/api/webhooks/${2 ** 41}` },
  'POST /api/webhooks/:id/rotate': { row: { ...keys, key: 'not_found' }, path: () => `/api/webhooks/${2 ** 41}/rotate`, body: () => ({}) },
  'POST /api/webhooks/:id/test': { row: { ...keys, key: 'not_found' }, path: () => `/api/webhooks/${2 ** 41}/test`, body: () => ({}) },
  'GET /api/webhooks/:id/deliveries': { row: { ...keys, key: 'not_found' }, path: () => `/api/webhooks/${2 ** 41}/deliveries` },
  'GET /api/webhooks/:id/deliveries/:delivery/attempts': { row: { ...keys, key: 'not_found' }, path: () => `/api/webhooks/${2 ** 41}/deliveries/1/attempts` },
  'POST /api/webhooks/:id/replay': { row: { ...keys, key: 'not_found' }, path: () => `/api/webhooks/${2 ** 41}/replay`, body: () => ({}) },
  'GET /api/admin/users': { row: adminsOnly('ok') },
  'POST /api/admin/users': { row: adminsOnly('ok'), body: () => ({ ...someone('Новая'), role: 'client' }) },
  'PUT /api/admin/users/:id': { row: adminsOnly('not_found'), path: () => `/api/admin/users/${2 ** 41}`, body: () => ({ is_disabled: true }) },
  'POST /api/admin/users/:id/link': { row: adminsOnly('not_found'), path: () => `/api/admin/users/${2 ** 41}/link` },
  'DELETE /api/admin/users/:id/sessions': { row: adminsOnly('not_found'), path: () => `/api/admin/users/${2 ** 41}/sessions` },
  'GET /api/admin/users/:id/erasure': { row: adminsOnly('not_found'), path: () => `/api/admin/users/${2 ** 41}/erasure` },
  'POST /api/admin/users/:id/erasure': { row: adminsOnly('not_found'), path: () => `/api/admin/users/${2 ** 41}/erasure`, body: () => ({ email: 'nobody@orderline.test' }) },
  'GET /api/admin/users/:id/export': { row: adminsOnly('not_found'), path: () => `/api/admin/users/${2 ** 41}/export` },
  'GET /api/users/:id/erasure': { row: { ...keys, key: 'not_found' }, path: () => `/api/users/${2 ** 41}/erasure` },
  'POST /api/users/:id/erasure': { row: { ...keys, key: 'not_found' }, path: () => `/api/users/${2 ** 41}/erasure`, body: () => ({ email: 'nobody@orderline.test' }) },
  'GET /api/users/:id/export': { row: { ...keys, key: 'not_found' }, path: () => `/api/users/${2 ** 41}/export` },
  'GET /api/admin/retention': { row: adminsOnly('ok') },
  'PUT /api/admin/retention': { row: adminsOnly('ok'), body: () => ({ is_on: false, days: 365 }) },
  'GET /api/admin/retention/preview': { row: adminsOnly('ok'), path: () => '/api/admin/retention/preview?days=365' },
  'GET /api/admin/audit': { row: adminsOnly('ok') },
  'GET /api/admin/keys': { row: adminsOnly('ok') },
  'POST /api/admin/keys': { row: adminsOnly('ok'), body: () => ({ name: `k${fresh()}`, scopes: ['orders:read'] }) },
  'POST /api/admin/keys/:id/rotate': { row: adminsOnly('not_found'), path: () => `/api/admin/keys/${2 ** 41}/rotate`, body: () => ({ overlap_hours: 1 }) },
  'DELETE /api/admin/keys/:id': { row: adminsOnly('not_found'), path: () => `/api/admin/keys/${2 ** 41}` },
  // Last, because it ends the sessions that come with it.
  'POST /api/auth/logout': { row: everybody('ok'), body: () => ({}) },
};

const TARGET = { first_minutes: 60, next_minutes: null };
const POLICY = { name: 'P', priorities: [], targets: { low: TARGET, normal: TARGET, high: TARGET, urgent: TARGET }, calendar: { zone: 'UTC', days: Array.from({ length: 7 }, () => []), holidays: [] } };

/** `reads`: who may read what is inside although he is not in the room. */
const events: Record<RequestName, { row: Row; payload: (ids: Ids) => object; reads?: readonly Kind[]; restore?: () => Promise<unknown> }> = {
  'inbox:catch_up': { row: people('ok', 'ok'), payload: () => ({}) },
  'room:open': { row: people('ok', 'not_found'), payload: (ids) => ({ room: ids.room }) },
  'message:post': { row: people('ok', 'not_found'), payload: (ids) => newPost(ids.room, 'text') },
  'message:edit': { row: people('ok', 'not_found', { expert: 'forbidden' }), payload: (ids) => ({ id: ids.message, message: 'Тайна, исправленная' }) },
  'message:delete': { row: people('ok', 'not_found', { expert: 'forbidden' }), payload: (ids) => ({ id: ids.message }) },
  'message:history': { row: people('forbidden', 'forbidden', { expert: 'ok', other_expert: 'not_found', former_expert: 'not_found', admin: 'not_found' }), payload: (ids) => ({ id: ids.message }) },
  'room:read': { row: people('ok', 'not_found'), payload: (ids) => ({ room: ids.room, seq: 1 }) },
  'room:set': { row: people('ok', 'not_found'), payload: (ids) => ({ room: ids.room, is_muted: true }) },
  'queue:list': { row: staffOnly('ok'), payload: () => ({}) },
  // The order has an expert: whoever may take orders is told who it is.
  'order:take': { row: { ...staffOnly('conflict'), expert: 'ok', admin: 'forbidden' }, payload: (ids) => ({ order: ids.order }) },
  // Its expert asks first; for everybody after him it waits already, and nothing changes.
  'order:return': { row: { ...staffOnly('ok'), colleague: 'ok', former_colleague: 'ok' }, payload: (ids) => ({ order: ids.order }), restore: () => takeAgain() },
  // He is there already.
  'room:invite': { row: { ...staff('ok', 'not_found'), admin: 'ok' }, payload: (ids) => ({ room: ids.room, user: expert.account.id }) },
  // Nobody has this number, so nobody is taken out.
  'room:remove': { row: { ...staff('ok', 'not_found'), colleague: 'forbidden', admin: 'ok' }, payload: (ids) => ({ room: ids.room, user: 2 ** 41 }) },
  'room:leave': { row: { ...staff('conflict', 'not_found'), colleague: 'ok' }, payload: (ids) => ({ room: ids.room }), restore: () => invite(colleague) },
  'room:triage': { row: staff('ok', 'not_found'), payload: (ids) => ({ room: ids.room, action: 'done' }) },
  // Rooms that are not his are passed over: he learns nothing, and nobody hears of him.
  'viewing:set': { row: { ...staffOnly('ok'), colleague: 'ok', former_colleague: 'ok' }, payload: (ids) => ({ rooms: [{ room: ids.room, is_writing: true }] }) },
  'later:schedule': { row: people('forbidden', 'forbidden', { expert: 'ok', other_expert: 'not_found', former_expert: 'not_found', admin: 'not_found' }), payload: (ids) => ({ ...newPost(ids.room, 'text'), send_at: '2027-01-01T09:00:00.000Z' }) },
  'later:change': { row: staffOnly('not_found'), payload: () => ({ id: 2 ** 41, message: 'text' }) },
  'later:cancel': { row: staffOnly('not_found'), payload: () => ({ id: 2 ** 41 }) },
  'later:list': { row: staffOnly('ok'), payload: () => ({}) },
  'zone:set': { row: people('ok', 'ok'), payload: () => ({ time_zone: 'Europe/Paris' }) },
  'typing:set': { row: people('ok', 'not_found'), payload: (ids) => ({ room: ids.room, is_typing: true }) },
  'search:run': { row: people('ok', 'not_found'), payload: (ids) => ({ query: SECRET_WORD, filters: { room: ids.room } }) },
  'note:post': { row: staff('ok', 'not_found'), payload: (ids) => ({ room: ids.room, note: SECRET_WORD, client_note_id: randomUUID() }) },
  'note:edit': { row: { ...staff('ok', 'not_found'), colleague: 'forbidden' }, payload: (ids) => ({ id: ids.note, note: `${SECRET_WORD}, исправленная` }) },
  'note:delete': { row: { ...staff('ok', 'not_found'), colleague: 'forbidden' }, payload: (ids) => ({ id: ids.note }) },
  'colleague:list': { row: staff('ok', 'ok'), payload: () => ({}) },
  'draft:save': { row: people('ok', 'not_found'), payload: (ids) => ({ room: ids.room, message: 'draft', base: 0 }) },
  'draft:list': { row: people('ok', 'ok'), payload: () => ({}) },
  'promise:make': { row: { ...staff('ok', 'not_found'), colleague: 'forbidden' }, payload: (ids) => ({ room: ids.room, message: ids.answer, due_at: '2027-01-01T09:00:00.000Z' }) },
  'promise:move': { row: { ...staff('ok', 'not_found'), colleague: 'forbidden' }, payload: (ids) => ({ id: ids.promise, due_at: '2027-01-02T09:00:00.000Z' }) },
  'promise:cancel': { row: { ...staff('ok', 'not_found'), colleague: 'forbidden' }, payload: (ids) => ({ id: ids.promise }) },
  'promise:list': { row: staff('ok', 'not_found'), payload: (ids) => ({ room: ids.room }) },
  'promise:counts': { row: staffOnly('ok'), payload: () => ({}) },
  'policy:list': { row: staffOnly('ok'), payload: () => ({}) },
  'policy:save': { row: { ...staffOnly('forbidden'), admin: 'not_found' }, payload: () => ({ id: 2 ** 41, ...POLICY }) },
  'policy:delete': { row: { ...staffOnly('forbidden'), admin: 'not_found' }, payload: () => ({ id: 2 ** 41 }) },
  'label:list': { row: staffOnly('ok'), payload: () => ({}) },
  'label:make': { row: staffOnly('ok'), payload: () => ({ name: `l${fresh()}`, color: 'blue' }) },
  // Its maker and the admins.
  'label:change': { row: { ...staffOnly('forbidden'), expert: 'ok', admin: 'ok' }, payload: (ids) => ({ id: ids.label, color: 'green' }) },
  'room:label': { row: staff('ok', 'not_found'), payload: (ids) => ({ room: ids.room, label: ids.label, is_on: true }) },
  'team:list': { row: staffOnly('ok'), payload: () => ({}) },
  'team:make': { row: adminsOnly('ok'), payload: () => ({ name: `t${fresh()}`, members: [], leads: [] }) },
  'team:change': { row: adminsOnly('not_found'), payload: () => ({ id: 2 ** 41, name: 'Team' }) },
  'transfer:offer': { row: { ...expertsOnly('not_found'), expert: 'ok' }, payload: (ids) => ({ orders: [ids.order], to: ids.receiver, comment: 'text' }) },
  // It is the other expert's to answer, whom it was offered to.
  'transfer:answer': { row: { ...expertsOnly('not_found'), expert: 'not_found', other_expert: 'ok' }, payload: (ids) => ({ id: ids.offer, is_accepted: false }) },
  // Declined by now, and still its giver's alone.
  'transfer:cancel': { row: { ...expertsOnly('not_found'), expert: 'conflict', other_expert: 'conflict' }, payload: (ids) => ({ id: ids.offer }) },
  'transfer:list': { row: staffOnly('ok'), payload: () => ({}) },
  'transfer:dismiss': { row: { ...expertsOnly('not_found'), expert: 'ok' }, payload: (ids) => ({ id: ids.offer }) },
  'transfer:drop_draft': { row: { ...expertsOnly('not_found'), other_expert: 'ok' }, payload: (ids) => ({ id: ids.offer, order: ids.offered }) },
  'floor:list': { row: staffOnly('ok'), payload: () => ({}) },
  'away:set': { row: expertsOnly('ok'), payload: () => ({ is_away: false }) },
  // The lead of his team and the admins.
  'capacity:set': { row: { ...leadsOnly('not_found'), lead: 'ok', admin: 'ok' }, payload: (ids) => ({ user: ids.expert, capacity: null }) },
  'floor:rooms': { row: { ...leadsOnly('not_found'), lead: 'ok' }, reads: ['lead'], payload: (ids) => ({ user: ids.expert }) },
  'room:look': { row: { ...leadsOnly('not_found'), lead: 'ok' }, reads: ['lead'], payload: (ids) => ({ room: ids.room }) },
  'room:whisper': { row: { ...leadsOnly('not_found'), lead: 'ok' }, payload: (ids) => ({ room: ids.room, note: 'text', client_note_id: randomUUID() }) },
  'order:take_over': { row: { ...leadsOnly('not_found'), lead: 'ok', admin: 'forbidden' }, payload: (ids) => ({ order: ids.led }) },
  'view:list': { row: staffOnly('ok'), payload: () => ({}) },
  'view:make': { row: staffOnly('ok'), payload: () => ({ name: 'Mine', rule: { join: 'all', conditions: [] } }) },
  'view:change': { row: staffOnly('not_found'), payload: () => ({ id: 2 ** 41, name: 'Mine', rule: { join: 'all', conditions: [] } }) },
  'view:delete': { row: staffOnly('not_found'), payload: () => ({ id: 2 ** 41 }) },
  'view:arrange': { row: staffOnly('ok'), payload: () => ({ ids: [] }) },
  // What each wish is answered stands inside; bulk.test.ts asks about that.
  'bulk:run': { row: staffOnly('ok'), payload: () => ({ wishes: [{ request: 'room:triage', payload: { room: 2 ** 41, action: 'done' } }] }) },
  'webhook:list': { row: adminsOnly('ok'), payload: () => ({}) },
  'webhook:make': { row: adminsOnly('ok'), payload: () => ({ url: 'https://webhooks.invalid/hook', kinds: ['webhook.test'] }) },
  'webhook:change': { row: adminsOnly('not_found'), payload: () => ({ id: 2 ** 41 }) },
  'webhook:rotate': { row: adminsOnly('not_found'), payload: () => ({ id: 2 ** 41 }) },
  'webhook:delete': { row: adminsOnly('not_found'), payload: () => ({ id: 2 ** 41 }) },
  'webhook:deliveries': { row: adminsOnly('not_found'), payload: () => ({ id: 2 ** 41 }) },
  'webhook:attempts': { row: adminsOnly('not_found'), payload: () => ({ id: 2 ** 41, delivery: 1 }) },
  'webhook:replay': { row: adminsOnly('not_found'), payload: () => ({ id: 2 ** 41 }) },
  'webhook:test': { row: adminsOnly('not_found'), payload: () => ({ id: 2 ** 41 }) },
  'session:renew': { row: people('forbidden', 'forbidden', { expert: 'ok', colleague: 'forbidden' }), payload: () => ({ token: expert.token }) },
};

let server: TestServer;
let ids: Ids;
let roomId: number;
let expert: Person;
let colleague: Person;
let orderBody: object;
let bearers: Record<Exclude<Kind, 'poor_key'>, string | null>;
const poorKeys = new Map<string, string>();
const NOTHING: Ids = { order: 2 ** 41, room: 2 ** 41, message: 2 ** 41, upload: randomUUID(), file: 2 ** 41, note: 2 ** 41, session: 2 ** 41, answer: 2 ** 41, promise: 2 ** 41, label: 2 ** 41, expert: 2 ** 41, receiver: 2 ** 41, offer: 2 ** 41, offered: 2 ** 41, led: 2 ** 41 };
/** Stands in the order's title and in its message: nobody outside may ever read it. */
const SECRET_WORD = 'Тайна';

beforeAll(async () => {
  server = await startServer();
  const made = await server.people.makeRoom();
  expert = made.expert;
  roomId = made.room.id;
  const [lead, otherLead] = [await server.people.makeUser('lead'), await server.people.makeUser('lead')];
  const [former, helper, formerHelper, stranger, otherExpert, admin, disabled] = [
    await server.people.makeUser('expert'),
    await server.people.makeUser('expert'),
    await server.people.makeUser('expert'),
    (await server.people.makeRoom()).client,
    (await server.people.makeRoom()).expert,
    await server.people.makeUser('admin'),
    await server.people.makeUser('client'),
  ];
  const chief = await admin.connect();
  await chief.get('team:make', { name: 'The team', members: [expert.account.id], leads: [lead.account.id] });
  await chief.get('team:make', { name: 'Elsewhere', members: [otherExpert.account.id], leads: [otherLead.account.id] });
  chief.close();
  orderBody = { title: SECRET_WORD, client: nameOf(made.client), expert: nameOf(expert) };
  await server.people.putOrder(made.order, { ...orderBody, expert: nameOf(former) });
  await server.people.putOrder(made.order, orderBody);
  const message = await say(made.client, made.room.id, SECRET_WORD);
  const elsewhere = await server.people.putOrder(fresh(), { client: nameOf(made.client) });
  await server.people.signIn(expert.account.email);
  const sessions = await expert.http<{ id: number; is_current: boolean }[]>('GET', '/api/auth/sessions');
  await disableUser(server.app.parts, disabled.account.id);
  for (const scope of SCOPES) {
    const key = randomBytes(24).toString('base64url');
    const scopes = SCOPES.filter((one) => one !== scope);
    await server.app.parts.db.api_keys.create({ name: `all but ${scope}`, hash: tokenHash(key), scopes });
    poorKeys.set(scope, key);
  }
  colleague = helper;
  await invite(colleague);
  await invite(formerHelper);
  const going = await formerHelper.connect();
  await going.get('room:leave', { room: made.room.id });
  going.close();
  const desk = await expert.connect();
  const { note } = await desk.get('note:post', { room: made.room.id, note: SECRET_WORD, client_note_id: randomUUID() });
  const answer = await say(expert, made.room.id, SECRET_WORD);
  const said = await say(expert, made.room.id, SECRET_WORD);
  const { promise } = await desk.get('promise:make', { room: made.room.id, message: said.id, due_at: '2027-01-01T09:00:00.000Z' });
  const { label } = await desk.get('label:make', { name: `l${fresh()}`, color: 'red' });
  const [offered, led] = [fresh(), fresh()];
  for (const order of [offered, led]) await server.people.putOrder(order, { expert: nameOf(expert) });
  const { transfer } = await desk.get('transfer:offer', { orders: [offered], to: otherExpert.account.id, comment: '' });
  const receiver = await server.people.makeUser('expert');
  desk.close();
  const under = await begin(server.url, expert, { room: made.room.id, bytes: Buffer.from(SECRET_WORD) });
  const picture = await sharp({ create: { width: 9, height: 9, channels: 3, background: 'red' } }).png().toBuffer();
  const { id: sent } = await sendFile(server.url, made.client, { room: made.room.id, bytes: picture, name: `${SECRET_WORD}.png` });
  await say(made.client, made.room.id, '', { attachments: [sent] });
  ids = { order: made.order, room: made.room.id, message: message.id, upload: under.split('/').at(-1)!, file: sent, note: note.id, session: sessions.body.find(({ is_current }) => !is_current)!.id, answer: answer.id, promise: promise.id, label: label.id, expert: expert.account.id, receiver: receiver.account.id, offer: transfer.id, offered, led };
  const claims = claimsOf(expert.token);
  bearers = {
    anonymous: null,
    client: made.client.token,
    stranger: stranger.token,
    expert: expert.token,
    other_expert: otherExpert.token,
    former_expert: former.token,
    colleague: helper.token,
    former_colleague: formerHelper.token,
    lead: lead.token,
    other_lead: otherLead.token,
    invited_elsewhere: (await server.people.join(elsewhere.order.id)).token,
    disabled: disabled.token,
    admin: admin.token,
    key: API_KEY,
    expired: await signToken({ ...claims, exp: Math.floor(Date.now() / 1000) - 1 }),
    forged: `${expert.token.slice(0, -6)}AAAAAA`,
  };
});
afterAll(() => server.close());

const bearerOf = (kind: Kind, rule: Rule): string | null =>
  kind === 'poor_key' ? poorKeys.get(rule.who === 'api_key' ? rule.scope : 'orders:read')! : bearers[kind];

/** Gives the order back to its expert. */
async function takeAgain(): Promise<void> {
  const desk = await expert.connect();
  await desk.get('order:take', { order: ids.order });
  desk.close();
}

/** Lets somebody into the order's room, as its expert does. */
async function invite(person: Person): Promise<void> {
  const desk = await expert.connect();
  await desk.get('room:invite', { room: roomId, user: person.account.id });
  desk.close();
}

/** A digest of everything that a refused request must leave as it is. */
async function digest(): Promise<string> {
  const tables = ['users', 'orders', 'rooms', 'participants', 'messages', 'room_events', 'invites', 'attachments', 'notes', 'drafts', 'promises', 'labels', 'views', 'teams', 'webhook_endpoints', 'webhook_deliveries', 'transfers'];
  const parts = tables.map((table) => `SELECT '${table}' AS name, md5(coalesce(string_agg(t::text, '|' ORDER BY t.id), '')) AS sum FROM ${table} t`);
  return JSON.stringify(await server.app.parts.db.rows(null, parts.join(' UNION ALL ')));
}

type Answered = { outcome: string; body: unknown };

async function overHttp(name: RouteName, kind: Kind, about: Ids): Promise<Answered> {
  const { path, body, headers } = routes[name];
  const [method, plain] = name.split(' ') as [string, string];
  const bearer = bearerOf(kind, httpAccess[name]);
  const given = body?.(about);
  const response = await fetch(server.url + (path?.(about) ?? plain), {
    method,
    headers: { ...(given !== undefined && { 'Content-Type': 'application/json' }), ...(bearer !== null && { Authorization: `Bearer ${bearer}` }), ...headers?.(about) },
    ...(given !== undefined && { body: JSON.stringify(given) }),
  });
  const text = await response.text();
  if (response.status < 300) return { outcome: 'ok', body: text };
  const refused = text === '' ? undefined : (JSON.parse(text) as { code: string });
  return { outcome: refused?.code ?? { 401: 'unauthorized', 404: 'not_found' }[response.status] ?? '', body: refused };
}

const open = new Map<string, Device | string>();

async function overSocket(name: RequestName, kind: Kind, about: Ids): Promise<Answered> {
  if (!open.has(kind)) {
    const token = bearerOf(kind, socketAccess[name]);
    open.set(kind, await connect(server.url, token as string).catch((error: Error & { data?: { code: string } }) => String(error.data?.code)));
  }
  const device = open.get(kind)!;
  if (typeof device === 'string') return { outcome: device, body: null };
  const answer = await device.ask(name, events[name].payload(about) as never);
  return { outcome: answer.ok ? 'ok' : answer.error.code, body: answer };
}

const inside: readonly Kind[] = ['client', 'expert', 'colleague', 'key', 'poor_key'];

/** Asks as everybody, and compares with the row; who is refused has changed nothing and learned nothing. */
async function walk(row: Row, ask: (kind: Kind, about: Ids) => Promise<Answered>, reads: readonly Kind[] = []): Promise<void> {
  const found: Partial<Row> = {};
  for (const kind of CALLERS) {
    const before = await digest();
    const { outcome, body } = await ask(kind, ids);
    found[kind] = outcome;
    if (outcome !== 'ok') expect([kind, await digest()]).toEqual([kind, before]);
    if (![...inside, ...reads].includes(kind)) expect([kind, JSON.stringify(body ?? null)]).toEqual([kind, expect.not.stringContaining(SECRET_WORD)]);
    // What is somebody else's is answered as what does not exist.
    if (outcome === 'not_found') expect([kind, (await ask(kind, NOTHING)).body]).toEqual([kind, body]);
  }
  expect(found).toEqual(row);
}

describe('sockets', () => {
  afterAll(() => {
    for (const device of open.values()) if (typeof device !== 'string') device.close();
  });

  it('have a row for every event', () => {
    expect(Object.keys(events).sort()).toEqual(Object.keys(socketAccess).sort());
  });

  it.each(Object.keys(events) as RequestName[])('%s', async (name) => {
    await walk(events[name].row, (kind, about) => overSocket(name, kind, about), events[name].reads);
    await events[name].restore?.();
  });

  it('do nothing any more for a session that has ended, though nobody has closed them yet', async () => {
    const going = await server.people.signIn(expert.account.email);
    const device = await going.connect();
    await device.get('inbox:catch_up', {});
    // As if another server had ended it, and this one had not heard.
    await server.app.parts.db.sessions.update({ revoked_at: new Date() }, { where: { id: claimsOf(going.token).sid as number } });
    const before = await digest();
    const taken: string[] = [];
    for (const name of Object.keys(events) as RequestName[]) if ((await device.ask(name, events[name].payload(ids) as never)).ok) taken.push(name);
    device.close();
    expect(taken).toEqual([]);
    expect(await digest()).toBe(before);
  });

  it('tell those outside nothing', () => {
    for (const [kind, device] of open) {
      if (typeof device === 'string' || inside.includes(kind as Kind)) continue;
      const about = device.facts.filter(({ payload }) => JSON.stringify(payload).includes(`"room":${ids.room}`) || JSON.stringify(payload).includes(SECRET_WORD));
      expect([kind, about]).toEqual([kind, []]);
    }
  });
});

describe('HTTP', () => {
  it('has a row for every route', () => {
    expect(Object.keys(routes).sort()).toEqual(Object.keys(httpAccess).sort());
  });

  it.each(Object.keys(routes) as RouteName[])('%s', async (name) => {
    await walk(routes[name].row, (kind, about) => overHttp(name, kind, about));
  });

  it('checks the credentials before it reads the body', async () => {
    for (const name of Object.keys(routes) as RouteName[]) {
      if (httpAccess[name].who === 'anyone' || /^(GET|HEAD)/.test(name) || name.startsWith('DELETE')) continue;
      const [method, plain] = name.split(' ') as [string, string];
      const response = await fetch(server.url + (routes[name].path?.(ids) ?? plain), { method, body: '{ broken', headers: { 'Content-Type': 'application/json' } });
      expect([name, response.status]).toEqual([name, 401]);
    }
  });
});
