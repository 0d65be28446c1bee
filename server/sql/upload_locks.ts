import type { Database } from '../database/database';

export type UploadClaim = { key: string; holder: string; leaseMs: number };

/** Takes the lock of an upload when it is free or its holder is gone; else says to the holder that it is wanted. True when it is this holder's now. */
export async function takeUpload(db: Database, { key, holder, leaseMs }: UploadClaim): Promise<boolean> {
  const rows = await db.rows<{ is_mine: boolean }>(
    null,
    `INSERT INTO upload_locks AS held (key, holder, until) VALUES ($1, $2::uuid, now() + $3 * interval '1 millisecond')
     ON CONFLICT (key) DO UPDATE SET
       holder = CASE WHEN held.until < now() THEN excluded.holder ELSE held.holder END,
       until = CASE WHEN held.until < now() THEN excluded.until ELSE held.until END,
       is_wanted = held.until >= now()
     RETURNING holder = $2::uuid AS is_mine`,
    [key, holder, leaseMs],
  );
  return rows[0]!.is_mine;
}

/** Holds it for a further while. `lost`: somebody else has it; `wanted`: somebody waits for it. */
export async function keepUpload(db: Database, { key, holder, leaseMs }: UploadClaim): Promise<'held' | 'wanted' | 'lost'> {
  const rows = await db.rows<{ is_wanted: boolean }>(
    null,
    `UPDATE upload_locks SET until = now() + $3 * interval '1 millisecond' WHERE key = $1 AND holder = $2::uuid AND until >= now() RETURNING is_wanted`,
    [key, holder, leaseMs],
  );
  if (rows[0] === undefined) return 'lost';
  return rows[0].is_wanted ? 'wanted' : 'held';
}

/** Lets others have an upload that this holder has. */
export async function leaveUpload(db: Database, key: string, holder: string): Promise<void> {
  await db.rows(null, `DELETE FROM upload_locks WHERE key = $1 AND holder = $2::uuid`, [key, holder]);
}

/** Forgets what killed processes have left behind. */
export async function forgetLostUploads(db: Database): Promise<void> {
  await db.rows(null, `DELETE FROM upload_locks WHERE until < now() - interval '1 hour'`, []);
}
