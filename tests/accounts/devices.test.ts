import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Session } from '../../protocol/entities';
import { connect } from '../support/people';
import { startServer, type TestServer } from '../support/server';
import { createDesk, type Desk } from './desk';

describe('signed-in devices', () => {
  let server: TestServer;
  let desk: Desk;
  beforeAll(async () => {
    server = await startServer();
    desk = createDesk(server);
  });
  afterAll(() => server.close());

  const bearer = (token: string) => ({ Authorization: `Bearer ${token}` });
  const list = (token: string) => server.people.anyone<Session[]>('GET', '/api/auth/sessions', undefined, bearer(token));

  it('are listed with what they call themselves, the asking one marked', async () => {
    const account = await desk.register();
    await desk.login(account.email, { device: 'web', headers: { 'User-Agent': `Firefox ${'x'.repeat(400)}` } });
    const here = (await desk.login(account.email, { headers: { 'User-Agent': 'Orderline/1.0' } })).body;
    const { status, body } = await list(here.access_token);
    expect(status).toBe(200);
    expect(body.map(({ device, is_current }) => ({ device, is_current }))).toEqual([
      { device: 'desktop', is_current: true },
      { device: 'web', is_current: false },
    ]);
    expect(body[0]!.user_agent).toBe('Orderline/1.0');
    expect(body[1]!.user_agent).toHaveLength(300);
    expect(Object.keys(body[0]!).sort()).toEqual(['created_at', 'device', 'id', 'is_current', 'last_used_at', 'user_agent']);
  });

  it('are cut off at once when revoked: no request, no refresh, no socket', async () => {
    const account = await desk.register();
    const lost = (await desk.login(account.email)).body;
    const here = (await desk.login(account.email)).body;
    const socket = await connect(server.url, lost.access_token);
    const gone = (await list(here.access_token)).body.find((session) => !session.is_current)!;
    const revoke = () => server.people.anyone('DELETE', `/api/auth/sessions/${gone.id}`, undefined, bearer(here.access_token));
    expect((await revoke()).status).toBe(204);
    await socket.fact('session:revoked');
    await expect.poll(() => socket.socket.connected).toBe(false);
    expect((await desk.me(lost.access_token)).body.code).toBe('unauthorized');
    expect((await desk.refresh(lost.refresh_token!)).status).toBe(401);
    expect((await desk.me(here.access_token)).status).toBe(200);
    expect((await revoke()).status).toBe(404);
    expect(await desk.trail(account.id)).toEqual(['login', 'login', 'session_revoked']);
  });

  it('are all ended at once but the asking one, or with it', async () => {
    const account = await desk.register();
    const stranger = (await desk.login((await desk.register()).email)).body;
    const others = [(await desk.login(account.email)).body, (await desk.login(account.email, { device: 'web' })).body];
    const here = (await desk.login(account.email)).body;
    const sockets = await Promise.all(others.map(({ access_token }) => connect(server.url, access_token)));
    const own = await connect(server.url, here.access_token);
    const end = (query = '') => server.people.anyone('DELETE', `/api/auth/sessions${query}`, undefined, bearer(here.access_token));
    expect(await end()).toMatchObject({ status: 200, body: { ended: 2 } });
    for (const { fact, socket } of sockets) {
      expect(await fact('session:revoked')).toEqual({});
      await expect.poll(() => socket.connected).toBe(false);
    }
    for (const { refresh_token } of others.slice(0, 1)) expect((await desk.refresh(refresh_token!)).status).toBe(401);
    expect((await list(here.access_token)).body).toHaveLength(1);
    expect(own.socket.connected).toBe(true);
    expect(await end('?keep_current=true')).toMatchObject({ status: 200, body: { ended: 0 } });
    expect((await end('?keep_current=no')).status).toBe(400);
    expect(await end('?keep_current=false')).toMatchObject({ status: 200, body: { ended: 1 } });
    expect(await own.fact('session:revoked')).toEqual({});
    expect((await desk.refresh(here.refresh_token!)).status).toBe(401);
    expect((await desk.me(stranger.access_token)).status).toBe(200);
    expect(await desk.trail(account.id)).toEqual(['login', 'login', 'login', 'sessions_revoked', 'sessions_revoked']);
  });

  it('of somebody else are not found', async () => {
    const [mine, his] = [await desk.register(), await desk.register()];
    const me = (await desk.login(mine.email)).body;
    const him = (await desk.login(his.email)).body;
    const [session] = (await list(him.access_token)).body;
    const answer = await server.people.anyone('DELETE', `/api/auth/sessions/${session!.id}`, undefined, bearer(me.access_token));
    expect(answer).toMatchObject({ status: 404, body: { code: 'not_found' } });
    expect((await desk.me(him.access_token)).status).toBe(200);
    expect((await server.people.anyone('DELETE', '/api/auth/sessions/abc', undefined, bearer(me.access_token))).status).toBe(400);
  });

  it('are not shown to a session that holds one order', async () => {
    await server.people.putOrder(501);
    const guest = await server.people.join(501);
    expect((await guest.http('GET', '/api/auth/sessions')).status).toBe(403);
    expect((await guest.http('DELETE', '/api/auth/sessions/1')).status).toBe(403);
    expect((await guest.http('DELETE', '/api/auth/sessions')).status).toBe(403);
  });
});

describe('signing out', () => {
  let server: TestServer;
  let desk: Desk;
  beforeAll(async () => {
    server = await startServer();
    desk = createDesk(server);
  });
  afterAll(() => server.close());

  const logout = (body: object | undefined, headers: Record<string, string> = {}) => server.people.anyone('POST', '/api/auth/logout', body, headers);

  it('ends the session of the refresh token, and may be done again', async () => {
    const account = await desk.register();
    const { body } = await desk.login(account.email);
    const device = await connect(server.url, body.access_token);
    expect((await logout({ refresh_token: body.refresh_token })).status).toBe(204);
    await expect.poll(() => device.socket.connected).toBe(false);
    expect((await desk.me(body.access_token)).status).toBe(401);
    expect((await desk.refresh(body.refresh_token!)).status).toBe(401);
    expect((await logout({ refresh_token: body.refresh_token })).status).toBe(204);
    expect(await desk.trail(account.id)).toEqual(['login', 'logout']);
  });

  it('ends the session of the access token', async () => {
    const account = await desk.register();
    const { body } = await desk.login(account.email);
    expect((await logout(undefined, { Authorization: `Bearer ${body.access_token}` })).status).toBe(204);
    expect((await desk.me(body.access_token)).status).toBe(401);
  });

  it('changes nothing for tokens that mean nothing', async () => {
    expect((await logout({}, { Authorization: 'Bearer nonsense' })).status).toBe(204);
    expect((await logout({ refresh_token: 'a-token-that-nobody-made' })).status).toBe(204);
    expect((await logout(undefined)).status).toBe(204);
  });
});
