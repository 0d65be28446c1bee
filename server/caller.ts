import type { Role } from '../protocol/entities';
import type { Language } from '../protocol/errors';
import type { Scope } from '../protocol/scopes';

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

export { SCOPES, type Scope } from '../protocol/scopes';

/** The marketplace's backend. */
export type KeyCaller = { key: string; scopes: readonly Scope[]; language: Language };
