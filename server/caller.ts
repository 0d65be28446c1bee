import type { Language } from '../protocol/errors';
import type { Role } from '../protocol/entities';

/** Who asks, as the edge found it in his credentials; domain files trust it. */
export type Caller = {
  user: number;
  role: Role;
  session: number;
  /** Not null: an invite's session; it holds the room of this order and no other. */
  order: number | null;
  language: Language;
};

/** Who acts on messages: a caller, or (session null) the server for somebody who asked for it before. */
export type Actor = Omit<Caller, 'session'> & { session: number | null };

export const SCOPES = ['users:write', 'orders:read', 'orders:write', 'invites:write', 'webhooks:write'] as const;
export type Scope = (typeof SCOPES)[number];

/** The marketplace's backend. */
export type KeyCaller = { key: string; scopes: readonly Scope[]; language: Language };
