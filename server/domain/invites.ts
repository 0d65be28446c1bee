import type { Invite, InviteAnswer } from '../../protocol/answers';
import { INVITE_DEFAULT_MS } from '../../protocol/limits';
import type { KeyCaller } from '../caller';
import type { Database, Within } from '../database/database';
import type { Told } from '../happening';
import type { UserRow } from '../models/account';
import type { Parts } from '../parts';
import { presentInvite } from '../present/invite';
import { Refusal } from '../refusal';
import { clientOfInvite, deleteInvite, insertInvite, invitesOf, lockInvites, markInviteRevoked, revokeInvitesOf } from '../sql/invites';
import { revokeSessionsOfInvites } from '../sql/sessions';
import { audit } from './audit';
import { newToken, tokenHash } from './opaque';

/**
 * A link that signs the order's client in, until it expires or is revoked. The token stands in the fragment, which browsers send nowhere.
 * `expiresIn` in seconds. Refuses with `not_found` when there is no such order.
 */
export async function createInvite(parts: Parts, caller: KeyCaller, order: number, expiresIn?: number): Promise<InviteAnswer> {
  const lifeMs = expiresIn === undefined ? INVITE_DEFAULT_MS : expiresIn * 1000;
  const made = await parts.db.transaction((within) => makeLink(parts, within, order, lifeMs, { api_key: caller.key }));
  if (made === undefined) throw new Refusal('not_found');
  return { id: made.id, url: made.url, expires_at: made.expires_at.toISOString() };
}

/** A fresh link for the order's client; undefined when there is no such order. */
export async function makeLink(parts: Pick<Parts, 'config' | 'db'>, within: Within, order: number, lifeMs: number, maker: { api_key: string } | { by: 'letter' }): Promise<{ id: number; url: string; expires_at: Date } | undefined> {
  const token = newToken();
  const invite = await insertInvite(parts.db, within, order, tokenHash(token), lifeMs);
  if (invite === undefined) return undefined;
  const { by, ...key } = 'by' in maker ? maker : { ...maker, by: undefined };
  await audit(parts, within, { kind: 'invite_created', ...key, data: { invite: invite.id, order, ...(by !== undefined && { by }) } });
  return { ...invite, url: `${parts.config.publicUrl}/c#${token}` };
}

/** Takes back a link that reached nobody. */
export async function dropInvite(db: Database, invite: number): Promise<void> {
  await deleteInvite(db, invite);
}

/** The links of an order, the newest first; never their tokens, which nobody has but who was given one. Refuses with `not_found`. */
export async function listInvites(parts: Parts, order: number): Promise<Invite[]> {
  const rows = await invitesOf(parts.db, order);
  if (rows === undefined) throw new Refusal('not_found');
  return rows.map(presentInvite);
}

/** The client whom this token signs in, and the order it is for; undefined when it is unknown, expired, revoked or no longer his. */
export async function redeemInvite(parts: Parts, within: Within, token: string): Promise<(UserRow & { invite: number; order: number }) | undefined> {
  return clientOfInvite(parts.db, within, tokenHash(token));
}

/**
 * Makes a link of an order useless (null: all of them) and ends the sessions that came by it: whoever revokes a link does so because it is
 * in the wrong hands. Doing it again changes nothing. Refuses with `not_found`.
 */
export async function revokeInvites(parts: Parts, caller: KeyCaller, order: number, invite: number | null): Promise<Told<{ revoked: number; sessions: number }>> {
  const { db } = parts;
  return db.transaction(async (within) => {
    // Locked first: whoever is joining by it right now has joined, or finds it revoked.
    const known = await lockInvites(db, within, order, invite);
    if (known === undefined) throw new Refusal('not_found');
    const revoked = invite === null ? await revokeInvitesOf(db, within, order) : await markInviteRevoked(db, within, invite);
    const sessions = await revokeSessionsOfInvites(db, within, known, 'invite_revoked');
    if (revoked > 0 || sessions.length > 0) {
      await audit(parts, within, { kind: 'invite_revoked', api_key: caller.key, data: { order, ...(invite !== null && { invite }), revoked, sessions: sessions.length } });
    }
    return { result: { revoked, sessions: sessions.length }, happenings: sessions.map((session) => ({ close: 'session', session })) };
  });
}
