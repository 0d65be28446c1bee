import fc from 'fast-check';
import pg from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { workingTimeBetween } from '../../protocol/business_time';
import type { Report, ReportKey } from '../../protocol/reports';
import type { Policy } from '../../protocol/service_level';
import { reportSums } from '../../migrations/0042_report_sums';
import { countForReports } from '../../server/domain/counting';
import { fresh, someone, type Person } from '../support/people';
import { nameOf, say } from '../support/posts';
import { startServer, type TestServer } from '../support/server';

/* Reports, held against a plain model that goes through the same messages one by one. */

const ZONE = 'Europe/Berlin';
const MINUTE = 60_000;
/** Around the change of the clock in Berlin. */
const BEGIN = Date.parse('2026-03-25T00:00:00+01:00');
const [FROM, TO] = ['2026-03-26', '2026-04-02'];

let server: TestServer;
let admin: Person;
let experts: Person[];
let policy: Policy;
beforeAll(async () => {
  server = await startServer();
  admin = await server.people.makeUser('admin');
  experts = [await server.people.makeUser('expert', someone('Анна')), await server.people.makeUser('expert', someone('Борис'))];
  const desk = await admin.connect();
  const target = { first_minutes: 120, next_minutes: 300 };
  const days = Array.from({ length: 7 }, (_, day) => (day < 5 ? [{ from: '09:00', to: '18:00' }] : []));
  ({ policy } = (await desk.get('policy:save', { name: 'P', priorities: [], targets: { low: target, normal: target, high: target, urgent: target }, calendar: { zone: ZONE, days, holidays: ['2026-03-30'] } })) as { policy: Policy });
  desk.close();
});
afterAll(() => server.close());

type Said = { room: number; seq: number; by: number; at: number };
const rows = <T extends object>(sql: string, bind: unknown[] = []) => server.app.parts.db.rows<T>(null, sql, bind);
const read = async (by: ReportKey, person = admin, more = '') => (await person.http<Report>('GET', `/api/reports?from=${FROM}&to=${TO}&zone=${encodeURIComponent(ZONE)}&by=${by}${more}`)).body;

/** A random conversation, written as the server would have written it then. -1: the client, else which expert. */
async function write(seed: number): Promise<Said[]> {
  const steps = fc.sample(fc.array(fc.record({ by: fc.constantFrom(-1, -1, 0, 1), minutes: fc.integer({ min: 1, max: 1_500 }) }), { minLength: 5, maxLength: 16 }), { seed, numRuns: 1 })[0]!;
  const order = fresh();
  const { room } = await server.people.putOrder(order, { client: someone('Мария'), expert: nameOf(experts[0]!) });
  const client = room.participants.find(({ role }) => role === 'client')!.user.id;
  let at = BEGIN + (Math.abs(seed * 7919) % 4_000) * MINUTE;
  const said = steps.map(({ by, minutes }, index): Said => ({ room: room.id, seq: index + 1, by, at: (at += minutes * MINUTE) }));
  for (const one of said) {
    await rows(
      `INSERT INTO messages (room, seq, rev, sender, side, client_message_id, request_hash, message, created_at)
       VALUES ($1, $2, $2, $3, $4, gen_random_uuid(), decode(repeat('00', 32), 'hex'), 'text', $5) RETURNING 1`,
      [room.id, one.seq, one.by < 0 ? client : experts[one.by]!.account.id, one.by < 0 ? 'client' : 'expert', new Date(one.at)],
    );
  }
  const waits = said.at(-1)!.by < 0;
  await rows(`UPDATE rooms SET last_seq = $2, last_rev = $2, owed_since = $3, changed_xid = pg_current_xact_id() WHERE id = $1 RETURNING 1`, [room.id, said.length, waits ? new Date(said.at(-1)!.at) : null]);
  return said;
}

const dayOf = (at: number) => new Intl.DateTimeFormat('en-CA', { timeZone: ZONE, year: 'numeric', month: '2-digit', day: '2-digit' }).format(at);
const percentile = (values: number[], part: number) => {
  if (values.length === 0) return null;
  const sorted = values.toSorted((one, two) => one - two);
  const place = part * (sorted.length - 1);
  const [low, high] = [sorted[Math.floor(place)]!, sorted[Math.ceil(place)]!];
  return low + (high - low) * (place - Math.floor(place));
};
const spread = (values: number[]) => ({ median: percentile(values, 0.5), p90: percentile(values, 0.9) });

/** The same numbers, found by going through everything. */
function model(said: readonly Said[], days: readonly string[]) {
  const answers: { asked: number; at: number; by: number; is_first: boolean }[] = [];
  const open: number[] = [];
  for (const room of new Set(said.map((one) => one.room))) {
    let asked: number | null = null;
    let isAnswered = false;
    for (const one of said.filter((each) => each.room === room)) {
      if (one.by < 0) asked ??= one.at;
      else {
        if (asked !== null) answers.push({ asked, at: one.at, by: one.by, is_first: !isAnswered });
        [asked, isAnswered] = [null, true];
      }
    }
    if (asked !== null) open.push(asked);
  }
  const lineOf = (keeps: (at: number, by: number) => boolean) => {
    const own = answers.filter(({ at, by }) => keeps(at, by));
    const [first, next] = [own.filter(({ is_first }) => is_first), own.filter(({ is_first }) => !is_first)];
    const wall = (list: typeof own) => spread(list.map(({ asked, at }) => (at - asked) / 1000));
    const working = ({ asked, at }: (typeof own)[number]) => Math.round(workingTimeBetween(policy.calendar, asked, at) / 1000);
    const met = own.filter((one) => working(one) <= (one.is_first ? 120 : 300) * 60).length;
    return {
      client_messages: said.filter(({ at, by }) => by < 0 && keeps(at, by)).length,
      expert_messages: said.filter(({ at, by }) => by >= 0 && keeps(at, by)).length,
      answers: own.length,
      first_answer: wall(first),
      next_answer: wall(next),
      first_answer_working: spread(first.map(working)),
      next_answer_working: spread(next.map(working)),
      levels_met: met,
      levels_missed: own.length - met,
    };
  };
  const owedAt = (day: string) => answers.filter(({ asked, at }) => dayOf(asked) <= day && dayOf(at) > day).length + open.filter((asked) => dayOf(asked) <= day).length;
  const isIn = (at: number) => dayOf(at) >= days[0]! && dayOf(at) <= days.at(-1)!;
  return { days: days.map((day) => ({ key: day, ...lineOf((at) => dayOf(at) === day), owed_at_end: owedAt(day) })), total: lineOf(isIn), byExpert: (who: number) => lineOf((at, by) => isIn(at) && by === who) };
}

const DAYS = Array.from({ length: 8 }, (_, at) => new Date(Date.parse(FROM) + at * 86_400_000).toISOString().slice(0, 10));
const close = (value: unknown): unknown =>
  typeof value === 'number' ? (expect.closeTo(value, 3) as unknown) : Array.isArray(value) ? value.map(close) : value !== null && typeof value === 'object' ? Object.fromEntries(Object.entries(value).map(([key, one]) => [key, close(one)])) : value;

it('counts what a plain model counts, by day, in the reader’s zone, over a change of the clock', async () => {
  const said: Said[] = [];
  for (let seed = 1; seed <= 12; seed += 1) {
    said.push(...(await write(seed)));
    // Counted in the middle of it, and again with nothing new.
    if (seed % 5 === 0) await countForReports(server.app.parts);
  }
  await countForReports(server.app.parts);
  await countForReports(server.app.parts);
  const wanted = model(said, DAYS);
  const report = await read('day');
  expect(wanted.total.answers).toBeGreaterThan(20);
  expect(report.total).toMatchObject(close(wanted.total) as object);
  expect(report.lines.map(({ key }) => key)).toEqual(DAYS);
  expect(report.lines).toMatchObject(close(wanted.days) as object[]);
  // Each expert has his own, and sees nothing else.
  const byExpert = await read('expert');
  for (const [who, person] of experts.entries()) {
    const own = { ...wanted.byExpert(who), client_messages: null };
    expect(byExpert.lines.find(({ key }) => key === String(person.account.id))).toMatchObject(close(own) as object);
    const seen = await read('expert', person);
    expect(seen.lines.map(({ key }) => key)).toEqual([String(person.account.id)]);
    expect(seen.total).toMatchObject(close(own) as object);
    expect(seen.load.map(({ expert }) => expert)).toEqual([person.account.id]);
    expect(await person.http('GET', `/api/reports?from=${FROM}&to=${TO}&zone=UTC&expert=${experts[1 - who]!.account.id}`)).toMatchObject({ status: 404 });
  }
  expect((await read('week')).lines.map(({ key, answers }) => [key, answers])).toEqual(
    ['2026-03-23', '2026-03-30'].map((monday) => [monday, wanted.days.filter(({ key }) => (key < '2026-03-30') === (monday < '2026-03-30')).reduce((sum, { answers }) => sum + answers, 0)]),
  );
});

it('is refused for a zone that the database does not know', async () => {
  for (const zone of ['Mars/Olympus', 'US/Pacific-New']) expect([zone, (await admin.http('GET', `/api/reports?from=${FROM}&to=${TO}&zone=${zone}`)).status]).toEqual([zone, 400]);
});

it('has orders, resolutions, promises and ratings, by label too, and leaves out what was undone', async () => {
  const today = new Date().toISOString().slice(0, 10);
  const { room, order, expert, client } = await server.people.makeRoom();
  const desk = await expert.connect();
  await say(client, room.id, 'Когда?');
  const answer = await say(expert, room.id, 'Отвечу через час');
  await desk.get('promise:make', { room: room.id, message: answer.id, due_at: new Date(Date.now() + 60_000).toISOString() });
  await say(expert, room.id, 'Готово');
  const { label } = await desk.get('label:make', { name: '=СУММ', color: 'red' });
  await desk.get('room:label', { room: room.id, label: label.id, is_on: true });
  const { event } = await desk.get('room:triage', { room: room.id, action: 'done' });
  await desk.get('room:triage', { room: room.id, action: 'undo', event: event! });
  await desk.get('room:triage', { room: room.id, action: 'done' });
  await server.people.putOrder(order, { title: 'Готовый', status: 'done', client: nameOf(client) });
  expect((await client.http('PUT', `/api/chat/rooms/${room.id}/rating`, { rating: 4 })).status).toBeLessThan(300);
  await countForReports(server.app.parts);
  const ask = async (by: ReportKey) => (await admin.http<Report>('GET', `/api/reports?from=${today}&to=${today}&zone=UTC&by=${by}`)).body;
  const wanted = { orders: 1, answers: 1, resolved: 1, promises_kept: 1, promises_late: 0, ratings: 1, rating: 4 };
  const byLabel = await ask('label');
  expect(byLabel.lines).toMatchObject([{ key: String(label.id), name: '=СУММ', ...wanted }]);
  expect(byLabel.lines[0]!.resolution.median).toBeGreaterThan(0);
  expect((await ask('expert')).lines.find(({ key }) => key === String(expert.account.id))).toMatchObject({ ...wanted, expert_messages: 2 });
  const csv = (await admin.http<{ csv: string }>('GET', `/api/reports/export?from=${today}&to=${today}&zone=UTC&by=label`, undefined, { 'Accept-Language': 'en' })).body.csv;
  expect(csv).toContain(`"Label","New orders"`);
  expect(csv).toContain(`"'=СУММ",1,`);
  desk.close();
});

it.each([
  ['a zone that is none', `from=${FROM}&to=${TO}&zone=Nowhere`],
  ['a range that ends before it begins', `from=${TO}&to=${FROM}&zone=UTC`],
  ['more than a year', `from=2024-01-01&to=2026-01-01&zone=UTC`],
  ['another key', `from=${FROM}&to=${TO}&zone=UTC&by=moon`],
])('refuses %s', async (_name, query) => {
  expect((await admin.http('GET', `/api/reports?${query}`)).status).toBe(400);
});

it('counts on where somebody was stopped, and nothing twice', async () => {
  const before = (await rows<{ sum: number }>(`SELECT sum(messages)::bigint AS sum FROM report_messages`))[0]!.sum;
  const said = await write(77);
  let asked = 0;
  // Stopped after the first transaction each time, by two who count at once.
  await Promise.all([1, 2].map(() => countForReports(server.app.parts, () => (asked += 1) > 2)));
  await countForReports(server.app.parts);
  expect((await rows<{ sum: number }>(`SELECT sum(messages)::bigint AS sum FROM report_messages`))[0]!.sum - before).toBe(said.length);
});

it('finds the same where a server before this one has counted', async () => {
  const keys = ['day', 'week', 'expert', 'label'] as const;
  // There it may be tomorrow by now.
  const [today, today_there] = ['UTC', 'Asia/Kathmandu'].map((timeZone) => new Intl.DateTimeFormat('en-CA', { timeZone }).format());
  const all = () => Promise.all(keys.flatMap((by) => [[FROM, TO], [today, today_there]].map(async ([from, to]) => (await admin.http<Report>('GET', `/api/reports?from=${from}&to=${to}&zone=Asia/Kathmandu&by=${by}`)).body)));
  const before = await all();
  expect(before.some(({ total }) => total.resolved > 0) && before.some(({ total }) => total.client_messages! > 10)).toBe(true);
  const db = new pg.Client({ connectionString: server.databaseUrl });
  await db.connect();
  if (!('up' in reportSums)) throw new Error('a step in SQL');
  await db.query(reportSums.down);
  await db.query(reportSums.up);
  await db.end();
  expect(await all()).toEqual(before);
});
