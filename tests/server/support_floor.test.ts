import { afterAll, beforeAll, expect, it } from 'vitest';
import { assignWaiting } from '../../server/domain/assigning';
import type { Parts } from '../../server/parts';
import { fresh, someone, type Device, type Person } from '../support/people';
import { startServer, type TestServer } from '../support/server';

/*
 * A compressed day on the floor: twenty experts, five hundred orders (two thousand with `FLOOR_TIMES=4`), two servers that give them out and two experts who take them out of each
 * other's hands. What holds is asked of the database after every hour.
 */

const EXPERTS = 20;
const HOURS = 20;
const AN_HOUR = 25 * Number(process.env.FLOOR_TIMES ?? 1);
const CAPACITY = 3 * Number(process.env.FLOOR_TIMES ?? 1);

let server: TestServer;
let parts: Parts;
let [anna, boris]: Person[] = [];
let [a, b]: Device[] = [];
let experts: number[] = [];
let client: number;
let team: number;
beforeAll(async () => {
  server = await startServer({ environment: { EXPERT_CAPACITY: String(CAPACITY), EVENTS_PER_SECOND: '100000' } });
  // The same server, as if it gave orders out: the test says when.
  parts = { ...server.app.parts, config: { ...server.app.parts.config, ASSIGN_ORDERS: true } };
  [anna, boris] = [await server.people.makeUser('expert', someone('Анна')), await server.people.makeUser('expert', someone('Борис'))];
  [a, b] = [await anna.connect(), await boris.connect()];
  const made = await sql<{ id: number }>(`INSERT INTO users (email, first_name, last_name, role) SELECT 'e' || n || '@floor.test', 'E', 'N' || n, 'expert' FROM generate_series(1, $1) n RETURNING id`, [EXPERTS - 2]);
  experts = [anna.account.id, boris.account.id, ...made.map(({ id }) => id)];
  for (const { id } of made) parts.presence.connected(id);
  await sql(`INSERT INTO expert_states ("user") SELECT x FROM unnest($1::bigint[]) x`, [experts]);
  [client] = (await sql<{ id: number }>(`INSERT INTO users (email, first_name, last_name, role) VALUES ('c@floor.test', 'C', 'C', 'client') RETURNING id`)).map(({ id }) => id) as [number];
  [team] = (await sql<{ id: number }>(`INSERT INTO teams (name) VALUES ('Ночь') RETURNING id`)).map(({ id }) => id) as [number];
  await sql(`INSERT INTO team_members (team, "user") SELECT $1, x FROM unnest($2::bigint[]) x`, [team, experts.slice(0, 6)]);
});
afterAll(async () => {
  a?.close();
  b?.close();
  await server.close();
});

function sql<Row extends object>(text: string, bind: unknown[] = []): Promise<Row[]> {
  return server.app.parts.db.rows<Row>(null, text, bind);
}

/** Orders that come in this hour, every fifth one for the team. */
async function come(hour: number): Promise<number[]> {
  const first = fresh() + 100_000 + hour * AN_HOUR;
  const rows = await sql<{ id: number }>(
    `INSERT INTO orders (id, title, status, client, team, queued_at) SELECT n, 'O', 'new', $2, CASE WHEN n % 5 = 0 THEN $3::bigint END, now() FROM generate_series($1::bigint, $1::bigint + $4 - 1) n RETURNING id`,
    [first, client, team, AN_HOUR],
  );
  return rows.map(({ id }) => id);
}

type Load = { user: number; open: number; is_away: boolean; is_member: boolean };
const loads = () =>
  sql<Load>(
    `SELECT u.id AS "user", (SELECT count(*) FROM orders o WHERE o.expert = u.id AND o.status <> 'done') AS open, coalesce(s.away_since IS NOT NULL, false) AS is_away,
       EXISTS (SELECT 1 FROM team_members m WHERE m."user" = u.id) AS is_member FROM users u LEFT JOIN expert_states s ON s."user" = u.id WHERE u.id = ANY ($1::bigint[])`,
    [experts],
  );
const waiting = () => sql<{ id: number; team: number | null }>(`SELECT id, team FROM orders WHERE queued_at IS NOT NULL`);

/** Both servers give out what they can, until neither finds anything. */
async function giveOut(): Promise<number> {
  for (let given = 0; ; ) {
    const now = await Promise.all([assignWaiting(parts, () => undefined), assignWaiting(parts, () => undefined)]);
    given += now[0] + now[1];
    if (now[0] + now[1] === 0) return given;
  }
}

it('gives every order of a day to exactly one who has a free place, is there, and may have it', async () => {
  let taken = 0;
  for (let hour = 0; hour < HOURS; hour += 1) {
    const came = await come(hour);
    const away = [experts[hour]!, experts[(hour + 7) % EXPERTS]!].filter((id) => id !== anna!.account.id && id !== boris!.account.id);
    await sql(`UPDATE expert_states SET away_since = CASE WHEN "user" = ANY ($1::bigint[]) THEN now() END`, [away]);
    const before = new Map((await loads()).map(({ user, open }) => [user, open]));
    // What Anna and Boris both reach for while both servers give it out: each has one holder.
    const wanted = came.slice(0, 2);
    const [answers] = await Promise.all([
      Promise.all(wanted.flatMap((order) => [a!.ask('order:take', { order }), b!.ask('order:take', { order })])),
      giveOut(),
    ]);
    taken += answers.filter(({ ok }) => ok).length;
    await giveOut();
    const after = await loads();
    for (const { user, open } of after) {
      expect([user, open <= CAPACITY]).toEqual([user, true]);
      // An absent one keeps what he has, and gets nothing.
      if (away.includes(user)) expect([user, open]).toEqual([user, before.get(user)]);
    }
    // Nothing waits while somebody could have it, and whatever waits is seen.
    const left = await waiting();
    const free = after.filter(({ open, is_away }) => !is_away && open < CAPACITY);
    expect(left.filter((order) => free.some(({ is_member }) => order.team === null || is_member))).toEqual([]);
    const listed = new Set((await a!.get('queue:list', {})).orders.map(({ order }) => order));
    expect(left.slice(0, 100).filter(({ id }) => !listed.has(id))).toEqual([]);
    // Most of what is open ends within the hour.
    await sql(`UPDATE orders SET status = 'done' WHERE expert IS NOT NULL AND id % 7 <> $1`, [hour % 7]);
  }
  for (let rest = await waiting(); rest.length > 0; rest = await waiting()) {
    await sql(`UPDATE orders SET status = 'done' WHERE expert IS NOT NULL`);
    await sql(`UPDATE expert_states SET away_since = NULL`);
    expect(await giveOut()).toBeGreaterThan(0);
  }
  const given = await sql<{ times: number; kinds: number }>(
    `SELECT count(*) AS times, count(DISTINCT data->>'order') AS kinds FROM audit_log WHERE kind IN ('order_taken', 'order_assigned')`,
  );
  expect(given).toEqual([{ times: HOURS * AN_HOUR, kinds: HOURS * AN_HOUR }]);
  expect(taken).toBeGreaterThan(0);
  // A team's orders went to its members alone.
  expect(await sql(`SELECT 1 FROM orders o WHERE o.team IS NOT NULL AND NOT EXISTS (SELECT 1 FROM team_members m WHERE m.team = o.team AND m."user" = o.expert)`)).toEqual([]);
  const counts = (await sql<{ count: number }>(`SELECT count(*) AS count FROM orders WHERE expert = ANY ($1::bigint[]) GROUP BY expert`, [experts])).map(({ count }) => count);
  expect(counts).toHaveLength(EXPERTS);
}, 120_000);

it('refuses to an expert who is full what he reaches for, says so, and gives it to him again when one of his ends', async () => {
  await sql(`UPDATE orders SET status = 'done' WHERE expert IS NOT NULL`);
  const orders = await come(HOURS + 1);
  const mine = orders.filter((id) => id % 5 !== 0).slice(0, CAPACITY + 1);
  const answers = await Promise.all(mine.map((order) => a!.ask('order:take', { order })));
  expect(answers.filter(({ ok }) => ok)).toHaveLength(CAPACITY);
  expect(answers.find(({ ok }) => !ok)).toMatchObject({ error: { code: 'conflict', is_full: true } });
  await sql(`UPDATE orders SET status = 'done' WHERE expert = $1`, [anna!.account.id]);
  const [left] = mine.filter((_, index) => !answers[index]!.ok);
  expect(await a!.ask('order:take', { order: left! })).toMatchObject({ ok: true });
});

it('shows a team its own queue, and others nothing of it', async () => {
  const outsider = await server.people.makeUser('expert');
  const device = await outsider.connect();
  const order = fresh();
  await server.people.marketplace('PUT', `/api/orders/${order}`, { title: 'Для команды', client: someone('Мария'), expert: null, team });
  expect(JSON.stringify(await device.get('queue:list', {}))).not.toContain('Для команды');
  expect(await device.ask('order:take', { order })).toMatchObject({ error: { code: 'not_found' } });
  expect((await server.people.marketplace('PUT', `/api/orders/${fresh()}`, { title: 'x', client: someone('Мария'), team: 2 ** 41 })).status).toBe(400);
  device.close();
});

it('keeps an expert away until he says otherwise or his time is over, and everybody is told', async () => {
  await a!.get('away:set', { is_away: true, until: new Date(Date.now() + 600_000).toISOString() });
  await b!.fact('floor:changed');
  const stands = async () => (await b!.get('floor:list', {})).experts.find(({ user }) => user.id === anna!.account.id)!;
  expect(await stands()).toMatchObject({ is_away: true, capacity: CAPACITY });
  expect(await stands()).not.toHaveProperty('owed');
  await sql(`UPDATE expert_states SET away_until = now() WHERE "user" = $1`, [anna!.account.id]);
  expect(await stands()).toMatchObject({ is_away: false, away_until: null });
  expect(await a!.ask('away:set', { is_away: true, until: '2020-01-01T00:00:00.000Z' })).toMatchObject({ error: { code: 'bad_request' } });
});
