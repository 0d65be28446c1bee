import type { Migration } from './migration';

/** Several experts in a room: the order's own, who is responsible, and colleagues who were invited. */
export const colleagues: Migration = {
  name: '0013_colleagues',
  up: `
    DROP INDEX participants_once_a_side;
    -- The order has one client; so has its room. Experts may be several.
    CREATE UNIQUE INDEX participants_one_client ON participants (room) WHERE left_at IS NULL AND role = 'client';
    -- The kinds are listed in the protocol alone: each new one would mean a lock on this table.
    ALTER TABLE room_events DROP CONSTRAINT IF EXISTS room_events_kind_check;
    ALTER TABLE room_events ADD CONSTRAINT room_events_kind_check CHECK (length(kind) BETWEEN 1 AND 50);
  `,
  down: `
    DELETE FROM room_events WHERE kind NOT IN ('order_created', 'order_changed', 'expert_assigned', 'expert_removed', 'client_changed');
    ALTER TABLE room_events DROP CONSTRAINT room_events_kind_check;
    ALTER TABLE room_events ADD CONSTRAINT room_events_kind_check
      CHECK (kind IN ('order_created', 'order_changed', 'expert_assigned', 'expert_removed', 'client_changed'));
    -- Colleagues leave; the order's own expert stays.
    UPDATE participants p SET left_at = now(), changed_xid = pg_current_xact_id() FROM rooms r JOIN orders o ON o.id = r."order"
     WHERE r.id = p.room AND p.role = 'expert' AND p.left_at IS NULL AND p."user" IS DISTINCT FROM o.expert;
    DROP INDEX participants_one_client;
    CREATE UNIQUE INDEX participants_once_a_side ON participants (room, role) WHERE left_at IS NULL;
  `,
};
