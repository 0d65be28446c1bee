/** What a key of the marketplace's may do. No schema library here: the console imports this file. */
export const SCOPES = ['users:write', 'orders:read', 'orders:write', 'invites:write', 'webhooks:write', 'people:read', 'people:erase'] as const;
export type Scope = (typeof SCOPES)[number];
