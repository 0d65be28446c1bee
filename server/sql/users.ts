import type { Database, Within } from '../database/database';
import type { UserRow } from '../models/account';

export type Person = Pick<UserRow, 'email' | 'first_name' | 'last_name'>;

/** Makes a user; undefined when the address is taken. Two that make the same one at once: the second waits and gets undefined. */
export async function insertUser(
  db: Database,
  within: Within,
  person: Person & Pick<UserRow, 'role' | 'password_hash'>,
): Promise<UserRow | undefined> {
  const rows = await db.rows<UserRow>(
    within,
    `INSERT INTO users (email, first_name, last_name, role, password_hash) VALUES ($1, $2, $3, $4, $5)
     ON CONFLICT (email) DO NOTHING RETURNING *`,
    [person.email, person.first_name, person.last_name, person.role, person.password_hash],
  );
  return rows[0];
}

/** The user of an address. */
export async function findUser(db: Database, within: Within, email: string): Promise<UserRow | undefined> {
  return (await db.rows<UserRow>(within, `SELECT * FROM users WHERE email = $1`, [email]))[0];
}

/** The user of an address, whose role stays as it is until the transaction ends; others may hold him the same way meanwhile. */
export async function holdUser(db: Database, within: Within, email: string): Promise<UserRow | undefined> {
  return (await db.rows<UserRow>(within, `SELECT * FROM users WHERE email = $1 FOR KEY SHARE`, [email]))[0];
}

/** The user of an address, locked against everyone, also against orders that are about to name him. */
export async function lockUser(db: Database, within: Within, email: string): Promise<UserRow | undefined> {
  return (await db.rows<UserRow>(within, `SELECT * FROM users WHERE email = $1 FOR UPDATE`, [email]))[0];
}

export async function saveUser(
  db: Database,
  within: Within,
  user: Pick<UserRow, 'id' | 'first_name' | 'last_name' | 'role' | 'password_hash'>,
): Promise<UserRow> {
  const rows = await db.rows<UserRow>(
    within,
    `UPDATE users SET first_name = $2, last_name = $3, role = $4, password_hash = $5, updated_at = now() WHERE id = $1 RETURNING *`,
    [user.id, user.first_name, user.last_name, user.role, user.password_hash],
  );
  return rows[0]!;
}

/** The user as he is now, whose password, role and state stay so until the transaction ends. */
export async function holdAccount(db: Database, within: Within, id: number): Promise<UserRow | undefined> {
  return (await db.rows<UserRow>(within, `SELECT * FROM users WHERE id = $1 AND disabled_at IS NULL FOR SHARE`, [id]))[0];
}

/** The user of this number, unless his account is closed, locked against everyone. */
export async function lockAccount(db: Database, within: Within, id: number): Promise<UserRow | undefined> {
  return (await db.rows<UserRow>(within, `SELECT * FROM users WHERE id = $1 AND disabled_at IS NULL FOR UPDATE`, [id]))[0];
}

/** Stores the hash of a new password. */
export async function savePassword(db: Database, within: Within, id: number, hash: string): Promise<void> {
  await db.rows(within, `UPDATE users SET password_hash = $2, updated_at = now() WHERE id = $1`, [id, hash]);
}

/** Closes an account; undefined when there is none or it was closed before. */
export async function markDisabled(db: Database, within: Within, id: number): Promise<UserRow | undefined> {
  const rows = await db.rows<UserRow>(
    within,
    `UPDATE users SET disabled_at = now(), updated_at = now() WHERE id = $1 AND disabled_at IS NULL RETURNING *`,
    [id],
  );
  return rows[0];
}

/** Whether an order names the user, or a room has ever had him. */
export async function standsInOrders(db: Database, within: Within, id: number): Promise<boolean> {
  const rows = await db.rows<{ stands: boolean }>(
    within,
    `SELECT EXISTS (SELECT 1 FROM orders WHERE client = $1 OR expert = $1) OR EXISTS (SELECT 1 FROM participants WHERE "user" = $1) AS stands`,
    [id],
  );
  return rows[0]!.stands;
}

/** Marks every room that shows the user changed for the inboxes: he has another name. It locks no room, so nobody's post waits for it. */
export async function touchParticipant(db: Database, within: Within, id: number): Promise<void> {
  await db.rows(within, `UPDATE participants SET changed_xid = pg_current_xact_id() WHERE "user" = $1 AND left_at IS NULL`, [id]);
}
