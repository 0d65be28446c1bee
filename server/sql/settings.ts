import type { Database, Within } from '../database/database';

/** What administrators have chosen under this name; undefined: nothing yet. */
export async function readSetting<T>(db: Database, within: Within, name: string): Promise<T | undefined> {
  return (await db.rows<{ value: T }>(within, `SELECT value FROM settings WHERE name = $1`, [name]))[0]?.value;
}

/** Sets one setting, whoever had it set before. */
export async function writeSetting(db: Database, within: Within, name: string, value: unknown, by: number): Promise<void> {
  await db.rows(
    within,
    `INSERT INTO settings (name, value, changed_by) VALUES ($1, $2::jsonb, $3)
     ON CONFLICT (name) DO UPDATE SET value = EXCLUDED.value, changed_at = now(), changed_by = EXCLUDED.changed_by`,
    [name, JSON.stringify(value), by],
  );
}
