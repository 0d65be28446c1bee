import type { Migration } from './migration';

/** For programs that speak to the server: the marketplace's own version of an order, and answers that are kept for a repeat of their request. */
export const api: Migration = {
  name: '0026_api',
  up: `
    -- As the marketplace counts; null: it does not. A lower one than this is late, and changes nothing.
    ALTER TABLE orders ADD COLUMN version bigint CHECK (version >= 0);

    CREATE TABLE idempotency_keys (
      -- The name of the API key: each has keys of its own.
      api_key text NOT NULL CHECK (length(api_key) <= 100),
      key text NOT NULL CHECK (length(key) BETWEEN 1 AND 255),
      -- SHA-256 of the request: a repeat with another one is a conflict.
      request_hash bytea NOT NULL CHECK (length(request_hash) = 32),
      -- Null while the request is under way. What is kept may name tokens: it is sealed with a key that the database does not have.
      status integer,
      body bytea,
      created_at timestamptz(3) NOT NULL DEFAULT clock_timestamp(),
      PRIMARY KEY (api_key, key),
      CHECK ((status IS NULL) = (body IS NULL))
    );
    CREATE INDEX idempotency_keys_by_age ON idempotency_keys (created_at);
  `,
  down: `DROP TABLE idempotency_keys; ALTER TABLE orders DROP COLUMN version;`,
};
