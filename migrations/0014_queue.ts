import type { Migration } from './migration';

/** Orders without an expert wait in a queue. */
export const queue: Migration = {
  name: '0014_queue',
  up: `
    -- Since when the order has had no expert; null while it has one.
    ALTER TABLE orders ADD COLUMN queued_at timestamptz(3);
    UPDATE orders SET queued_at = updated_at WHERE expert IS NULL;
    ALTER TABLE orders ADD CONSTRAINT orders_queued_without_expert CHECK ((queued_at IS NULL) = (expert IS NOT NULL));
    CREATE INDEX orders_queued ON orders (queued_at, id) WHERE queued_at IS NOT NULL;
  `,
  down: `ALTER TABLE orders DROP COLUMN queued_at;`,
};
