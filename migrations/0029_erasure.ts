import type { Migration } from './migration';

/** Whose data has been erased: the account stays as a number without a person, because messages and orders name it. */
export const erasure: Migration = {
  name: '0029_erasure',
  up: `
    ALTER TABLE users
      -- When it was asked for; nobody signs in from then on.
      ADD COLUMN erased_at timestamptz(3),
      -- When the last of his messages was emptied.
      ADD COLUMN erasure_done_at timestamptz(3),
      ADD CHECK (erased_at IS NULL OR (disabled_at IS NOT NULL AND password_hash IS NULL)),
      ADD CHECK (erasure_done_at IS NULL OR erased_at IS NOT NULL);
  `,
  down: `ALTER TABLE users DROP COLUMN erasure_done_at, DROP COLUMN erased_at;`,
};
