import type { Database, Within } from '../database/database';

export type FrameRow = { id: number; origin: string; note: string; added_by: number; added_by_name: string; added_at: Date };

/** The origins alone: asked with each page that is embedded. */
export async function frameOrigins(db: Database): Promise<string[]> {
  return (await db.planned<{ origin: string }>(null, `SELECT origin FROM allowed_frames ORDER BY origin`)).map(({ origin }) => origin);
}

/** Every allowed site with who has added it, by its name. */
export async function listFrames(db: Database, within: Within): Promise<FrameRow[]> {
  return db.rows<FrameRow>(
    within,
    `SELECT f.id, f.origin, f.note, f.added_by, f.added_at, concat_ws(' ', u.first_name, u.last_name) AS added_by_name
       FROM allowed_frames f JOIN users u ON u.id = f.added_by ORDER BY f.origin`,
  );
}

/** Whoever adds sites goes one after another: they are counted and compared first. */
export async function lockFrames(db: Database, within: Within): Promise<void> {
  await db.rows(within, 'LOCK TABLE allowed_frames IN SHARE ROW EXCLUSIVE MODE');
}

export async function insertFrame(db: Database, within: Within, { origin, note, added_by }: Pick<FrameRow, 'origin' | 'note' | 'added_by'>): Promise<number> {
  return (await db.rows<{ id: number }>(within, `INSERT INTO allowed_frames (origin, note, added_by) VALUES ($1, $2, $3) RETURNING id`, [origin, note, added_by]))[0]!.id;
}

/** Its origin; undefined: there is no such site. */
export async function deleteFrame(db: Database, within: Within, id: number): Promise<string | undefined> {
  return (await db.rows<{ origin: string }>(within, `DELETE FROM allowed_frames WHERE id = $1 RETURNING origin`, [id]))[0]?.origin;
}
