import type { Migration } from './migration';

/** What an expert has open, without what he ever had; orders by when they changed. */
export const orderIndexes: Migration = {
  name: '0037_order_indexes',
  indexes: [
    // The states are those of `server/sql/queue.ts`; a statement that says them otherwise does not find the index.
    { name: 'orders_open_of_expert', on: `orders (expert) WHERE status NOT IN ('done', 'completed', 'closed', 'cancelled')` },
    { name: 'orders_by_change', on: `orders (changed_xid, id)` },
    { name: 'orders_by_update', on: `orders (updated_at)` },
  ],
};
