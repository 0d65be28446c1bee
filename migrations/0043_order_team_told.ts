import type { Migration } from './migration';

/** As step 0025 has it: what every trigger of webhooks asks first, and how what it found is written. */
const told = (facts: string) => `
  BEGIN
    IF current_setting('orderline.webhooks', true) = 'off' OR NOT EXISTS (SELECT FROM webhook_endpoints WHERE is_active) THEN RETURN NULL; END IF;
    INSERT INTO webhook_deliveries (endpoint, event, kind, lane, room, subject, data)
      WITH facts AS MATERIALIZED (SELECT gen_random_uuid() AS event, f.* FROM (${facts}) AS f (kind, lane, room, subject, data, place))
      SELECT w.id, f.event, f.kind, f.lane, f.room, f.subject, f.data
        FROM facts f JOIN webhook_endpoints w ON w.is_active AND (w.kinds = '{}' OR f.kind = ANY (w.kinds))
       ORDER BY f.lane, f.place, w.id;
    RETURN NULL;
  END`;

const orders = (fields: readonly string[]) => `
    CREATE OR REPLACE FUNCTION tell_webhooks_of_orders() RETURNS trigger LANGUAGE plpgsql AS $$ ${told(`
      SELECT 'order.changed', n.id, NULL::bigint, NULL::bigint, jsonb_build_object('changed', array_remove(ARRAY[${fields.map((field) => `CASE WHEN n.${field} IS DISTINCT FROM o.${field} THEN '${field}' END`).join(', ')}], NULL)), 0
        FROM new_rows n JOIN old_rows o ON o.id = n.id WHERE (${fields.map((field) => `n.${field}`).join(', ')}) IS DISTINCT FROM (${fields.map((field) => `o.${field}`).join(', ')})
      UNION ALL SELECT CASE WHEN n.expert IS NULL THEN 'expert.removed' ELSE 'expert.assigned' END, n.id, NULL, coalesce(n.expert, o.expert), jsonb_build_object('previous', o.expert), 1
        FROM new_rows n JOIN old_rows o ON o.id = n.id WHERE n.expert IS DISTINCT FROM o.expert`)} $$;`;

/** An order that is moved to another team, or put back for one, is told as changed. */
export const orderTeamTold: Migration = {
  name: '0043_order_team_told',
  up: orders(['title', 'status', 'client', 'priority', 'team']),
  down: orders(['title', 'status', 'client', 'priority']),
};
