import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Account } from '../../protocol/entities';
import { connect, fresh, someone } from '../support/people';
import { startServer, type TestServer } from '../support/server';
import { createDesk, type Desk } from './desk';

describe('a user', () => {
  let server: TestServer;
  let desk: Desk;
  beforeAll(async () => {
    server = await startServer();
    desk = createDesk(server);
  });
  afterAll(() => server.close());

  const put = (body: object) => server.people.marketplace<{ user: Account; code?: string }>('POST', '/api/users', body);

  it('is made once and then changed, found by the address in any case', async () => {
    const person = someone('Анна', 'Соколова');
    const made = await put({ ...person, role: 'expert' });
    expect(made.status).toBe(201);
    expect(made.body).toEqual({ user: { id: expect.any(Number), ...person, role: 'expert' } });
    const changed = await put({ ...person, email: person.email.toUpperCase(), last_name: 'Орлова', role: 'expert' });
    expect(changed.status).toBe(200);
    expect(changed.body.user).toEqual({ ...made.body.user, last_name: 'Орлова' });
  });

  it('is made once by twenty requests at once', async () => {
    const person = someone('Анна');
    const answers = await Promise.all(Array.from({ length: 20 }, () => put({ ...person, role: 'client' })));
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(1);
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(19);
    expect(new Set(answers.map(({ body }) => body.user.id)).size).toBe(1);
  });

  it('changes the role while he stands in no order, and is signed out by it', async () => {
    const account = await desk.register('client');
    const { body } = await desk.login(account.email);
    const device = await connect(server.url, body.access_token);
    const changed = await put({ email: account.email, first_name: 'Анна', last_name: 'Тестова', role: 'expert' });
    expect(changed).toMatchObject({ status: 200, body: { user: { id: account.id, role: 'expert' } } });
    await expect.poll(() => device.socket.connected).toBe(false);
    expect((await desk.me(body.access_token)).status).toBe(401);
  });

  it('keeps the role he has in an order', async () => {
    const client = someone('Мария');
    await server.people.putOrder(fresh(), { client });
    expect(await put({ ...client, role: 'expert' })).toMatchObject({ status: 409, body: { code: 'conflict' } });
    expect((await put({ ...client, role: 'client' })).status).toBe(200);
  });

  it('cannot come into an order on the other side', async () => {
    const expert = await desk.register('expert');
    const { email, first_name, last_name } = expert;
    const order = (role: 'client' | 'expert') => ({ title: 'Order', client: someone('Мария'), [role]: { email, first_name, last_name } });
    expect((await server.people.marketplace('PUT', `/api/orders/${fresh()}`, order('client'))).status).toBe(409);
    expect((await server.people.marketplace('PUT', `/api/orders/${fresh()}`, order('expert'))).status).toBe(201);
  });

  it('is signed out everywhere by another password, and not by the same one', async () => {
    const account = await desk.register();
    const { body } = await desk.login(account.email);
    const again = { email: account.email, first_name: 'Анна', last_name: 'Тестова', role: 'expert' };
    await put({ ...again, password: 'correct horse battery' });
    expect((await desk.me(body.access_token)).status).toBe(200);
    await put({ ...again, password: 'another good password' });
    expect((await desk.me(body.access_token)).status).toBe(401);
    expect((await desk.refresh(body.refresh_token!)).status).toBe(401);
    expect((await desk.login(account.email)).status).toBe(401);
    expect((await desk.login(account.email, { password: 'another good password' })).status).toBe(200);
  });

  it('keeps his sessions when he gets his first password', async () => {
    const client = someone('Мария');
    const order = fresh();
    await server.people.putOrder(order, { client });
    const guest = await server.people.join(order);
    await put({ ...client, role: 'client', password: 'a first good password' });
    expect((await guest.http('GET', '/api/users/me')).status).toBe(200);
    expect((await desk.login(client.email, { password: 'a first good password' })).status).toBe(200);
  });

  it('is shown under his new name in his rooms at the next catch-up', async () => {
    const { expert, client } = await server.people.makeRoom();
    const device = await expert.connect();
    const { cursor } = await device.get('inbox:catch_up', {});
    await put({ email: client.account.email, first_name: 'Мария', last_name: 'Новикова', role: 'client' });
    const { rooms } = await device.get('inbox:catch_up', { cursor });
    expect(rooms.flatMap((room) => room.participants.map(({ user }) => user.last_name))).toContain('Новикова');
    device.close();
  });

  it('is cut off at once when disabled', async () => {
    const account = await desk.register();
    const { body } = await desk.login(account.email);
    const device = await connect(server.url, body.access_token);
    await server.people.disable(account.id);
    await expect.poll(() => device.socket.connected).toBe(false);
    expect((await desk.me(body.access_token)).status).toBe(401);
  });

  it('is refused with an unknown role, a short password, a field too many or a name of nothing', async () => {
    const good = { ...someone('Анна'), role: 'expert' };
    for (const wrong of [{ role: 'owner' }, { password: 'short' }, { id: 5 }, { first_name: ' ' }, { last_name: 'two\nlines' }, { email: 'none' }]) {
      expect((await put({ ...good, ...wrong })).status).toBe(400);
    }
  });
});
