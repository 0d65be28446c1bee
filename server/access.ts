import type { RequestName } from '../protocol/requests';
import type { PlainType } from '../protocol/plain_socket';
import type { Role } from '../protocol/entities';
import type { Scope } from './caller';

/**
 * Who may call what. Default deny: a route or event that is not in these two lists does not start the server. Whether a user may touch
 * this room, message or order is asked of the participants' table by the statement that reads or writes it (`sql/membership`).
 */
export type Rule =
  | { who: 'anyone' }
  /**
   * A signed-in user; `roles` narrows it, `invite: false` keeps sessions that hold one order out. `asks_session`: no statement of this request
   * asks whether the session still lives, so the edge does. A socket may not have heard yet that its session has ended.
   */
  | { who: 'user'; roles?: readonly Role[]; invite?: false; asks_session?: true }
  /** A signed-in user, or without credentials whoever brings an address that was signed for this very thing. */
  | { who: 'holder' }
  | { who: 'api_key'; scope: Scope }
  /** Whoever brings METRICS_TOKEN; where it is not set the route does not exist. */
  | { who: 'metrics' }
  /** Whoever signs the body by one of WEBHOOKS_IN_SECRETS; where there is none the route does not exist. */
  | { who: 'signer' };

const anyone: Rule = { who: 'anyone' };
const user = { who: 'user' } as const satisfies Rule;
const liveUser: Rule = { ...user, asks_session: true };
/** The experts' side, with a full session. */
const staff = { who: 'user', roles: ['expert', 'lead', 'admin'], invite: false } as const satisfies Rule;
const liveStaff: Rule = { ...staff, asks_session: true };
/** Who answers orders: a lead is an expert who looks after others besides. */
const experts = { who: 'user', roles: ['expert', 'lead'], invite: false } as const satisfies Rule;
const liveExperts: Rule = { ...experts, asks_session: true };
/** Who looks after teams; which ones is asked by the statements (`sql/floor`). */
const leads = { who: 'user', roles: ['lead', 'admin'], invite: false } as const satisfies Rule;
const admins = { who: 'user', roles: ['admin'], invite: false } as const satisfies Rule;
const liveAdmins: Rule = { ...admins, asks_session: true };

export const httpAccess = {
  'GET /healthz': anyone,
  'GET /readyz': anyone,
  'GET /api/openapi.json': anyone,
  'GET /api/docs': anyone,
  'GET /metrics': { who: 'metrics' },
  'POST /api/webhooks/in': { who: 'signer' },
  'POST /api/auth/login': anyone,
  'POST /api/auth/refresh': anyone,
  'POST /api/auth/join': anyone,
  'POST /api/auth/logout': anyone,
  'POST /api/auth/embed': anyone,
  'GET /api/auth/ways': anyone,
  'GET /api/auth/oidc/start': anyone,
  'GET /api/auth/oidc/callback': anyone,
  'POST /api/auth/oidc/desktop': anyone,
  'POST /api/auth/setup': anyone,
  'POST /api/auth/reset': anyone,
  'POST /api/auth/reset/redeem': anyone,
  'GET /api/auth/factor': staff,
  'POST /api/auth/factor': staff,
  'POST /api/auth/factor/confirm': staff,
  'DELETE /api/auth/factor': staff,
  'POST /api/auth/password': { who: 'user', invite: false },
  'GET /api/auth/sessions': { who: 'user', invite: false },
  'DELETE /api/auth/sessions': { who: 'user', invite: false },
  'DELETE /api/auth/sessions/:id': { who: 'user', invite: false },
  'GET /api/users/me': user,
  'GET /api/chat/rooms': user,
  'GET /api/chat/rooms/:id': user,
  'POST /api/chat/rooms/create_for_order': user,
  'GET /api/chat/rooms/:id/messages': user,
  'POST /api/chat/rooms/:id/mark_read': user,
  'POST /api/chat/messages': user,
  'GET /api/chat/rooms/:id/export': user,
  'GET /api/chat/rooms/:id/answer_time': user,
  'GET /api/chat/rooms/:id/rating': user,
  'PUT /api/chat/rooms/:id/rating': { who: 'user', roles: ['client'] },
  'GET /api/push/key': user,
  'POST /api/push/subscriptions': user,
  'DELETE /api/push/subscriptions': user,
  'GET /api/reports': staff,
  'GET /api/reports/export': staff,
  'GET /api/chat/search': user,
  'GET /api/chat/replies': staff,
  'POST /api/chat/replies': staff,
  'GET /api/chat/replies/export': staff,
  'POST /api/chat/replies/import': staff,
  'PUT /api/chat/replies/:id': staff,
  'DELETE /api/chat/replies/:id': staff,
  'GET /api/chat/files': user,
  'POST /api/chat/files': user,
  'OPTIONS /api/chat/files': anyone,
  'HEAD /api/chat/files/:id': user,
  'PATCH /api/chat/files/:id': user,
  'DELETE /api/chat/files/:id': user,
  'GET /api/chat/files/:id': user,
  'GET /api/chat/files/:id/content': { who: 'holder' },
  'GET /api/chat/files/:id/thumbnail': { who: 'holder' },
  'POST /api/users': { who: 'api_key', scope: 'users:write' },
  'PUT /api/orders/:id': { who: 'api_key', scope: 'orders:write' },
  'GET /api/orders': { who: 'api_key', scope: 'orders:read' },
  'GET /api/orders/:id': { who: 'api_key', scope: 'orders:read' },
  'GET /api/orders/:id/export': { who: 'api_key', scope: 'orders:read' },
  'POST /api/orders/:id/invites': { who: 'api_key', scope: 'invites:write' },
  'GET /api/orders/:id/invites': { who: 'api_key', scope: 'invites:write' },
  'DELETE /api/orders/:id/invites': { who: 'api_key', scope: 'invites:write' },
  'DELETE /api/orders/:id/invites/:invite': { who: 'api_key', scope: 'invites:write' },
  'GET /api/webhooks': { who: 'api_key', scope: 'webhooks:write' },
  'POST /api/webhooks': { who: 'api_key', scope: 'webhooks:write' },
  'GET /api/webhooks/:id': { who: 'api_key', scope: 'webhooks:write' },
  'PATCH /api/webhooks/:id': { who: 'api_key', scope: 'webhooks:write' },
  'DELETE /api/webhooks/:id': { who: 'api_key', scope: 'webhooks:write' },
  'POST /api/webhooks/:id/rotate': { who: 'api_key', scope: 'webhooks:write' },
  'POST /api/webhooks/:id/test': { who: 'api_key', scope: 'webhooks:write' },
  'GET /api/webhooks/:id/deliveries': { who: 'api_key', scope: 'webhooks:write' },
  'GET /api/webhooks/:id/deliveries/:delivery/attempts': { who: 'api_key', scope: 'webhooks:write' },
  'POST /api/webhooks/:id/replay': { who: 'api_key', scope: 'webhooks:write' },
  'GET /api/admin/users': admins,
  'POST /api/admin/users': admins,
  'PUT /api/admin/users/:id': admins,
  'POST /api/admin/users/:id/link': admins,
  'DELETE /api/admin/users/:id/sessions': admins,
  'GET /api/admin/users/:id/erasure': admins,
  'POST /api/admin/users/:id/erasure': admins,
  'GET /api/admin/users/:id/export': admins,
  'GET /api/admin/retention': admins,
  'PUT /api/admin/retention': admins,
  'GET /api/admin/retention/preview': admins,
  'GET /api/users/:id/erasure': { who: 'api_key', scope: 'people:erase' },
  'POST /api/users/:id/erasure': { who: 'api_key', scope: 'people:erase' },
  'GET /api/users/:id/export': { who: 'api_key', scope: 'people:read' },
  'GET /api/admin/audit': admins,
  'GET /api/admin/keys': admins,
  'POST /api/admin/keys': admins,
  'POST /api/admin/keys/:id/rotate': admins,
  'DELETE /api/admin/keys/:id': admins,
  'GET /api/admin/frames': admins,
  'POST /api/admin/frames': admins,
  'DELETE /api/admin/frames/:id': admins,
} as const satisfies Record<string, Rule>;

export type RouteName = keyof typeof httpAccess;

/** The frames of the plain socket. */
export const plainAccess = { chat_message: user, typing: user, mark_read: user } as const satisfies Record<PlainType, Rule>;

export const socketAccess = {
  'inbox:catch_up': liveUser,
  'room:open': user,
  'message:post': user,
  'message:edit': user,
  'message:delete': user,
  'message:history': staff,
  'room:read': user,
  'typing:set': user,
  'room:set': user,
  'queue:list': liveStaff,
  'order:take': experts,
  'order:return': staff,
  'room:invite': staff,
  'room:leave': staff,
  'room:remove': staff,
  'room:triage': staff,
  'viewing:set': liveStaff,
  'later:schedule': staff,
  'later:change': liveStaff,
  'later:cancel': liveStaff,
  'later:list': liveStaff,
  'zone:set': liveUser,
  'search:run': user,
  'note:post': staff,
  'note:edit': staff,
  'note:delete': staff,
  'colleague:list': liveStaff,
  'draft:save': user,
  'draft:list': liveUser,
  'promise:make': staff,
  'promise:move': staff,
  'promise:cancel': staff,
  'promise:list': staff,
  'promise:counts': liveStaff,
  'policy:list': liveStaff,
  'policy:save': liveAdmins,
  'policy:delete': liveAdmins,
  'label:list': liveStaff,
  'label:make': liveStaff,
  'label:change': liveStaff,
  'room:label': staff,
  'team:list': liveStaff,
  'team:make': liveAdmins,
  'team:change': liveAdmins,
  'transfer:offer': liveExperts,
  'transfer:answer': liveExperts,
  'transfer:cancel': liveExperts,
  'transfer:list': liveStaff,
  'transfer:dismiss': liveExperts,
  'transfer:drop_draft': liveExperts,
  'floor:list': liveStaff,
  'away:set': liveExperts,
  'capacity:set': leads,
  'floor:rooms': leads,
  'room:look': leads,
  'room:whisper': leads,
  'order:take_over': { who: 'user', roles: ['lead'], invite: false },
  'view:list': liveStaff,
  'view:make': liveStaff,
  'view:change': liveStaff,
  'view:delete': liveStaff,
  'view:arrange': liveStaff,
  /** Each wish of it is asked for by itself besides. */
  'bulk:run': liveStaff,
  'webhook:list': liveAdmins,
  'webhook:make': liveAdmins,
  'webhook:change': liveAdmins,
  'webhook:rotate': liveAdmins,
  'webhook:delete': liveAdmins,
  'webhook:deliveries': liveAdmins,
  'webhook:attempts': liveAdmins,
  'webhook:replay': liveAdmins,
  'webhook:test': liveAdmins,
  'session:renew': user,
} as const satisfies Record<RequestName, Rule>;
