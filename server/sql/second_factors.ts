import type { Database, Within } from '../database/database';

export type FactorRow = { user: number; secret: Buffer; confirmed_at: Date | null; last_step: number };

/** Begins, or begins anew, one that is not confirmed; false when there is a confirmed one. */
export async function beginFactor(db: Database, within: Within, user: number, secret: Buffer): Promise<boolean> {
  const rows = await db.rows(
    within,
    `INSERT INTO second_factors ("user", secret) VALUES ($1, $2)
     ON CONFLICT ("user") DO UPDATE SET secret = $2, created_at = now(), last_step = 0 WHERE second_factors.confirmed_at IS NULL RETURNING 1`,
    [user, secret],
  );
  return rows.length > 0;
}

/** The user's factor, locked until the transaction ends: of two codes at once one is looked at after the other. */
export async function lockFactor(db: Database, within: Within, user: number): Promise<FactorRow | undefined> {
  return (await db.rows<FactorRow>(within, `SELECT "user", secret, confirmed_at, last_step FROM second_factors WHERE "user" = $1 FOR UPDATE`, [user]))[0];
}

/** The factor counts from now on, and has taken the code of this step. */
export async function confirmFactor(db: Database, within: Within, user: number, step: number): Promise<void> {
  await db.rows(within, `UPDATE second_factors SET confirmed_at = now(), last_step = $2 WHERE "user" = $1`, [user, step]);
}

/** Takes the code of a step; false when it, or a later one, was taken before. */
export async function takeStep(db: Database, within: Within, user: number, step: number): Promise<boolean> {
  return (await db.rows(within, `UPDATE second_factors SET last_step = $2 WHERE "user" = $1 AND last_step < $2 RETURNING 1`, [user, step])).length > 0;
}

/** Stores the hashes of fresh recovery codes. */
export async function insertRecoveryCodes(db: Database, within: Within, user: number, hashes: readonly Buffer[]): Promise<void> {
  for (const hash of hashes) await db.rows(within, `INSERT INTO recovery_codes ("user", hash) VALUES ($1, $2)`, [user, hash]);
}

/** Uses a recovery code up; false when there is none such, or not any more. */
export async function takeRecoveryCode(db: Database, within: Within, user: number, hash: Buffer): Promise<boolean> {
  return (await db.rows(within, `UPDATE recovery_codes SET used_at = now() WHERE "user" = $1 AND hash = $2 AND used_at IS NULL RETURNING 1`, [user, hash])).length > 0;
}

/** How many recovery codes the user's confirmed factor has left; undefined when there is none. */
export async function factorState(db: Database, user: number): Promise<{ recovery_codes_left: number } | undefined> {
  const rows = await db.rows<{ recovery_codes_left: number }>(
    null,
    `SELECT (SELECT count(*)::int FROM recovery_codes c WHERE c."user" = f."user" AND c.used_at IS NULL) AS recovery_codes_left
       FROM second_factors f WHERE f."user" = $1 AND f.confirmed_at IS NOT NULL`,
    [user],
  );
  return rows[0];
}

/** Takes the second factor of a user away. */
export async function deleteFactor(db: Database, within: Within, user: number): Promise<void> {
  await db.rows(within, `DELETE FROM second_factors WHERE "user" = $1`, [user]);
}
