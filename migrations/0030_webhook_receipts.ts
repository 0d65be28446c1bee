import type { Migration } from './migration';

/** What the marketplace has told by webhook, so that nothing it says twice is done twice. */
export const webhookReceipts: Migration = {
  name: '0030_webhook_receipts',
  up: `
    CREATE TABLE webhook_receipts (
      -- As the sender calls it, the same at each of his attempts.
      id text PRIMARY KEY CHECK (length(id) <= 255),
      received_at timestamptz NOT NULL DEFAULT now()
    );
    CREATE INDEX webhook_receipts_old ON webhook_receipts (received_at);
  `,
  down: `DROP TABLE webhook_receipts;`,
};
