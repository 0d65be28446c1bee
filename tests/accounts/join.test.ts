import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fresh, someone, type Person } from '../support/people';
import { startServer, type TestServer } from '../support/server';
import { createDesk, type Desk } from './desk';

describe('an invite', () => {
  let server: TestServer;
  let desk: Desk;
  beforeAll(async () => {
    server = await startServer();
    desk = createDesk(server);
  });
  afterAll(() => server.close());

  const tokenOf = (link: string) => new URL(link).hash.slice(1);

  async function invited(client = someone('Мария')) {
    const order = fresh();
    const made = await server.people.putOrder(order, { client });
    return { order, room: made.room.id, client: made.order.client, token: tokenOf(await server.people.invite(order)) };
  }

  it('is a link with its token in the fragment and its end', async () => {
    await server.people.putOrder(701);
    const begun = Date.now();
    const { status, body } = await server.people.marketplace<{ url: string; expires_at: string }>('POST', '/api/orders/701/invites', { expires_in: 3600 });
    expect(status).toBe(201);
    expect(body.url).toMatch(new RegExp(`^${server.app.parts.config.publicUrl}/c#[\\w-]{43}$`));
    expect(Date.parse(body.expires_at) - begun).toBeGreaterThan(3_590_000);
    expect(Date.parse(body.expires_at) - begun).toBeLessThan(3_610_000);
  });

  it('is not made for an order that is not there, nor for a time that is none', async () => {
    expect((await server.people.marketplace('POST', '/api/orders/999999/invites', {})).status).toBe(404);
    await server.people.putOrder(702);
    for (const expires_in of [0, -5, 1.5, 'soon', 10 ** 12]) {
      expect((await server.people.marketplace('POST', '/api/orders/702/invites', { expires_in })).status).toBe(400);
    }
  });

  it('signs the client in, as often as he opens it', async () => {
    const { token, client } = await invited();
    for (let time = 0; time < 3; time++) {
      const { status, body } = await desk.join(token);
      expect(status).toBe(200);
      expect(body).toEqual({ access_token: expect.any(String), expires_in: 600, user: client });
    }
    expect(await desk.trail(client.id)).toEqual(['join', 'join', 'join']);
  });

  it('makes a session that holds one order and no other', async () => {
    const client = someone('Мария');
    const here = await invited(client);
    const there = await invited(client);
    const { body } = await desk.join(here.token);
    const guest: Person = server.people.personOf(body.access_token, body.user);
    const rooms = await guest.http<{ order: number }[]>('GET', '/api/chat/rooms');
    expect(rooms.body.map((room) => room.order)).toEqual([here.order]);
    expect((await guest.http('GET', `/api/chat/rooms/${here.room}`)).status).toBe(200);
    expect((await guest.http('GET', `/api/chat/rooms/${there.room}`)).status).toBe(404);
    expect((await guest.http('POST', '/api/chat/messages', { room: there.room, message: 'сюда нельзя' })).status).toBe(404);
  });

  it('is worth nothing when unknown, expired or revoked, and says no more than that', async () => {
    const expired = await invited();
    await server.app.parts.db.rows(null, `UPDATE invites SET expires_at = now() - interval '1 second' WHERE "order" = $1`, [expired.order]);
    const revoked = await invited();
    await server.people.marketplace('DELETE', `/api/orders/${revoked.order}/invites`);
    for (const token of ['a-token-that-nobody-made', expired.token, revoked.token]) {
      const { status, body, headers } = await desk.join(token);
      expect({ status, body }).toEqual({ status: 401, body: { error: 'Войдите, чтобы продолжить', code: 'unauthorized' } });
      expect(headers.getSetCookie()).toEqual([]);
    }
    expect((await desk.join('short')).status).toBe(400);
  });

  it('does not pass to the next client of the order', async () => {
    const { order, token } = await invited();
    await server.people.putOrder(order, { client: someone('Ольга') });
    expect((await desk.join(token)).status).toBe(401);
    const next = await desk.join(tokenOf(await server.people.invite(order)));
    expect(next.body.user.first_name).toBe('Ольга');
  });

  it('never signs into an account that is no client, or closed', async () => {
    const recast = await invited();
    await server.app.parts.db.rows(null, `UPDATE users SET role = 'expert' WHERE id = $1`, [recast.client.id]);
    expect((await desk.join(recast.token)).status).toBe(401);
    const closed = await invited();
    await server.people.disable(closed.client.id);
    expect((await desk.join(closed.token)).status).toBe(401);
  });

  it('makes sessions whose sockets close with the account', async () => {
    const { token, client } = await invited();
    const { body } = await desk.join(token);
    const device = await server.people.personOf(body.access_token, body.user).connect();
    await server.people.disable(client.id);
    await device.fact('session:revoked');
    await expect.poll(() => device.socket.connected).toBe(false);
  });

  it('is inert to whoever only looks at its address', async () => {
    const { token } = await invited();
    const before = await server.app.parts.db.sessions.count();
    await server.people.anyone('GET', '/api/auth/join').catch(() => undefined);
    await fetch(`${server.url}/c#${token}`);
    expect(await server.app.parts.db.sessions.count()).toBe(before);
  });

  it('is kept as a hash only', async () => {
    const { order, token } = await invited();
    const [row] = await server.app.parts.db.rows<{ text: string }>(null, `SELECT row_to_json(i)::text AS text FROM invites i WHERE "order" = $1`, [order]);
    expect(row!.text).not.toContain(token);
    expect(row!.text).not.toContain(Buffer.from(token, 'base64url').toString('hex'));
  });
});
