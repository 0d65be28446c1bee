import type { Role } from '../../protocol/entities';
import type { Database, Within } from '../database/database';
import type { UserRow } from '../models/account';

/** A user with what administrators want to know of his account. */
export type AdminUserRow = Omit<UserRow, 'password_hash'> & { has_password: boolean; has_second_factor: boolean; sessions: number; last_used_at: Date | null };

const COLUMNS = `u.id, u.email, u.first_name, u.last_name, u.role, u.language, u.disabled_at, u.erased_at, u.created_at, u.updated_at,
  u.password_hash IS NOT NULL AS has_password,
  EXISTS (SELECT 1 FROM second_factors f WHERE f."user" = u.id AND f.confirmed_at IS NOT NULL) AS has_second_factor,
  (SELECT count(*)::int FROM sessions s WHERE s."user" = u.id AND s.revoked_at IS NULL AND s.expires_at > now() AND u.disabled_at IS NULL) AS sessions,
  (SELECT max(s.last_used_at) FROM sessions s WHERE s."user" = u.id) AS last_used_at`;

export type UsersWanted = { q?: string | undefined; role?: Role | undefined; state: 'all' | 'open' | 'disabled'; before?: number | undefined; limit: number };

/** A page of users, the newest first. */
export async function usersPage(db: Database, { q, role, state, before, limit }: UsersWanted): Promise<AdminUserRow[]> {
  return db.rows<AdminUserRow>(
    null,
    `SELECT ${COLUMNS} FROM users u
      WHERE ($1::text IS NULL OR u.email LIKE $1 OR lower(u.first_name || ' ' || u.last_name) LIKE $1 OR lower(u.last_name || ' ' || u.first_name) LIKE $1)
        AND ($2::text IS NULL OR u.role = $2)
        AND ($3 = 'all' OR (u.disabled_at IS NULL) = ($3 = 'open'))
        AND ($4::bigint IS NULL OR u.id < $4)
      ORDER BY u.id DESC LIMIT $5`,
    [q === undefined ? null : `%${q.trim().toLowerCase().replace(/[\\%_]/g, '\\$&')}%`, role ?? null, state, before ?? null, limit],
  );
}

/** One account as admins see it. */
export async function adminUser(db: Database, within: Within, id: number): Promise<AdminUserRow | undefined> {
  return (await db.rows<AdminUserRow>(within, `SELECT ${COLUMNS} FROM users u WHERE u.id = $1`, [id]))[0];
}

/** The user of this number, also of a closed account, locked against everyone. */
export async function lockAnyUser(db: Database, within: Within, id: number): Promise<UserRow | undefined> {
  return (await db.rows<UserRow>(within, `SELECT * FROM users WHERE id = $1 FOR UPDATE`, [id]))[0];
}

/** The administrators who can sign in, locked until the transaction ends: of two who would take each other out the second finds himself alone. */
export async function lockAdmins(db: Database, within: Within): Promise<number[]> {
  const rows = await db.rows<{ id: number }>(within, `SELECT id FROM users WHERE role = 'admin' AND disabled_at IS NULL ORDER BY id FOR UPDATE`);
  return rows.map(({ id }) => id);
}

/** Opens a closed account again. */
export async function markEnabled(db: Database, within: Within, id: number): Promise<void> {
  await db.rows(within, `UPDATE users SET disabled_at = NULL, updated_at = now() WHERE id = $1`, [id]);
}
