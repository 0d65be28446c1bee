import type { Database, Within } from '../database/database';

export type RatingRow = { order: number; client: number; rating: number; comment: string; created_at: Date; updated_at: Date };

/** How the client rated the order. */
export async function ratingOf(db: Database, within: Within, order: number): Promise<RatingRow | undefined> {
  return (await db.rows<RatingRow>(within, `SELECT * FROM ratings WHERE "order" = $1`, [order]))[0];
}

/** Stores a rating, or changes the client's own while that is allowed; undefined when it is not. */
export async function saveRating(
  db: Database,
  within: Within,
  row: Pick<RatingRow, 'order' | 'client' | 'rating' | 'comment'>,
  changeMs: number,
): Promise<RatingRow | undefined> {
  const rows = await db.rows<RatingRow>(
    within,
    `INSERT INTO ratings ("order", client, rating, comment) VALUES ($1, $2, $3, $4)
     ON CONFLICT ("order") DO UPDATE SET rating = excluded.rating, comment = excluded.comment, updated_at = now()
       WHERE ratings.client = excluded.client AND ratings.created_at > now() - $5 * interval '1 millisecond'
     RETURNING *`,
    [row.order, row.client, row.rating, row.comment, changeMs],
  );
  return rows[0];
}
