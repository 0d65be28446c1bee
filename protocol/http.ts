import { z } from 'zod';
import { count, countText, email, id, idText, name, orderStatus, orderTitle, password, role, time, token } from './fields';
import { HISTORY_PAGE, HISTORY_PAGE_MAX, INVITE_MAX_MS, ORDERS_PAGE, ORDERS_PAGE_MAX, PASSWORD_MAX, ROOMS_PAGE, ROOMS_PAGE_MAX, SEARCH_TEXT_MAX } from './limits';
import { PRIORITIES } from './service_level';
import { isCleanText } from './text';

/** HTTP bodies and queries: strict, parsed once at the edge. */

const person = z.strictObject({ email, first_name: name, last_name: name });

/** A code by time, or a recovery code, as it was typed. */
const oneTimeCode = z.string().min(1).max(40).regex(/^[A-Za-z0-9 -]+$/);

export const loginBody = z.strictObject({
  email,
  // Whatever was typed may be tried; the rules of a new password do not apply to an old one.
  password: z.string().min(1).max(PASSWORD_MAX),
  device: z.enum(['desktop', 'web']),
  code: oneTimeCode.optional(),
});
/** Whether the asking device stays signed in. */
export const endSessionsQuery = z.strictObject({ keep_current: z.enum(['true', 'false']).default('true').transform((text) => text === 'true') });
/** What the provider of a single sign-on sends along; it is read as a whole. */
export const oidcReturnQuery = z.record(z.string().max(100), z.string().max(4096));
/**
 * The desktop program's own way: the browser is sent back to this port of its computer, with a code that is worth nothing without the
 * secret of which `challenge` is the SHA-256. `state` comes back as it was sent.
 */
export const desktopReturn = z.strictObject({
  port: z.string().regex(/^[1-9]\d{3,4}$/).transform(Number).pipe(z.number().min(1024).max(65_535)),
  challenge: z.string().regex(/^[\w-]{43}$/),
  state: z.string().regex(/^[\w-]{20,64}$/),
});
export type DesktopReturn = z.output<typeof desktopReturn>;
/** All of the desktop's, or nothing: then a browser is signed in. */
export const oidcStartQuery = desktopReturn.partial().transform(({ port, challenge, state }, context): DesktopReturn | undefined => {
  if (port !== undefined && challenge !== undefined && state !== undefined) return { port, challenge, state };
  if (port !== undefined || challenge !== undefined || state !== undefined) context.addIssue({ code: 'custom', message: 'all or none' });
  return undefined;
});
export const desktopCodeBody = z.strictObject({ code: z.string().regex(/^[\w-]{40,800}$/), verifier: z.string().regex(/^[\w-]{43,128}$/) });
export const refreshBody = z.strictObject({ refresh_token: token.optional() });
/** The present password, and the next one. */
export const passwordBody = z.strictObject({ password: z.string().min(1).max(PASSWORD_MAX), new_password: password });
/** The first administrator, by the code of the server's log. */
export const setupBody = person.extend({ code: token, password });
export const resetBody = z.strictObject({ email });
export const redeemBody = z.strictObject({ token, new_password: password });
export const joinBody = z.strictObject({ token });
export const factorBeginBody = z.strictObject({ password: z.string().min(1).max(PASSWORD_MAX) });
export const factorConfirmBody = z.strictObject({ code: oneTimeCode });
export const factorRemoveBody = z.strictObject({ password: z.string().min(1).max(PASSWORD_MAX), code: oneTimeCode });
/** What the marketplace's page says of its visitor, signed by its backend. */
export const embedBody = z.strictObject({ identity: token });

export const roomsQuery = z.strictObject({
  sort: z.enum(['recent', 'owed']).default('recent'),
  filter: z.enum(['all', 'unread', 'owed', 'waiting', 'snoozed', 'done']).default('all'),
  /** Part of an order's number, its title or the client's name. */
  q: z.string().max(SEARCH_TEXT_MAX).refine(isCleanText).optional(),
  limit: countText.pipe(z.number().min(1).max(ROOMS_PAGE_MAX)).default(ROOMS_PAGE),
  /** Opaque place in the list, as the `Link` header names it. */
  page: z.string().max(200).optional(),
});

export const createForOrderBody = z.strictObject({ order_id: id });

export const historyQuery = z
  .strictObject({
    before_seq: countText.optional(),
    after_seq: countText.optional(),
    /** The page in whose middle this message stands. */
    around_seq: idText.optional(),
    /** The page around the first message written at this moment or later. */
    at: time.optional(),
    limit: countText.pipe(z.number().min(1).max(HISTORY_PAGE_MAX)).default(HISTORY_PAGE),
  })
  .refine((query) => [query.before_seq, query.after_seq, query.around_seq, query.at].filter((bound) => bound !== undefined).length <= 1);

export const markReadBody = z.strictObject({ seq: count.optional() });

export const userBody = person.extend({ role, password: password.optional() });

export const orderBody = z.strictObject({
  title: orderTitle,
  status: orderStatus.optional(),
  /** Absent: it stays as it is; of a new order, normal. */
  priority: z.enum(PRIORITIES).optional(),
  /** In whose queue it waits while it has no expert; null: in everybody's. */
  team: id.nullish(),
  client: person,
  /** Absent: the expert stays as he is. Null: nobody is assigned. */
  expert: person.nullish(),
  open_chat: z.boolean().default(true),
  /** As the marketplace counts its changes of this order: one that is lower than what is stored is late, and refused. Absent: not asked. */
  version: count.optional(),
});

/** The marketplace's orders, the highest number first, or with `cursor` in the order in which they were changed. */
export const ordersQuery = z
  .strictObject({
    status: orderStatus.optional(),
    /** Changed at this moment or later, by the clock: one whose change takes effect late may be missed. */
    updated_since: time.optional(),
    /** Numbers below this one; as the `Link` header names it. */
    before: idText.optional(),
    /** `first`, or what the header `Next-Cursor` of the answer before said: what was changed behind it. */
    cursor: z.string().regex(/^(?:first|[\da-f]{1,40}~\d{1,19}\.\d{1,15})$/).optional(),
    limit: countText.pipe(z.number().min(1).max(ORDERS_PAGE_MAX)).default(ORDERS_PAGE),
  })
  .refine(({ cursor, updated_since, before }) => cursor === undefined || (updated_since === undefined && before === undefined));

/** Seconds. */
export const inviteBody = z.strictObject({ expires_in: z.number().int().min(60).max(INVITE_MAX_MS / 1000).optional() });

export const pathId = z.object({ id: idText });
export const pathInvite = z.object({ id: idText, invite: idText });
