import pg from 'pg';

/** A history of two years: orders one after the other, each with a conversation of its first days. */
export type History = { orders: number; messages: number; experts: number; days: number };

/** Orders of one statement; their conversations lie among each other, as they would. */
const ORDERS_AT_ONCE = 2_000;
const FIRST_ORDER = 10_000_000;
/** Words of an index that no report reads would take most of the time. */
const WITHOUT_SEARCH = 'DROP INDEX IF EXISTS messages_by_part; DROP INDEX IF EXISTS messages_by_word;';

/** Fills an empty, migrated database with a history that ends now. Triggers and foreign keys rest meanwhile: nothing here is wrong. */
export async function fillHistory(url: string, history: History, log: (line: string) => void): Promise<void> {
  const client = new pg.Client({ connectionString: url, options: '-c session_replication_role=replica -c synchronous_commit=off' });
  await client.connect();
  await client.query(WITHOUT_SEARCH);
  await client.query(people(history));
  for (let done = 0; done < history.orders; done += ORDERS_AT_ONCE) {
    await client.query(conversations(history, FIRST_ORDER + done, Math.min(ORDERS_AT_ONCE, history.orders - done)));
    if (done % (10 * ORDERS_AT_ONCE) === 0) log(`${done + ORDERS_AT_ONCE} of ${history.orders} orders`);
  }
  await client.query(`INSERT INTO room_labels (room, label, put_by) SELECT r.id, l.id, l.made_by FROM rooms r JOIN labels l ON r.id % 24 = l.id % 24`);
  await client.query('VACUUM ANALYZE');
  await client.end();
}

const people = ({ orders, experts }: History) => `
  INSERT INTO users (email, first_name, last_name, role) SELECT 'historic' || n || '@bench.test', 'Expert', 'Number ' || n, 'expert' FROM generate_series(0, ${experts - 1}) n;
  INSERT INTO users (email, first_name, last_name, role) SELECT 'asking' || n || '@bench.test', 'Client', 'Number ' || n, 'client' FROM generate_series(0, ${orders - 1}) n;
  INSERT INTO labels (name, color, made_by) SELECT 'Label ' || n, 'red', (SELECT min(id) FROM users WHERE role = 'expert') FROM generate_series(1, 8) n;
  INSERT INTO service_policies (name, rule, changed_by) VALUES ('Working days', '{"priorities":[],"targets":{"low":{"first_minutes":480,"next_minutes":960},"normal":{"first_minutes":60,"next_minutes":240},"high":{"first_minutes":30,"next_minutes":60},"urgent":{"first_minutes":15,"next_minutes":30}},
    "calendar":{"zone":"Europe/Moscow","days":[[{"from":"09:00","to":"18:00"}],[{"from":"09:00","to":"18:00"}],[{"from":"09:00","to":"18:00"}],[{"from":"09:00","to":"18:00"}],[{"from":"09:00","to":"18:00"}],[],[]],"holidays":[]}}', (SELECT min(id) FROM users));`;

/** Two of five messages are an expert's; an order goes on for ten days, and all but the last ones are done. */
const conversations = ({ orders, messages, experts, days }: History, from: number, count: number) => {
  const each = Math.round(messages / orders);
  const secondsEach = Math.round((days * 86_400) / orders);
  return `
  CREATE TEMP TABLE made ON COMMIT DROP AS
    SELECT n AS id, e.id AS expert, c.id AS client, now() - make_interval(days => ${days}) + make_interval(secs => (n - ${FIRST_ORDER}) * ${secondsEach}::float8) AS at
      FROM generate_series(${from}::bigint, ${from + count - 1}) n
      JOIN users e ON e.email = 'historic' || n % ${experts} || '@bench.test' JOIN users c ON c.email = 'asking' || n - ${FIRST_ORDER} || '@bench.test';
  ALTER TABLE made ADD is_over boolean;
  UPDATE made SET is_over = at < now() - interval '15 days';
  INSERT INTO orders (id, title, status, client, expert, created_at, updated_at) SELECT id, 'Order of ' || id, CASE WHEN is_over THEN 'done' ELSE 'in_progress' END, client, expert, at, at FROM made;
  INSERT INTO rooms ("order", last_seq, last_rev, answered_seq, owed_since, is_done, created_at, updated_at)
    SELECT id, ${each}, ${each}, CASE WHEN is_over THEN ${each} ELSE ${each - 1} END, CASE WHEN NOT is_over THEN now() END, is_over, at, at FROM made;
  INSERT INTO participants (room, "user", role, read_seq) SELECT r.id, m.client, 'client', ${each} FROM made m JOIN rooms r ON r."order" = m.id UNION ALL SELECT r.id, m.expert, 'expert', ${each} FROM made m JOIN rooms r ON r."order" = m.id;
  INSERT INTO messages (room, seq, rev, sender, side, client_message_id, request_hash, message, created_at)
    SELECT r.id, n, n, CASE WHEN s.is_client THEN m.client ELSE m.expert END, CASE WHEN s.is_client THEN 'client' ELSE 'expert' END, gen_random_uuid(), '\\x${'00'.repeat(32)}', 'Message number ' || n || ' of an order',
           least(m.at, now() - interval '10 days') + make_interval(secs => (n + (r.id * 31 + n * 7919) % 97 / 100.0) * ${Math.round((10 * 86_400) / each)}::float8) AS created_at
      FROM made m JOIN rooms r ON r."order" = m.id CROSS JOIN generate_series(1, ${each}) n CROSS JOIN LATERAL (SELECT (r.id + n * n) % 5 < 3 AS is_client) s
     ORDER BY created_at;
  INSERT INTO room_events (room, after_seq, kind, actor, created_at) SELECT r.id, ${each}, 'room_done', m.expert, m.at + interval '11 days' FROM made m JOIN rooms r ON r."order" = m.id WHERE m.is_over;
  INSERT INTO report_resolutions (event, room, after_seq, expert, resolved_at, begun_at)
    SELECT e.id, e.room, e.after_seq, e.actor, e.created_at, (SELECT s.created_at FROM messages s WHERE s.room = e.room AND s.side = 'client' ORDER BY s.seq LIMIT 1)
      FROM made m JOIN rooms r ON r."order" = m.id JOIN room_events e ON e.room = r.id AND e.kind = 'room_done';
  INSERT INTO ratings ("order", client, rating, created_at) SELECT id, client, 1 + id % 5, at + interval '12 days' FROM made WHERE is_over AND id % 4 = 0;
  INSERT INTO promises (room, "user", message, due_at, closed_at)
    SELECT r.id, m.expert, s.id, s.created_at + interval '1 hour', s.created_at + make_interval(mins => (m.id % 80)::int) FROM made m JOIN rooms r ON r."order" = m.id
      JOIN LATERAL (SELECT id, created_at FROM messages WHERE room = r.id AND side = 'expert' LIMIT 1) s ON m.id % 10 = 0;
  DROP TABLE made;`;
};
