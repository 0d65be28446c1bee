import type { InviteAnswer } from '../../protocol/http';
import { INVITE_DEFAULT_MS } from '../../protocol/limits';
import type { KeyCaller } from '../caller';
import type { Within } from '../database/database';
import type { UserRow } from '../models/account';
import type { Parts } from '../parts';
import { Refusal } from '../refusal';
import { clientOfInvite, insertInvite, revokeInvitesOf } from '../sql/invites';
import { audit } from './audit';
import { newToken, tokenHash } from './opaque';

/**
 * A link that signs the order's client in, until it expires or is revoked. The token stands in the fragment, which browsers send nowhere.
 * `expiresIn` in seconds. Refuses with `not_found` when there is no such order.
 */
export async function createInvite(parts: Parts, caller: KeyCaller, order: number, expiresIn?: number): Promise<InviteAnswer> {
  const token = newToken();
  const lifeMs = expiresIn === undefined ? INVITE_DEFAULT_MS : expiresIn * 1000;
  return parts.db.transaction(async (within) => {
    const invite = await insertInvite(parts.db, within, order, tokenHash(token), lifeMs);
    if (invite === undefined) throw new Refusal('not_found');
    await audit(parts, within, { kind: 'invite_created', api_key: caller.key, data: { invite: invite.id, order } });
    return { url: `${parts.config.publicUrl}/c#${token}`, expires_at: invite.expires_at.toISOString() };
  });
}

/** The client whom this token signs in, and the order it is for; undefined when it is unknown, expired, revoked or no longer his. */
export async function redeemInvite(parts: Parts, within: Within, token: string): Promise<(UserRow & { invite: number; order: number }) | undefined> {
  return clientOfInvite(parts.db, within, tokenHash(token));
}

/** Makes all links of an order useless; who has joined by one stays signed in. */
export async function revokeInvites(parts: Parts, within: Within, order: number, apiKey?: string): Promise<void> {
  const revoked = await revokeInvitesOf(parts.db, within, order);
  if (revoked > 0) await audit(parts, within, { kind: 'invite_revoked', ...(apiKey !== undefined && { api_key: apiKey }), data: { order, revoked } });
}
