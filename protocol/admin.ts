import { z } from 'zod';
import { email, idText, line, name, role, time } from './fields';
import { ADMIN_PAGE, KEY_NAME_MAX, KEY_OVERLAP_HOURS_MAX, RETENTION_DAYS_MAX, RETENTION_DAYS_MIN, SEARCH_TEXT_MAX } from './limits';
import { isCleanText } from './text';
import { SCOPES, type Scope } from './scopes';
import type { Account } from './entities';

/** What administrators ask over HTTP: bodies and queries, and what they are shown. */

const scope = z.enum(SCOPES);

/** Empty parts of a form count as not given. */
const optional = <S extends z.ZodType>(schema: S) => z.literal('').transform(() => undefined).or(schema).optional();
const limit = z.string().regex(/^\d{1,3}$/).transform(Number).pipe(z.number().min(1).max(200)).default(ADMIN_PAGE);

export const adminUsersQuery = z.strictObject({
  /** Part of a name or of an address. */
  q: optional(z.string().max(SEARCH_TEXT_MAX).refine(isCleanText)),
  role: optional(role),
  state: z.enum(['all', 'open', 'disabled']).default('all'),
  /** Those behind the user of this number: the list goes from the newest to the oldest. */
  before: optional(idText),
  limit,
});
export const adminUserBody = z.strictObject({ email, first_name: name, last_name: name, role });
export const adminUserChange = z
  .strictObject({ first_name: name.optional(), last_name: name.optional(), role: role.optional(), is_disabled: z.boolean().optional() })
  .refine((change) => Object.keys(change).length > 0);

export const auditQuery = z.strictObject({
  kind: optional(z.string().max(50).regex(/^[a-z_]+$/)),
  /** Who did it. */
  actor: optional(idText),
  /** Whom it is about, or who did it. */
  user: optional(idText),
  order: optional(idText),
  from: optional(time),
  to: optional(time),
  before: optional(idText),
  limit,
});

export const keyBody = z.strictObject({ name: line(KEY_NAME_MAX), scopes: z.array(scope).min(1).max(SCOPES.length) });
/** For how long the replaced key is still good. */
export const keyRotation = z.strictObject({ overlap_hours: z.number().int().min(0).max(KEY_OVERLAP_HOURS_MAX) });
/** Whom, once more: his address. */
export const erasureBody = z.strictObject({ email });
export const retentionBody = z.strictObject({ is_on: z.boolean(), days: z.number().int().min(RETENTION_DAYS_MIN).max(RETENTION_DAYS_MAX) });
export const retentionQuery = z.strictObject({ days: z.string().regex(/^\d{1,4}$/).transform(Number).pipe(z.number().min(RETENTION_DAYS_MIN).max(RETENTION_DAYS_MAX)) });
export const adminPathId = z.object({ id: idText });

/** An account as administrators see it. */
export type AdminUser = Account & {
  created_at: string;
  disabled_at: string | null;
  /** When his data was erased: the number stays, the person is gone. */
  erased_at: string | null;
  has_password: boolean;
  has_second_factor: boolean;
  /** How many devices are signed in, and when one of them was used last. */
  sessions: number;
  last_used_at: string | null;
};
/** `next`: what to ask for as `before`; null: that was the last page. */
export type AdminUsers = { users: AdminUser[]; next: number | null };
/** A link by which the user sets a password: sent to him, or (no letters here, or not taken) for the administrator to pass on. */
export type PasswordLink = { url: string | null; is_mailed: boolean; expires_at: string };

export type AuditLine = {
  id: number;
  at: string;
  kind: string;
  actor: Person | null;
  /** The user whom it is about, where that is somebody else. */
  user: Person | null;
  api_key: string | null;
  address: string | null;
  data: Record<string, string | number | boolean | null>;
};
/** Names are as they are today; empty when there is no such user any more. */
export type Person = { id: number; name: string };
/** `kinds`: all there are, with the first page. */
export type AuditPage = { entries: AuditLine[]; next: number | null; kinds?: string[] };

export type ApiKey = {
  id: number;
  name: string;
  scopes: Scope[];
  /** Its last characters. */
  hint: string;
  created_at: string;
  last_used_at: string | null;
  expires_at: string | null;
  revoked_at: string | null;
};
/** `has_environment_key`: besides, the server's environment names one with all scopes. */
export type ApiKeys = { keys: ApiKey[]; has_environment_key: boolean };
/** The only answer that ever has the key itself. */
export type MadeKey = { key: ApiKey; secret: string };


/** Messages about closed orders are emptied after so many days, when it is on. */
export type Retention = z.output<typeof retentionBody>;
/** What would be emptied. */
export type RetentionExtent = { rooms: number; messages: number; files: number; notes: number };
export type ErasureExtent = RetentionExtent & { email: string };
