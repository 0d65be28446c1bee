import type { Database, Within } from '../database/database';
import type { PolicyRow } from '../models/policy';

const COLUMNS = `id, name, rule`;

/** All policies: those for teams last, because an older console reads over the teams; among the others the one for everything. */
export async function allPolicies(db: Database, within: Within): Promise<PolicyRow[]> {
  return db.rows<PolicyRow>(within, `SELECT ${COLUMNS} FROM service_policies ORDER BY jsonb_array_length(coalesce(rule->'teams', '[]')) > 0, jsonb_array_length(rule->'priorities') = 0, id`);
}

/** Keeps others from changing policies for the rest of the transaction: of two for the same orders the second finds the first. */
export async function lockPolicies(db: Database, within: Within): Promise<void> {
  await db.rows(within, 'LOCK TABLE service_policies IN SHARE ROW EXCLUSIVE MODE');
}

export type NewPolicy = Omit<PolicyRow, 'id'> & { changed_by: number };

/** Stores a new policy. */
export async function insertPolicy(db: Database, within: Within, { name, rule, changed_by }: NewPolicy): Promise<PolicyRow> {
  const rows = await db.rows<PolicyRow>(within, `INSERT INTO service_policies (name, rule, changed_by) VALUES ($1, $2::jsonb, $3) RETURNING ${COLUMNS}`, [name, JSON.stringify(rule), changed_by]);
  return rows[0]!;
}

/** Changes a policy. */
export async function savePolicyRow(db: Database, within: Within, id: number, { name, rule, changed_by }: NewPolicy): Promise<PolicyRow> {
  const rows = await db.rows<PolicyRow>(
    within,
    `UPDATE service_policies SET name = $2, rule = $3::jsonb, changed_by = $4, changed_at = clock_timestamp() WHERE id = $1 RETURNING ${COLUMNS}`,
    [id, name, JSON.stringify(rule), changed_by],
  );
  return rows[0]!;
}

/** Removes a policy. */
export async function deletePolicyRow(db: Database, within: Within, id: number): Promise<void> {
  await db.rows(within, `DELETE FROM service_policies WHERE id = $1`, [id]);
}
