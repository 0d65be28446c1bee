import type { Database, Within } from '../database/database';
import type { LabelRow } from '../models/label';

const COLUMNS = `id, name, color, made_by, retired_at`;

/** The whole catalogue by name, what is retired behind it. */
export async function allLabels(db: Database, within: Within): Promise<LabelRow[]> {
  return db.rows<LabelRow>(within, `SELECT ${COLUMNS} FROM labels ORDER BY retired_at IS NOT NULL, lower(name), id`);
}

/** Keeps others from changing the catalogue for the rest of the transaction: of two labels that get one name at once, the second finds the first. */
export async function lockCatalogue(db: Database, within: Within): Promise<void> {
  await db.rows(within, 'LOCK TABLE labels IN SHARE ROW EXCLUSIVE MODE');
}

/** One of them, locked for the rest of the transaction. */
export async function lockLabel(db: Database, within: Within, id: number): Promise<LabelRow | undefined> {
  return (await db.rows<LabelRow>(within, `SELECT ${COLUMNS} FROM labels WHERE id = $1 FOR UPDATE`, [id]))[0];
}

/** The same, only kept from being retired until then: many rooms get it at once. */
export async function holdLabel(db: Database, within: Within, id: number): Promise<LabelRow | undefined> {
  return (await db.rows<LabelRow>(within, `SELECT ${COLUMNS} FROM labels WHERE id = $1 FOR SHARE`, [id]))[0];
}

/** How many there are: offered, and altogether. */
export async function countLabels(db: Database, within: Within): Promise<{ offered: number; all: number }> {
  const rows = await db.rows<{ offered: number; all: number }>(within, `SELECT count(*) FILTER (WHERE retired_at IS NULL) AS offered, count(*) AS all FROM labels`);
  return rows[0]!;
}

/** Stores a new one; undefined when another that is offered has its name. */
export async function insertLabel(db: Database, within: Within, { name, color, made_by }: Pick<LabelRow, 'name' | 'color' | 'made_by'>): Promise<LabelRow | undefined> {
  const rows = await db.rows<LabelRow>(within, `INSERT INTO labels (name, color, made_by) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING RETURNING ${COLUMNS}`, [name, color, made_by]);
  return rows[0];
}

/** Writes a changed one; undefined when another that is offered has its name. */
export async function saveLabel(db: Database, within: Within, { id, name, color, retired_at }: LabelRow): Promise<LabelRow | undefined> {
  const rows = await db.rows<LabelRow>(
    within,
    `UPDATE labels SET name = $2, color = $3, retired_at = $4
      WHERE id = $1 AND ($4::timestamptz IS NOT NULL OR NOT EXISTS (SELECT 1 FROM labels o WHERE o.id <> $1 AND o.retired_at IS NULL AND lower(o.name) = lower($2))) RETURNING ${COLUMNS}`,
    [id, name, color, retired_at],
  );
  return rows[0];
}

/** Puts a label on a room; false when it was there. */
export async function putLabel(db: Database, within: Within, room: number, label: number, user: number): Promise<boolean> {
  return (await db.rows(within, `INSERT INTO room_labels (room, label, put_by) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING RETURNING 1`, [room, label, user])).length > 0;
}

/** Takes a label off a room; false when it was not there. */
export async function takeLabel(db: Database, within: Within, room: number, label: number): Promise<boolean> {
  return (await db.rows(within, `DELETE FROM room_labels WHERE room = $1 AND label = $2 RETURNING 1`, [room, label])).length > 0;
}
