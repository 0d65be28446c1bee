import type { Migration } from './migration';

/** For endpoints that are away for hours: they are left alone as a whole, and what waits for them is found without being gone through. */
export const webhookBacklog: Migration = {
  name: '0027_webhook_backlog',
  up: `
    -- Attempts that failed since the last one that got through, of whatever lane; after some of them the endpoint is left alone until then.
    ALTER TABLE webhook_endpoints ADD COLUMN failures integer NOT NULL DEFAULT 0;
    ALTER TABLE webhook_endpoints ADD COLUMN held_until timestamptz(3);
    CREATE INDEX webhook_deliveries_oldest ON webhook_deliveries (endpoint, id) WHERE state = 'pending';
    CREATE INDEX webhook_deliveries_leased ON webhook_deliveries (endpoint, lane) WHERE leased_until IS NOT NULL;
  `,
  down: `
    DROP INDEX webhook_deliveries_leased; DROP INDEX webhook_deliveries_oldest;
    ALTER TABLE webhook_endpoints DROP COLUMN held_until; ALTER TABLE webhook_endpoints DROP COLUMN failures;
  `,
};
