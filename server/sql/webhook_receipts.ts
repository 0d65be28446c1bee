import type { Database, Within } from '../database/database';

/** Longer than any sender goes on trying. */
const KEPT = `interval '30 days'`;

/** Takes this webhook for the transaction; false when it was taken before. One that is being taken by another transaction is waited for. */
export async function takeReceipt(db: Database, within: Within, id: string): Promise<boolean> {
  await db.rows(within, `DELETE FROM webhook_receipts WHERE received_at < now() - ${KEPT}`);
  return (await db.rows(within, `INSERT INTO webhook_receipts (id) VALUES ($1) ON CONFLICT DO NOTHING RETURNING id`, [id])).length > 0;
}
