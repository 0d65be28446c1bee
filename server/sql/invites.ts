import type { Database, Within } from '../database/database';
import type { InviteRow } from '../models/room';
import type { UserRow } from '../models/account';

/** Makes an invite for the order's client as he is now; undefined when there is no such order. */
export async function insertInvite(
  db: Database,
  within: Within,
  order: number,
  hash: Buffer,
  lifeMs: number,
): Promise<Pick<InviteRow, 'id' | 'expires_at'> | undefined> {
  const rows = await db.rows<Pick<InviteRow, 'id' | 'expires_at'>>(
    within,
    `INSERT INTO invites ("order", client, hash, expires_at)
     SELECT id, client, $2, now() + $3 * interval '1 millisecond' FROM orders WHERE id = $1 RETURNING id, expires_at`,
    [order, hash, lifeMs],
  );
  return rows[0];
}

/**
 * The client whom a usable invite signs in, and its order. An invite was given to one person: when the order has another client by now it
 * is worth nothing. Nobody but a client is ever signed in by one.
 */
export async function clientOfInvite(
  db: Database,
  within: Within,
  hash: Buffer,
): Promise<(UserRow & { invite: number; order: number }) | undefined> {
  const rows = await db.rows<UserRow & { invite: number; order: number }>(
    within,
    `SELECT u.*, i.id AS invite, i."order" FROM invites i
       JOIN orders o ON o.id = i."order" AND o.client = i.client
       JOIN users u ON u.id = i.client AND u.role = 'client' AND u.disabled_at IS NULL
      WHERE i.hash = $1 AND i.revoked_at IS NULL AND i.expires_at > now()
      FOR SHARE OF i`,
    [hash],
  );
  return rows[0];
}

/** Makes all invites of an order useless; answers how many were usable. */
export async function revokeInvitesOf(db: Database, within: Within, order: number): Promise<number> {
  const rows = await db.rows(
    within,
    `UPDATE invites SET revoked_at = now() WHERE "order" = $1 AND revoked_at IS NULL AND expires_at > now() RETURNING id`,
    [order],
  );
  return rows.length;
}
