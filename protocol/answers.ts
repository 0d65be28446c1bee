import { z } from 'zod';
import { account, attachment, message, order, room } from './entities';
import { count, errorCode, id, time } from './fields';
import { rating } from './ratings';


/**
 * What requests over HTTP are answered, where it is no entity or belongs to no part of its own: for the server, its description, and
 * programs that check. Readers ignore fields they do not know.
 */

/** What stands beside `code` is there with some codes alone. */
export const errorAnswer = z.object({
  error: z.string(),
  code: errorCode,
  /** Seconds. */
  retry_after: z.number().optional(),
  /** With `room_moved`: what was written since, and the newest number. */
  messages: z.array(message).optional(),
  last_seq: count.optional(),
  /** With the `conflict` of a late version: the order as it is. */
  order: order.optional(),
  /** Why a file was refused. */
  reason: z.enum(['type', 'checksum', 'infected', 'empty']).optional(),
  /** The password was right, and a code of the second factor is missing or wrong. */
  needs_code: z.literal(true).optional(),
});

export const orderAnswer = z.object({ order, room: room.nullable() });
export const orderRead = orderAnswer.extend({ rating: rating.nullable() });
/** `room`: its number, or null. */
export const listedOrder = order.extend({ room: id.nullable() });
export const userAnswer = z.object({ user: account });
export const inviteAnswer = z.object({ id, url: z.string(), expires_at: time });
/** A link as it is shown afterwards, without its token. `sessions`: how many it holds open. */
export const invite = z.object({ id, created_at: time, expires_at: time, revoked_at: time.nullable(), is_usable: z.boolean(), sessions: count });
export const revoked = z.object({ revoked: count, sessions: count });

export const signedIn = z.object({ access_token: z.string(), expires_in: count, user: account, refresh_token: z.string().optional() });
/** By what people may sign in here besides a password. `needs_setup`: nobody administers yet. `desktop_url`: where the desktop program is to be had. `oidc`: where that begins, whose it is, and whether the desktop program may go that way. */
export const signInWays = z.object({
  contract: z.object({ version: count, oldest: count }).optional(),
  desktop_url: z.string().nullable().optional(),
  password_reset: z.boolean(),
  needs_setup: z.boolean(),
  oidc: z.object({ name: z.string(), url: z.string(), desktop: z.literal(true).optional() }).nullable(),
});
/** How many devices were signed out. */
export const ended = z.object({ ended: count });
export const factorState = z.object({ is_on: z.boolean(), recovery_codes_left: count });
/** `uri`: the secret as authenticator programs read it from a picture. */
export const factorBegun = z.object({ secret: z.string(), uri: z.string() });
export const factorConfirmed = z.object({ recovery_codes: z.array(z.string()) });

export const readAnswer = z.object({ read_seq: count, unread_count: count, last_rev: count });
/** Seconds; null: too few answers to say. */
export const answerTime = z.object({ answer_seconds: count.nullable() });
export const attachmentAnswer = z.object({ attachment });
export const fileLimits = z.object({ file_bytes: count, files_per_message: count });
export const table = z.object({ csv: z.string() });
export const health = z.object({ status: z.literal('ok'), name: z.literal('orderline'), version: z.string() });
export const readiness = z.object({ status: z.literal('ready') });

export type ErrorAnswer = z.infer<typeof errorAnswer>;
export type OrderAnswer = z.infer<typeof orderAnswer>;
export type OrderRead = z.infer<typeof orderRead>;
export type ListedOrder = z.infer<typeof listedOrder>;
export type InviteAnswer = z.infer<typeof inviteAnswer>;
export type Invite = z.infer<typeof invite>;
export type Revoked = z.infer<typeof revoked>;
export type SignedIn = z.infer<typeof signedIn>;
export type SignInWays = z.infer<typeof signInWays>;
export type FactorState = z.infer<typeof factorState>;
export type FactorBegun = z.infer<typeof factorBegun>;
