import type { Migration } from './migration';

/** Who writes into an upload now. Nothing of it must outlive a crash of the database. */
export const uploadLocks: Migration = {
  name: '0031_upload_locks',
  up: `
    CREATE UNLOGGED TABLE upload_locks (
      key text PRIMARY KEY,
      -- One request of one process.
      holder uuid NOT NULL,
      -- It says again and again that it lives; whoever does not say so by then has lost it.
      until timestamptz NOT NULL,
      -- Somebody else waits for it.
      is_wanted boolean NOT NULL DEFAULT false
    );
  `,
  down: `DROP TABLE upload_locks;`,
};
