import type { Migration } from './migration';

/** Which transaction last changed an order: whoever follows the orders reads it against a snapshot's xmin, as the inbox does with rooms. */
export const orderChanges: Migration = {
  name: '0036_order_changes',
  up: `
    -- Orders that are there already count as changed before everything; a value that is the same for all is not written into each row.
    ALTER TABLE orders ADD COLUMN changed_xid xid8 NOT NULL DEFAULT '0';
    ALTER TABLE orders ALTER COLUMN changed_xid SET DEFAULT pg_current_xact_id();
    -- By a trigger, so that no statement of today or tomorrow forgets it.
    CREATE FUNCTION mark_changed_order() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        NEW.changed_xid := pg_current_xact_id();
        RETURN NEW;
      END $$;
    CREATE TRIGGER orders_changed BEFORE UPDATE ON orders FOR EACH ROW WHEN (OLD.* IS DISTINCT FROM NEW.*) EXECUTE FUNCTION mark_changed_order();
  `,
  down: `
    DROP TRIGGER orders_changed ON orders;
    DROP FUNCTION mark_changed_order();
    ALTER TABLE orders DROP COLUMN changed_xid;
  `,
};
