import type { Migration } from './migration';

/** What administrators do: keys that replace each other, choices of the installation, the way to its first administrator, a trail that can be searched. */
export const administration: Migration = {
  name: '0028_administration',
  up: `
    SET LOCAL statement_timeout = 0;

    -- A key that another one has replaced is good until then, so that its holder can change over.
    ALTER TABLE api_keys
      ADD COLUMN expires_at timestamptz(3),
      -- Its last characters: by them its holder knows which one it is.
      ADD COLUMN hint text NOT NULL DEFAULT '' CHECK (length(hint) <= 8);

    -- What administrators have chosen for the whole installation. No foreign key: a choice outlives who made it.
    CREATE TABLE settings (
      name text PRIMARY KEY CHECK (length(name) BETWEEN 1 AND 50),
      value jsonb NOT NULL,
      changed_at timestamptz(3) NOT NULL DEFAULT now(),
      changed_by bigint
    );

    -- Codes that stand in the log of a server without an administrator. All of them go when there is one.
    CREATE TABLE setup_codes (
      hash bytea PRIMARY KEY CHECK (length(hash) = 32),
      created_at timestamptz(3) NOT NULL DEFAULT now(),
      expires_at timestamptz(3) NOT NULL
    );

    CREATE INDEX audit_log_by_kind ON audit_log (kind, id);
    CREATE INDEX audit_log_by_time ON audit_log (at);
    CREATE INDEX audit_log_by_user ON audit_log ((data->>'user'), id) WHERE data->>'user' IS NOT NULL;
    CREATE INDEX audit_log_by_order ON audit_log ((data->>'order'), id) WHERE data->>'order' IS NOT NULL;
  `,
  down: `
    DROP INDEX audit_log_by_order; DROP INDEX audit_log_by_user; DROP INDEX audit_log_by_time; DROP INDEX audit_log_by_kind;
    DROP TABLE setup_codes; DROP TABLE settings;
    ALTER TABLE api_keys DROP COLUMN hint, DROP COLUMN expires_at;
  `,
};
