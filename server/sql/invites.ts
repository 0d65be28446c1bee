import type { Database, Within } from '../database/database';
import type { InviteRow, InviteViewRow } from '../models/room';
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

/** Makes one useless; answers 1 when it was usable. */
export async function markInviteRevoked(db: Database, within: Within, invite: number): Promise<number> {
  return (await db.rows(within, `UPDATE invites SET revoked_at = now() WHERE id = $1 AND revoked_at IS NULL AND expires_at > now() RETURNING id`, [invite])).length;
}

/** Locks the order's invite (null: all of them) until the transaction ends; undefined when there is no such order or no such invite of it. */
export async function lockInvites(db: Database, within: Within, order: number, invite: number | null): Promise<number[] | undefined> {
  const rows = await db.rows<{ id: number }>(within, `SELECT id FROM invites WHERE "order" = $1 AND ($2::bigint IS NULL OR id = $2) ORDER BY id FOR UPDATE`, [order, invite]);
  if (rows.length === 0 && (invite !== null || !(await isOrder(db, within, order)))) return undefined;
  return rows.map(({ id }) => id);
}

/** The invites of an order, the newest first and 200 at most; undefined when there is no such order. */
export async function invitesOf(db: Database, order: number): Promise<InviteViewRow[] | undefined> {
  const rows = await db.rows<InviteViewRow>(
    null,
    `SELECT i.id, i.created_at, i.expires_at, i.revoked_at,
            i.revoked_at IS NULL AND i.expires_at > now() AND i.client = o.client AS is_usable,
            (SELECT count(*)::int FROM sessions s WHERE s.invite = i.id AND s.revoked_at IS NULL AND s.expires_at > now()) AS sessions
       FROM invites i JOIN orders o ON o.id = i."order" WHERE i."order" = $1 ORDER BY i.id DESC LIMIT 200`,
    [order],
  );
  return rows.length === 0 && !(await isOrder(db, null, order)) ? undefined : rows;
}

/** Takes an invite away that was given to nobody. One by which somebody has come in was given all the same, and stays. */
export async function deleteInvite(db: Database, invite: number): Promise<void> {
  await db.rows(null, `DELETE FROM invites i WHERE i.id = $1 AND NOT EXISTS (SELECT FROM sessions s WHERE s.invite = i.id)`, [invite]);
}

async function isOrder(db: Database, within: Within, order: number): Promise<boolean> {
  return (await db.rows(within, `SELECT 1 FROM orders WHERE id = $1`, [order])).length > 0;
}
