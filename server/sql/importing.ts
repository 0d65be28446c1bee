import type { ClientBase } from 'pg';

/*
 * History from elsewhere, in two steps on one connection: every good line goes into temporary tables, then one order after another becomes
 * rows of ours. Done again, what is there already is passed over.
 */

const STAGES = `
  SET statement_timeout = 0;
  SET orderline.webhooks = 'off';
  CREATE TEMP TABLE import_users (line bigint, email text PRIMARY KEY, first_name text NOT NULL, last_name text NOT NULL, role text NOT NULL);
  CREATE TEMP TABLE import_orders (line bigint, id bigint PRIMARY KEY, title text NOT NULL, status text NOT NULL, client text NOT NULL, expert text, created_at timestamptz(3) NOT NULL);
  CREATE TEMP TABLE import_messages (
    line bigint, "order" bigint NOT NULL, client_message_id uuid NOT NULL, request_hash bytea NOT NULL, sender text NOT NULL, message text NOT NULL,
    created_at timestamptz(3) NOT NULL, reply_to uuid)`;

/** Makes the tables of this connection into which the files are read. */
export async function makeStages(client: ClientBase): Promise<void> {
  await client.query(STAGES);
}

export type UserLine = { line: number; email: string; first_name: string; last_name: string; role: string };
export type OrderLine = { line: number; id: number; title: string; status: string; client: string; expert: string | null; created_at: string };
export type MessageLine = { line: number; order: number; client_message_id: string; request_hash: Buffer; sender: string; message: string; created_at: string; reply_to: string | null };

/** Reads users in; one that stands there already is left out. */
export async function stageUsers(client: ClientBase, rows: readonly UserLine[]): Promise<void> {
  await client.query(`INSERT INTO import_users SELECT * FROM unnest($1::bigint[], $2::text[], $3::text[], $4::text[], $5::text[]) ON CONFLICT DO NOTHING`, [
    rows.map((row) => row.line), rows.map((row) => row.email), rows.map((row) => row.first_name), rows.map((row) => row.last_name), rows.map((row) => row.role),
  ]);
}

/** Reads orders in; one that stands there already is left out. */
export async function stageOrders(client: ClientBase, rows: readonly OrderLine[]): Promise<void> {
  await client.query(`INSERT INTO import_orders SELECT * FROM unnest($1::bigint[], $2::bigint[], $3::text[], $4::text[], $5::text[], $6::text[], $7::timestamptz[]) ON CONFLICT DO NOTHING`, [
    rows.map((row) => row.line), rows.map((row) => row.id), rows.map((row) => row.title), rows.map((row) => row.status), rows.map((row) => row.client), rows.map((row) => row.expert), rows.map((row) => row.created_at),
  ]);
}

/** Reads messages in, also those that stand there already. */
export async function stageMessages(client: ClientBase, rows: readonly MessageLine[]): Promise<void> {
  await client.query(`INSERT INTO import_messages SELECT * FROM unnest($1::bigint[], $2::bigint[], $3::uuid[], $4::bytea[], $5::text[], $6::text[], $7::timestamptz[], $8::uuid[])`, [
    rows.map((row) => row.line), rows.map((row) => row.order), rows.map((row) => row.client_message_id), rows.map((row) => row.request_hash), rows.map((row) => row.sender), rows.map((row) => row.message), rows.map((row) => row.created_at), rows.map((row) => row.reply_to),
  ]);
}

/** Makes the users and orders that are not there yet, with their rooms and who is in them. Those that are there stay as they are. */
export async function importOrders(client: ClientBase): Promise<{ users: number; orders: number }> {
  await client.query('CREATE INDEX ON import_messages ("order", created_at, line); ANALYZE import_messages; ANALYZE import_orders');
  await client.query('BEGIN');
  const users = await client.query(`INSERT INTO users (email, first_name, last_name, role) SELECT email, first_name, last_name, role FROM import_users ORDER BY line ON CONFLICT (email) DO NOTHING`);
  const orders = await client.query(`
    INSERT INTO orders (id, title, status, client, expert, queued_at, created_at, updated_at)
      SELECT o.id, o.title, o.status, c.id, e.id, CASE WHEN e.id IS NULL THEN o.created_at END, o.created_at, o.created_at FROM import_orders o
        JOIN users c ON c.email = o.client AND c.role = 'client' LEFT JOIN users e ON e.email = o.expert AND e.role IN ('expert', 'lead')
       WHERE o.expert IS NULL OR e.id IS NOT NULL ORDER BY o.line
    ON CONFLICT (id) DO NOTHING`);
  await client.query(`INSERT INTO rooms ("order", created_at, updated_at) SELECT o.id, o.created_at, o.created_at FROM import_orders i JOIN orders o ON o.id = i.id ON CONFLICT DO NOTHING`);
  await client.query(`
    INSERT INTO participants (room, "user", role, joined_at)
      SELECT r.id, x."user", x.role, r.created_at FROM import_orders i JOIN orders o ON o.id = i.id JOIN rooms r ON r."order" = o.id
       CROSS JOIN LATERAL (VALUES (o.client, 'client'), (o.expert, 'expert')) AS x ("user", role) WHERE x."user" IS NOT NULL
    ON CONFLICT (room, "user") DO NOTHING`);
  await client.query('COMMIT');
  return { users: users.rowCount ?? 0, orders: orders.rowCount ?? 0 };
}

/** The orders that have messages to import, in their order. */
export async function ordersWithMessages(client: ClientBase): Promise<number[]> {
  return (await client.query<{ order: number }>(`SELECT DISTINCT "order" FROM import_messages ORDER BY 1`)).rows.map(({ order }) => order);
}

/**
 * Staged messages that can be stored: of a known order, by somebody of its client's or the experts' side, not there yet, and later than what is. Of
 * lines that say the same one twice it is the first: each of these gets a number, and no number may be left without a message.
 */
const FRESH = `
  SELECT DISTINCT ON (r.id, u.id, s.client_message_id) s.line, r.id AS room, u.id AS sender, CASE WHEN u.role = 'client' THEN 'client' ELSE 'expert' END AS side, s.client_message_id, s.request_hash, s.message, s.created_at, s.reply_to,
         r.last_seq, r.last_rev, coalesce((SELECT p.read_seq < r.last_seq FROM participants p WHERE p.room = r.id AND p."user" = u.id), true) AS is_ahead
    FROM import_messages s JOIN orders o ON o.id = s."order" JOIN rooms r ON r."order" = o.id
    JOIN users u ON u.email = s.sender AND (u.role IN ('expert', 'lead') OR u.id = o.client)
    LEFT JOIN LATERAL (SELECT created_at FROM messages m WHERE m.room = r.id ORDER BY m.seq DESC LIMIT 1) last ON true
   WHERE s."order" = ANY ($1::bigint[]) AND (last.created_at IS NULL OR s.created_at >= last.created_at)
     AND NOT EXISTS (SELECT 1 FROM messages m WHERE m.room = r.id AND m.sender = u.id AND m.client_message_id = s.client_message_id)
   ORDER BY r.id, u.id, s.client_message_id, s.line`;

/**
 * Stores the messages of these orders under the next numbers of their rooms, in the order of their times. History counts as read by whoever
 * had read everything before it; what is owed follows from who wrote last, and closed orders owe nothing. Answers how many are new.
 */
export async function importMessages(client: ClientBase, orders: readonly number[], closed: readonly string[]): Promise<number> {
  await client.query('BEGIN');
  await client.query(`SELECT id FROM rooms WHERE "order" = ANY ($1::bigint[]) ORDER BY id FOR UPDATE`, [orders]);
  // Experts who had left before: their messages need a seat.
  await client.query(
    `INSERT INTO participants (room, "user", role, joined_at, left_at)
       SELECT DISTINCT r.id, u.id, 'expert', r.created_at, r.created_at FROM import_messages s JOIN rooms r ON r."order" = s."order" JOIN users u ON u.email = s.sender AND u.role IN ('expert', 'lead')
        WHERE s."order" = ANY ($1::bigint[]) ON CONFLICT (room, "user") DO NOTHING`,
    [orders],
  );
  const stored = await client.query<{ rooms: number[]; count: number }>(
    `WITH fresh AS MATERIALIZED (${FRESH}), made AS (
       INSERT INTO messages (room, seq, rev, sender, side, client_message_id, request_hash, message, created_at, is_ahead)
         SELECT room, last_seq + row_number() OVER w, last_rev + row_number() OVER w, sender, side, client_message_id, request_hash, message, created_at, is_ahead
           FROM fresh WINDOW w AS (PARTITION BY room ORDER BY created_at, line)
         ON CONFLICT (room, sender, client_message_id) DO NOTHING
         RETURNING room)
     SELECT count(*) AS count, coalesce(array_agg(DISTINCT room), '{}') AS rooms FROM made`,
    [orders],
  );
  const { count, rooms } = stored.rows[0]!;
  if (count > 0) {
    await client.query(
      `UPDATE messages m SET reply_to = q.id FROM import_messages s JOIN rooms r ON r."order" = s."order" JOIN messages q ON q.room = r.id AND q.client_message_id = s.reply_to
        WHERE s."order" = ANY ($1::bigint[]) AND s.reply_to IS NOT NULL AND m.room = r.id AND m.client_message_id = s.client_message_id AND m.reply_to IS NULL AND q.id <> m.id`,
      [orders],
    );
    await client.query(
      `WITH ends AS MATERIALIZED (
         SELECT r.id, r.last_seq AS before, e.last_seq, e.last_at, o.status = ANY ($2::text[]) AS is_closed,
                greatest(r.answered_seq, CASE WHEN o.status = ANY ($2::text[]) THEN e.last_seq ELSE coalesce(a.seq, 0) END) AS answered_seq
           FROM rooms r JOIN orders o ON o.id = r."order"
           CROSS JOIN LATERAL (SELECT m.seq AS last_seq, m.created_at AS last_at FROM messages m WHERE m.room = r.id ORDER BY m.seq DESC LIMIT 1) e
           LEFT JOIN LATERAL (SELECT m.seq FROM messages m WHERE m.room = r.id AND m.seq > r.last_seq AND m.side = 'expert' ORDER BY m.seq DESC LIMIT 1) a ON true
          WHERE r.id = ANY ($1::bigint[])),
       read AS (
         UPDATE participants p SET read_seq = e.last_seq, last_read_at = e.last_at, changed_xid = pg_current_xact_id() FROM ends e WHERE p.room = e.id AND p.read_seq = e.before RETURNING p.id)
       UPDATE rooms r SET last_seq = e.last_seq, last_rev = r.last_rev + (e.last_seq - e.before), answered_seq = e.answered_seq, updated_at = e.last_at, changed_xid = pg_current_xact_id(),
              owed_since = (SELECT m.created_at FROM messages m WHERE m.room = r.id AND m.seq > greatest(e.answered_seq, r.waived_seq) AND m.side = 'client' AND m.deleted_at IS NULL ORDER BY m.seq LIMIT 1)
         FROM ends e WHERE r.id = e.id`,
      [rooms, closed],
    );
  }
  await client.query('COMMIT');
  return count;
}

/** Lines that could not be stored, and why, at most so many. */
export async function unstoredLines(client: ClientBase, limit: number): Promise<{ line: number; reason: string }[]> {
  const { rows } = await client.query<{ line: number; reason: string }>(
    `SELECT line, reason FROM (
       SELECT i.line, 'the address belongs to somebody of another role' AS reason FROM import_users i JOIN users u ON u.email = i.email WHERE u.role <> i.role AND NOT (i.role = 'expert' AND u.role = 'lead')
       UNION ALL SELECT i.line, 'its client or its expert is not known' FROM import_orders i LEFT JOIN orders o ON o.id = i.id WHERE o.id IS NULL
       UNION ALL
       SELECT s.line, CASE WHEN o.id IS NULL THEN 'the order is not known' WHEN u.id IS NULL THEN 'the sender is not known'
                           WHEN u.role NOT IN ('expert', 'lead') AND u.id <> o.client THEN 'the sender is neither the order''s client nor an expert' ELSE 'the room has later messages' END
         FROM import_messages s LEFT JOIN orders o ON o.id = s."order" LEFT JOIN rooms r ON r."order" = o.id LEFT JOIN users u ON u.email = s.sender
        WHERE NOT EXISTS (SELECT 1 FROM messages m WHERE m.room = r.id AND m.sender = u.id AND m.client_message_id = s.client_message_id)
     ) x ORDER BY line LIMIT $1`,
    [limit],
  );
  return rows;
}

/** Writes the line of the trail, on this connection. */
export async function auditImport(client: ClientBase, data: object): Promise<void> {
  await client.query(`INSERT INTO audit_log (kind, data) VALUES ('history_imported', $1)`, [JSON.stringify(data)]);
}
