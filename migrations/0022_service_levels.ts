import type { Migration } from './migration';

/** How urgent an order is, and the policies that say how soon its client is answered. No due time is stored: it follows from these. */
export const serviceLevels: Migration = {
  name: '0022_service_levels',
  up: `
    ALTER TABLE orders ADD COLUMN priority text NOT NULL DEFAULT 'normal' CHECK (priority IN ('low', 'normal', 'high', 'urgent'));

    CREATE TABLE service_policies (
      id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
      name text NOT NULL CHECK (name <> ''),
      -- For which orders, the targets, and the calendar by which they run.
      rule jsonb NOT NULL,
      changed_by bigint NOT NULL REFERENCES users,
      changed_at timestamptz(3) NOT NULL DEFAULT clock_timestamp()
    );
  `,
  down: `DROP TABLE service_policies; ALTER TABLE orders DROP COLUMN priority;`,
};
