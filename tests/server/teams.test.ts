import { afterAll, beforeAll, expect, it } from 'vitest';
import { fresh, someone, type Device, type Person } from '../support/people';
import { nameOf } from '../support/posts';
import { startServer, type TestServer } from '../support/server';

let server: TestServer;
let [anna, boris, lead, admin]: Person[] = [];
let [a, l, chief]: Device[] = [];

beforeAll(async () => {
  server = await startServer();
  [anna, boris, lead, admin] = [
    await server.people.makeUser('expert'),
    await server.people.makeUser('expert'),
    await server.people.makeUser('lead'),
    await server.people.makeUser('admin'),
  ];
  [a, l, chief] = [await anna.connect(), await lead.connect(), await admin.connect()];
});
afterAll(() => server.close());

const idOf = (person: Person) => person.account.id;

it('makes a team, changes who is in it, closes it and opens it again; everybody on that side hears of it', async () => {
  const { team } = await chief!.get('team:make', { name: 'Ночь', members: [idOf(anna!)], leads: [idOf(lead!)] });
  await a!.fact('teams:changed');
  expect(team).toMatchObject({ name: 'Ночь', leads: [idOf(lead!)], is_closed: false, is_assigning: null });
  expect(team.members.map(({ id }) => id).sort()).toEqual([idOf(anna!), idOf(lead!)].sort());
  expect(JSON.stringify(team)).not.toContain('@');
  expect(await chief!.ask('team:make', { name: 'ночь', members: [], leads: [] })).toMatchObject({ error: { code: 'conflict' } });
  const { team: after } = await chief!.get('team:change', { id: team.id, name: 'День', members: [idOf(boris!)], leads: [], is_assigning: true });
  expect(after).toMatchObject({ name: 'День', members: [{ id: idOf(boris!) }], leads: [], is_assigning: true });
  await chief!.get('team:change', { id: team.id, is_closed: true });
  const { team: second } = await chief!.get('team:make', { name: 'День', members: [], leads: [] });
  expect(await chief!.ask('team:change', { id: team.id, is_closed: false })).toMatchObject({ error: { code: 'conflict' } });
  expect((await a!.get('team:list', {})).teams.map(({ id, is_closed }) => ({ id, is_closed }))).toEqual([{ id: second.id, is_closed: false }, { id: team.id, is_closed: true }]);
});

it('has only people of the experts side as members and only leads and admins as leads', async () => {
  const client = await server.people.makeUser('client');
  expect(await chief!.ask('team:make', { name: 'A', members: [idOf(client)], leads: [] })).toMatchObject({ error: { code: 'not_found' } });
  expect(await chief!.ask('team:make', { name: 'A', members: [], leads: [idOf(anna!)] })).toMatchObject({ error: { code: 'bad_request' } });
  expect(await chief!.ask('team:make', { name: 'A', members: [], leads: [idOf(admin!)] })).toMatchObject({ ok: true });
  expect(await l!.ask('team:make', { name: 'B', members: [], leads: [] })).toMatchObject({ error: { code: 'forbidden' } });
});

it('makes an expert with orders a lead and back, and then he leads nothing', async () => {
  const order = fresh();
  const person = nameOf(boris!);
  await server.people.putOrder(order, { client: someone('Мария'), expert: person });
  const put = (role: string) => server.people.marketplace('POST', '/api/users', { ...person, role });
  expect((await put('lead')).status).toBe(200);
  const { team } = await chief!.get('team:make', { name: 'C', members: [], leads: [idOf(boris!)] });
  // He is the expert of orders as before.
  expect((await server.people.putOrder(fresh(), { expert: person })).order.expert?.id).toBe(idOf(boris!));
  expect((await put('client')).status).toBe(409);
  expect((await put('expert')).status).toBe(200);
  expect((await chief!.get('team:list', {})).teams.find(({ id }) => id === team.id)).toMatchObject({ members: [{ id: idOf(boris!) }], leads: [] });
});

it('lets a lead do what an expert does', async () => {
  const order = fresh();
  await server.people.putOrder(order, { expert: null });
  expect((await l!.get('order:take', { order })).room).toMatchObject({ order });
  await l!.get('order:return', { order });
});
