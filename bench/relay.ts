import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import pg from 'pg';
import { Server } from 'socket.io';

/**
 * The references: a Socket.IO relay that numbers nothing and asks nobody. By `BENCH_STORE` it stores nothing (nothing that keeps messages can be
 * faster), puts each message into a table by one INSERT, does what numbers need at least: a room's row moved and the message put, in one transaction;
 * or does that for all messages together that came while the statement before was under way, in one statement: the fastest way of keeping them in PostgreSQL.
 */
type Payload = { room: number; message: string; client_message_id: string };

const INSERT = { name: 'insert', text: 'INSERT INTO relayed (room, client_message_id, message) VALUES ($1, $2, $3)' };
const NUMBER = { name: 'number', text: 'UPDATE relay_rooms SET last_seq = last_seq + 1 WHERE id = $1' };
const TOGETHER = `
  WITH x AS (SELECT *, row_number() OVER (PARTITION BY room ORDER BY n) AS place FROM unnest($1::bigint[], $2::uuid[], $3::text[]) WITH ORDINALITY AS x (room, client_message_id, message, n)),
    moved AS (UPDATE relay_rooms r SET last_seq = last_seq + c.count FROM (SELECT room, count(*) AS count FROM x GROUP BY room) c WHERE r.id = c.room RETURNING r.id, r.last_seq - c.count AS base)
  INSERT INTO relayed (room, seq, client_message_id, message) SELECT room, base + place, client_message_id, message FROM x JOIN moved ON moved.id = x.room`;
const TOGETHER_MOST = 100;

/** Stores what came while the statement before was under way, in one statement. */
function storeTogether(pool: pg.Pool): (payload: Payload) => Promise<unknown> {
  let waiting: { payload: Payload; done: () => void }[] = [];
  let isBusy = false;
  async function run(): Promise<void> {
    isBusy = true;
    while (waiting.length > 0) {
      const batch = waiting.slice(0, TOGETHER_MOST);
      waiting = waiting.slice(TOGETHER_MOST);
      const column = (key: keyof Payload) => batch.map(({ payload }) => payload[key]);
      await pool.query({ name: 'together', text: TOGETHER, values: [column('room'), column('client_message_id'), column('message')] });
      for (const { done } of batch) done();
    }
    isBusy = false;
  }
  return (payload) =>
    new Promise<void>((resolve) => {
      waiting.push({ payload, done: resolve });
      if (!isBusy) void run();
    });
}

async function openStore(kind: string | undefined, url: string | undefined): Promise<(payload: Payload) => Promise<unknown>> {
  if (kind === undefined) return () => Promise.resolve();
  const pool = new pg.Pool({ connectionString: url, max: 10 });
  await pool.query(`CREATE TABLE relayed (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, room bigint NOT NULL, seq bigint, client_message_id uuid NOT NULL, message text NOT NULL, UNIQUE (room, client_message_id));
    CREATE TABLE relay_rooms (id bigint PRIMARY KEY, last_seq bigint NOT NULL DEFAULT 0) WITH (fillfactor = 80); INSERT INTO relay_rooms SELECT generate_series(1, 1000)`);
  const insert = ({ room, client_message_id, message }: Payload) => ({ ...INSERT, values: [room, client_message_id, message] });
  if (kind === 'insert') return (payload) => pool.query(insert(payload));
  if (kind === 'together') return storeTogether(pool);
  return async (payload) => {
    const client = await pool.connect();
    await client.query('BEGIN');
    await client.query({ ...NUMBER, values: [payload.room] });
    await client.query(insert(payload));
    await client.query('COMMIT');
    client.release();
  };
}

const store = await openStore(process.env.BENCH_STORE, process.env.DATABASE_URL);
const http = createServer();
const io = new Server(http, { transports: ['websocket'], serveClient: false, perMessageDeflate: false });

io.on('connection', (socket) => {
  void socket.join(String((socket.handshake.auth as { room: number }).room));
  socket.on('message:post', async (payload: Payload, acknowledge: (answer: object) => void) => {
    if (process.env.BENCH_STORE !== undefined) await store(payload);
    acknowledge({ ok: true, message: payload });
    io.to(String(payload.room)).emit('message:posted', { message: payload });
  });
});

http.listen(0, '127.0.0.1', () => process.stdout.write(`listening on http://127.0.0.1:${(http.address() as AddressInfo).port}\n`));
process.on('SIGTERM', () => process.exit(0));
