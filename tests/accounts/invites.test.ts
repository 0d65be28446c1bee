import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Invite } from '../../protocol/answers';
import { fresh } from '../support/people';
import { startServer, type TestServer } from '../support/server';

let server: TestServer;
beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.close());

type Made = { id: number; url: string };
const make = async (order: number) => (await server.people.marketplace<Made>('POST', `/api/orders/${order}/invites`, {})).body;
const list = async (order: number) => (await server.people.marketplace<Invite[]>('GET', `/api/orders/${order}/invites`)).body;
const join = (made: Made) => server.people.anyone<{ access_token: string; user: never }>('POST', '/api/auth/join', { token: new URL(made.url).hash.slice(1) });
const guestOf = async (made: Made) => {
  const { body } = await join(made);
  return server.people.personOf(body.access_token, body.user);
};

it('are listed without their tokens, the newest first', async () => {
  const { order } = await server.people.putOrder(fresh());
  expect(await list(order.id)).toEqual([]);
  const [first, second] = [await make(order.id), await make(order.id)];
  await guestOf(first);
  const listed = await list(order.id);
  expect(listed).toMatchObject([
    { id: second.id, is_usable: true, revoked_at: null, sessions: 0 },
    { id: first.id, is_usable: true, revoked_at: null, sessions: 1 },
  ]);
  for (const { url } of [first, second]) expect(JSON.stringify(listed)).not.toContain(new URL(url).hash.slice(1));
});

it('are revoked one by one, with the sessions that came by them', async () => {
  const { order, room } = await server.people.putOrder(fresh());
  const [leaked, kept] = [await make(order.id), await make(order.id)];
  const [thief, client] = [await guestOf(leaked), await guestOf(kept)];
  const live = await thief.connect();
  const { status, body } = await server.people.marketplace('DELETE', `/api/orders/${order.id}/invites/${leaked.id}`);
  expect({ status, body }).toEqual({ status: 200, body: { revoked: 1, sessions: 1 } });
  await live.fact('session:revoked');
  expect((await thief.http('GET', `/api/chat/rooms/${room.id}`)).status).toBe(401);
  expect((await client.http('GET', `/api/chat/rooms/${room.id}`)).status).toBe(200);
  expect((await join(leaked)).status).toBe(401);
  expect((await join(kept)).status).toBe(200);
  const again = await server.people.marketplace('DELETE', `/api/orders/${order.id}/invites/${leaked.id}`);
  expect(again).toMatchObject({ status: 200, body: { revoked: 0, sessions: 0 } });
  expect((await list(order.id)).find(({ id }) => id === leaked.id)).toMatchObject({ is_usable: false, revoked_at: expect.any(String), sessions: 0 });
});

it('are revoked all together; who signed in by a password stays', async () => {
  const { order, client } = await server.people.makeRoom();
  const links = [await make(order), await make(order)];
  const guests = await Promise.all(links.map(guestOf));
  expect((await server.people.marketplace('DELETE', `/api/orders/${order}/invites`)).body).toEqual({ revoked: 2, sessions: 2 });
  for (const guest of guests) expect((await guest.http('GET', '/api/users/me')).status).toBe(401);
  expect((await client.http('GET', '/api/users/me')).status).toBe(200);
});

it('of another order, or of none, are not found', async () => {
  const [{ order }, other] = [await server.people.putOrder(fresh()), await server.people.putOrder(fresh())];
  const made = await make(order.id);
  expect((await server.people.marketplace('DELETE', `/api/orders/${other.order.id}/invites/${made.id}`)).status).toBe(404);
  expect((await server.people.marketplace('DELETE', '/api/orders/999999/invites')).status).toBe(404);
  expect((await server.people.marketplace('GET', '/api/orders/999999/invites')).status).toBe(404);
  expect((await join(made)).status).toBe(200);
});

it('are revoked for whoever is just joining, too', async () => {
  const { order } = await server.people.putOrder(fresh());
  for (let time = 0; time < 10; time += 1) {
    const made = await make(order.id);
    const [joined] = await Promise.all([join(made), server.people.marketplace('DELETE', `/api/orders/${order.id}/invites/${made.id}`)]);
    if (joined.status !== 200) continue;
    expect((await server.people.personOf(joined.body.access_token, joined.body.user).http('GET', '/api/users/me')).status).toBe(401);
  }
  expect((await list(order.id)).every(({ sessions }) => sessions === 0)).toBe(true);
});

it('leave a line in the trail', async () => {
  const { order } = await server.people.putOrder(fresh());
  const made = await make(order.id);
  await server.people.marketplace('DELETE', `/api/orders/${order.id}/invites/${made.id}`);
  const trail = await server.app.parts.db.rows<{ kind: string }>(null, `SELECT kind, api_key FROM audit_log WHERE data->>'order' = $1 AND kind LIKE 'invite%' ORDER BY id`, [String(order.id)]);
  expect(trail).toMatchObject([{ kind: 'invite_created' }, { kind: 'invite_revoked' }]);
});
