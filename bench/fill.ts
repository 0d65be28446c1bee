import pg from 'pg';

/** Runs SQL on the benchmark's own database. */
export async function execute(url: string, sql: string, values: unknown[] = []): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query(sql, values);
  await client.end();
}

/** Resolves when the server has counted for its reports what was filled in: until then it is busy with that. */
export async function untilCounted(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const isCounted = async () => (await client.query<{ is_counted: boolean }>('SELECT message >= (SELECT coalesce(max(id), 0) FROM messages) AS is_counted FROM report_cursor')).rows[0]!.is_counted;
  while (!(await isCounted())) await new Promise((resolve) => setTimeout(resolve, 500));
  await client.end();
}

/** Gives an expert `count` rooms with `each` messages, ten unless it is said; of every third one the last three are owed and unread. */
export async function fillInbox(url: string, expertEmail: string, count: number, firstOrder: number, each = 10): Promise<void> {
  await execute(
    url,
    `INSERT INTO users (email, first_name, last_name, role)
       SELECT 'filler' || n || '@bench.test', 'Client', 'Number ' || n, 'client' FROM generate_series(${firstOrder}, ${firstOrder + count - 1}) n;
     INSERT INTO orders (id, title, status, client, expert)
       SELECT n, 'Filled order ' || n, 'in_progress', (SELECT id FROM users WHERE email = 'filler' || n || '@bench.test'),
              (SELECT id FROM users WHERE email = '${expertEmail}') FROM generate_series(${firstOrder}, ${firstOrder + count - 1}) n;
     INSERT INTO rooms ("order", last_seq, last_rev, answered_seq, owed_since)
       SELECT id, ${each}, ${each}, CASE WHEN id % 3 = 0 THEN ${each - 3} ELSE ${each} END, CASE WHEN id % 3 = 0 THEN now() END FROM orders WHERE id >= ${firstOrder};
     INSERT INTO participants (room, "user", role, read_seq)
       SELECT r.id, o.client, 'client', ${each} FROM rooms r JOIN orders o ON o.id = r."order" WHERE o.id >= ${firstOrder}
       UNION ALL
       SELECT r.id, o.expert, 'expert', r.answered_seq FROM rooms r JOIN orders o ON o.id = r."order" WHERE o.id >= ${firstOrder};
     INSERT INTO messages (room, seq, rev, sender, side, client_message_id, request_hash, message, created_at, is_ahead)
       SELECT r.id, n, n, CASE WHEN n > ${each - 3} THEN o.client ELSE o.expert END, CASE WHEN n > ${each - 3} THEN 'client' ELSE 'expert' END, gen_random_uuid(), sha256('x'),
              'Message number ' || n, now() - make_interval(mins => ${each} + 10 - n), false FROM rooms r JOIN orders o ON o.id = r."order", generate_series(1, ${each}) n WHERE o.id >= ${firstOrder};
     ANALYZE`,
  );
}

/** Puts `count` messages into a room that holds none yet. */
export async function fillRoom(url: string, room: number, count: number): Promise<void> {
  await execute(
    url,
    `INSERT INTO messages (room, seq, rev, sender, side, client_message_id, request_hash, message, created_at, is_ahead)
       SELECT ${room}, n, n, p."user", p.role, gen_random_uuid(), sha256('x'), 'Message number ' || n || ' of a long conversation', now() - make_interval(secs => ${count} - n), false
         FROM generate_series(1, ${count}) n JOIN participants p ON p.room = ${room} AND p.role = CASE WHEN n % 2 = 0 THEN 'client' ELSE 'expert' END;
     UPDATE rooms SET last_seq = ${count}, last_rev = ${count}, answered_seq = ${count}, changed_xid = pg_current_xact_id() WHERE id = ${room};
     ANALYZE messages`,
  );
}
