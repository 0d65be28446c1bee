import { afterAll, beforeAll, expect, it } from 'vitest';
import type { RequestPayload } from '../../protocol/requests';
import { dueOf } from '../../protocol/service_level';
import { someone, type Device, type Person } from '../support/people';
import { nameOf, roomOf, say } from '../support/posts';
import { startServer, type TestServer } from '../support/server';

let server: TestServer;
let admin: Person;
let desk: Device;
beforeAll(async () => {
  server = await startServer();
  admin = await server.people.makeUser('admin', someone('Вера'));
  desk = await admin.connect();
});
afterAll(async () => {
  desk.close();
  await server.close();
});

const target = (first_minutes: number | null, next_minutes: number | null) => ({ first_minutes, next_minutes });
const input = (more: Partial<RequestPayload<'policy:save'>> = {}): RequestPayload<'policy:save'> => ({
  name: 'Обычная',
  priorities: [],
  targets: { low: target(240, 480), normal: target(60, 120), high: target(30, 60), urgent: target(10, 15) },
  calendar: { zone: 'Europe/Moscow', days: Array.from({ length: 7 }, () => [{ from: '00:00', to: '24:00' }]), holidays: [] },
  ...more,
});
const linesOf = async (policy: number) => {
  const rows = (await server.app.parts.db.audit_log.findAll({ raw: true })) as unknown as { kind: string; data: { policy?: number } }[];
  return rows.flatMap(({ kind, data }) => (data.policy === policy ? [kind] : []));
};

it('is made, changed and deleted by admins, told to everybody who answers, and written into the trail', async () => {
  const { expert, client } = await server.people.makeRoom();
  const [expertDesk, page] = [await expert.connect(), await client.connect()];
  const { policy } = await desk.get('policy:save', input());
  expect(policy).toMatchObject({ name: 'Обычная', priorities: [], targets: { urgent: { first_minutes: 10 } } });
  await expertDesk.fact('policies:changed');
  expect((await expertDesk.get('policy:list', {})).policies).toEqual([policy]);
  expect((await desk.get('policy:save', { ...input({ name: 'Другая' }), id: policy.id })).policy).toMatchObject({ id: policy.id, name: 'Другая' });
  expect(await expertDesk.ask('policy:save', input())).toMatchObject({ ok: false, error: { code: 'forbidden' } });
  expect(await expertDesk.ask('policy:delete', { id: policy.id })).toMatchObject({ ok: false, error: { code: 'forbidden' } });
  expect(await page.ask('policy:list', {})).toMatchObject({ ok: false, error: { code: 'forbidden' } });
  await desk.get('policy:delete', { id: policy.id });
  expect((await desk.get('policy:list', {})).policies).toEqual([]);
  expect(await desk.ask('policy:delete', { id: policy.id })).toMatchObject({ ok: false, error: { code: 'not_found' } });
  expect(await linesOf(policy.id)).toEqual(['policy_made', 'policy_changed', 'policy_deleted']);
  expect(page.facts.filter(({ name }) => name === 'policies:changed')).toEqual([]);
  for (const device of [expertDesk, page]) device.close();
});

it('is one for each priority: another for the same orders, or in a zone that is none, is refused', async () => {
  const { policy } = await desk.get('policy:save', input());
  const { policy: urgent } = await desk.get('policy:save', input({ name: 'Срочные', priorities: ['urgent', 'high'] }));
  expect(urgent.priorities).toEqual(['high', 'urgent']);
  expect(await desk.ask('policy:save', input())).toMatchObject({ ok: false, error: { code: 'conflict' } });
  expect(await desk.ask('policy:save', input({ priorities: ['urgent'] }))).toMatchObject({ ok: false, error: { code: 'conflict' } });
  expect(await desk.ask('policy:save', { ...input({ priorities: ['urgent'] }), id: policy.id })).toMatchObject({ ok: false, error: { code: 'conflict' } });
  expect(await desk.ask('policy:save', input({ priorities: ['low'], calendar: { ...input().calendar, zone: 'Europe/Nowhere' } }))).toMatchObject({ ok: false, error: { code: 'bad_request' } });
  // The one for everything else stands last, whenever it was made.
  expect((await desk.get('policy:list', {})).policies.map(({ id }) => id)).toEqual([urgent.id, policy.id]);
  for (const { id } of [policy, urgent]) await desk.get('policy:delete', { id });
});

it('may be for the orders of teams: it goes before the others, and a room follows its order into another team', async () => {
  const team = async (name: string) => (await desk.get('team:make', { name, members: [], leads: [] })).team.id;
  const [night, day] = [await team('Ночь'), await team('День')];
  const { policy: all } = await desk.get('policy:save', input());
  const { policy: ofNight } = await desk.get('policy:save', input({ name: 'Ночь', teams: [night], targets: { ...input().targets, normal: target(5, 5) } }));
  expect(ofNight).toMatchObject({ teams: [night], priorities: [] });
  expect(await desk.ask('policy:save', input({ teams: [day, night] }))).toMatchObject({ error: { code: 'conflict' } });
  expect(await desk.ask('policy:save', input({ teams: [2 ** 40] }))).toMatchObject({ error: { code: 'bad_request' } });
  // Whoever does not name the teams, as an older console, leaves them.
  expect((await desk.get('policy:save', { ...input({ name: 'Ночные', targets: ofNight.targets }), id: ofNight.id })).policy).toMatchObject({ name: 'Ночные', teams: [night] });
  const { policies } = await desk.get('policy:list', {});
  expect(policies.map(({ id }) => id)).toEqual([all.id, ofNight.id]);
  const { room, order, expert, client } = await server.people.makeRoom();
  const expertDesk = await expert.connect();
  const asked = await say(client, room.id, 'Когда?');
  const minutes = async () => (dueOf(await roomOf(expert, room.id), policies)! - Date.parse(asked.created_at)) / 60_000;
  expect([(await roomOf(expert, room.id)).team, await minutes()]).toEqual([null, 60]);
  for (const [into, expected] of [[night, 5], [day, 60]] as const) {
    await server.people.marketplace('PUT', `/api/orders/${order}`, { title: 'Каталог', client: nameOf(client), team: into });
    await expertDesk.fact('room:changed', (fact) => fact.room.id === room.id && fact.room.team === into);
    expect(await minutes()).toBe(expected);
  }
  expect(await roomOf(client, room.id)).not.toHaveProperty('team');
  // A closed team has no orders any more; the inboxes hear of it.
  const { cursor } = await expertDesk.get('inbox:catch_up', {});
  await desk.get('team:change', { id: day, is_closed: true });
  expect((await expertDesk.get('inbox:catch_up', { cursor })).rooms).toMatchObject([{ id: room.id, team: null }]);
  for (const { id } of policies) await desk.get('policy:delete', { id });
  expertDesk.close();
});

it('gives a room its due time by its priority and by whether it was answered before; nothing of it reaches the client', async () => {
  const { room, order, expert, client } = await server.people.makeRoom();
  const { policy } = await desk.get('policy:save', input());
  const expertDesk = await expert.connect();
  const asked = await say(client, room.id, 'Когда?');
  const due = async () => dueOf(await roomOf(expert, room.id), [policy]);
  const after = (time: string, minutes: number) => Date.parse(time) + minutes * 60_000;
  expect(await roomOf(expert, room.id)).toMatchObject({ priority: 'normal', is_answered: false });
  expect(await due()).toBe(after(asked.created_at, 60));
  const { cursor } = await expertDesk.get('inbox:catch_up', {});
  await server.people.marketplace('PUT', `/api/orders/${order}`, { title: 'Каталог', client: nameOf(client), priority: 'urgent' });
  await expertDesk.fact('room:changed', (fact) => fact.room.id === room.id && fact.room.priority === 'urgent');
  expect((await expertDesk.get('inbox:catch_up', { cursor })).rooms).toMatchObject([{ id: room.id, priority: 'urgent' }]);
  expect(await due()).toBe(after(asked.created_at, 10));
  // Whoever does not name it leaves it as it is.
  await server.people.putOrder(order, { title: 'Каталог', client: nameOf(client) });
  await say(expert, room.id, 'Сегодня');
  expect(await due()).toBeNull();
  const again = await say(client, room.id, 'Точно?');
  expect(await roomOf(expert, room.id)).toMatchObject({ priority: 'urgent', is_answered: true });
  expect(await due()).toBe(after(again.created_at, 15));
  expect(Object.keys(await roomOf(client, room.id))).not.toEqual(expect.arrayContaining(['priority']));
  expect(await roomOf(client, room.id)).not.toHaveProperty('is_answered');
  expect((await server.people.marketplace<{ order: { priority: string } }>('GET', `/api/orders/${order}`)).body.order.priority).toBe('urgent');
  expect((await server.people.marketplace('PUT', `/api/orders/${order}`, { title: 'Каталог', client: nameOf(client), priority: 'now' })).status).toBe(400);
  expertDesk.close();
});
