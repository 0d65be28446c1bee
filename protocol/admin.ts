import { z } from 'zod';
import { account } from './entities';
import { count, email, id, idText, line, name, role, time } from './fields';
import { isFrameOrigin } from './frames';
import { ADMIN_PAGE, FRAME_NOTE_MAX, FRAME_ORIGIN_MAX, KEY_NAME_MAX, KEY_OVERLAP_HOURS_MAX, RETENTION_DAYS_MAX, RETENTION_DAYS_MIN, SEARCH_TEXT_MAX } from './limits';
import { isCleanText } from './text';
import { SCOPES } from './scopes';

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
/** A site as browsers write it; no path, no wildcard. */
export const frameBody = z.strictObject({
  origin: z.string().max(FRAME_ORIGIN_MAX).refine(isFrameOrigin),
  note: z.string().max(FRAME_NOTE_MAX).refine((text) => isCleanText(text) && !/[\n\r]/.test(text)).default(''),
});
/** Whom, once more: his address. */
export const erasureBody = z.strictObject({ email });
export const retentionBody = z.strictObject({ is_on: z.boolean(), days: z.number().int().min(RETENTION_DAYS_MIN).max(RETENTION_DAYS_MAX) });
export const retentionQuery = z.strictObject({ days: z.string().regex(/^\d{1,4}$/).transform(Number).pipe(z.number().min(RETENTION_DAYS_MIN).max(RETENTION_DAYS_MAX)) });
export const adminPathId = z.object({ id: idText });

/** An account as administrators see it. */
export const adminUser = account.extend({
  created_at: time,
  disabled_at: time.nullable(),
  /** When his data was erased: the number stays, the person is gone. */
  erased_at: time.nullable(),
  has_password: z.boolean(),
  has_second_factor: z.boolean(),
  /** How many devices are signed in, and when one of them was used last. */
  sessions: count,
  last_used_at: time.nullable(),
});
/** `next`: what to ask for as `before`; null: that was the last page. */
export const adminUsers = z.object({ users: z.array(adminUser), next: id.nullable() });
/** A link by which the user sets a password: sent to him, or (no letters here, or not taken) for the administrator to pass on. */
export const passwordLink = z.object({ url: z.string().nullable(), is_mailed: z.boolean(), expires_at: time });

/** Names are as they are today; empty when there is no such user any more. */
export const person = z.object({ id, name: z.string() });
export const auditLine = z.object({
  id,
  at: time,
  kind: z.string(),
  actor: person.nullable(),
  /** The user whom it is about, where that is somebody else. */
  user: person.nullable(),
  api_key: z.string().nullable(),
  address: z.string().nullable(),
  data: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
});
/** `kinds`: all there are, with the first page. */
export const auditPage = z.object({ entries: z.array(auditLine), next: id.nullable(), kinds: z.array(z.string()).optional() });

export const apiKey = z.object({
  id,
  name: z.string(),
  scopes: z.array(scope),
  /** Its last characters. */
  hint: z.string(),
  created_at: time,
  last_used_at: time.nullable(),
  expires_at: time.nullable(),
  revoked_at: time.nullable(),
});
/** `has_environment_key`: besides, the server's environment names one with all scopes. */
export const apiKeys = z.object({ keys: z.array(apiKey), has_environment_key: z.boolean() });
/** The only answer that ever has the key itself. */
export const madeKey = z.object({ key: apiKey, secret: z.string() });

/** A site that may show the chat in a frame. */
export const allowedFrame = z.object({ id, origin: z.string(), note: z.string(), added_by: person, added_at: time });
export const allowedFrames = z.object({
  frames: z.array(allowedFrame),
  /** Those that the server's environment names; they are changed there. */
  configured: z.array(z.string()),
  /** Whether the server has the secret with which the marketplace signs; without it nothing is embedded, whatever is allowed. */
  has_secret: z.boolean(),
  /** Whether http will do for a site on one's own machine. */
  takes_local: z.boolean(),
  /** The script that the sites' pages load. */
  script: z.string(),
});

/** What would be emptied. */
export const retentionExtent = z.object({ rooms: count, messages: count, files: count, notes: count });
export const erasureExtent = retentionExtent.extend({ email: z.string() });

export type AdminUser = z.infer<typeof adminUser>;
export type AdminUsers = z.infer<typeof adminUsers>;
export type PasswordLink = z.infer<typeof passwordLink>;
export type Person = z.infer<typeof person>;
export type AuditLine = z.infer<typeof auditLine>;
export type AuditPage = z.infer<typeof auditPage>;
export type ApiKey = z.infer<typeof apiKey>;
export type ApiKeys = z.infer<typeof apiKeys>;
export type MadeKey = z.infer<typeof madeKey>;
export type AllowedFrame = z.infer<typeof allowedFrame>;
export type AllowedFrames = z.infer<typeof allowedFrames>;
/** Messages about closed orders are emptied after so many days, when it is on. */
export type Retention = z.output<typeof retentionBody>;
export type RetentionExtent = z.infer<typeof retentionExtent>;
export type ErasureExtent = z.infer<typeof erasureExtent>;
