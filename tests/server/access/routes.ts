import type { RouteName } from '../../../server/access';
import { fresh, PASSWORD, someone } from '../../support/people';
import { newPost } from '../../support/posts';
import { creation } from '../../support/uploads';
import { adminsOnly, everybody, keys, people, staffOnly, type Row } from './rows';
import { SECRET_WORD, type Scene } from './scene';

type HttpCase = { row: Row; path?: (scene: Scene) => string; body?: (scene: Scene) => unknown; headers?: (scene: Scene) => Record<string, string> };
const tus = { 'Tus-Resumable': '1.0.0', 'Upload-Offset': '0', 'Content-Type': 'application/offset+octet-stream' };
/** An upload under way, the expert's own; its HEAD has no body, and so no code. */
const upload = { path: ({ upload: key }: Scene) => `/api/chat/files/${key}`, headers: () => tus };
const file = (tail = '') => ({ path: ({ file: id }: Scene) => `/api/chat/files/${id}${tail}` });
const room = (tail = '') => ({ path: ({ room: id }: Scene) => `/api/chat/rooms/${id}${tail}` });

/** Every route, and what everybody is answered. */
export const routes: Record<RouteName, HttpCase> = {
  'GET /healthz': { row: everybody('ok') },
  'GET /readyz': { row: everybody('ok') },
  'GET /api/openapi.json': { row: everybody('ok') },
  'GET /api/docs': { row: everybody('ok') },
  // This server has no METRICS_TOKEN.
  'GET /metrics': { row: everybody('not_found') },
  // This server has no WEBHOOKS_IN_SECRETS.
  'POST /api/webhooks/in': { row: everybody('not_found'), body: () => ({ type: 'order.cancelled', data: { id: 1 } }) },
  'POST /api/auth/login': { row: everybody('ok'), body: (scene) => ({ email: scene.anna.account.email, password: PASSWORD, device: 'desktop' }) },
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
  'POST /api/auth/reset': { row: everybody('not_found'), body: (scene) => ({ email: scene.anna.account.email }) },
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
  'POST /api/chat/messages': { row: people('ok', 'not_found'), body: (scene) => newPost(scene.room, 'text') },
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
  'POST /api/chat/files': { row: people('ok', 'not_found'), headers: (scene) => creation({ room: scene.room, bytes: Buffer.from('text') }) },
  'HEAD /api/chat/files/:id': { row: people('not_found', 'not_found', { expert: 'ok', colleague: 'not_found', expired: 'unauthorized' }), ...upload },
  'PATCH /api/chat/files/:id': { row: people('not_found', 'not_found', { expert: 'ok', colleague: 'not_found' }), ...upload },
  'DELETE /api/chat/files/:id': { row: people('not_found', 'not_found', { expert: 'ok', colleague: 'not_found' }), ...upload },
  'GET /api/chat/files/:id': { row: people('ok', 'not_found'), ...file() },
  'GET /api/chat/files/:id/content': { row: people('ok', 'not_found'), ...file('/content') },
  'GET /api/chat/files/:id/thumbnail': { row: people('ok', 'not_found'), ...file('/thumbnail') },
  'POST /api/users': { row: keys, body: () => ({ ...someone('Новая'), role: 'client' }) },
  'PUT /api/orders/:id': { row: keys, path: ({ order }) => `/api/orders/${order}`, body: (scene) => scene.order_body },
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
  'GET /api/admin/frames': { row: adminsOnly('ok') },
  'POST /api/admin/frames': { row: adminsOnly('ok'), body: () => ({ origin: `https://m${fresh()}.test`, note: '' }) },
  'DELETE /api/admin/frames/:id': { row: adminsOnly('not_found'), path: () => `/api/admin/frames/${2 ** 41}` },
  // Last, because it ends the sessions that come with it.
  'POST /api/auth/logout': { row: everybody('ok'), body: () => ({}) },
};
