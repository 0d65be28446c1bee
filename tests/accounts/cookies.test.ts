import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { SignedIn } from '../../protocol/answers';
import { startServer, type TestServer } from '../support/server';
import { cookiesOf, createDesk, type Desk } from './desk';

describe('the cookie of a page', () => {
  let server: TestServer;
  let desk: Desk;
  beforeAll(async () => {
    server = await startServer();
    desk = createDesk(server);
  });
  afterAll(() => server.close());

  const post = (path: string, headers: Record<string, string>) => server.people.anyone<SignedIn>('POST', `/api/auth/${path}`, undefined, headers);
  const page = (name: string) => ({ 'X-Orderline-Page': name });

  it('carries the refresh token where only the auth routes get it and no script sees it', async () => {
    const account = await desk.register();
    const { body, headers } = await desk.login(account.email, { device: 'web' });
    expect(body).not.toHaveProperty('refresh_token');
    expect(headers.getSetCookie()).toEqual([
      expect.stringMatching(/^orderline_console=[\w-]{43}; Path=\/api\/auth; Max-Age=2592000; HttpOnly; SameSite=Strict$/),
    ]);
  });

  it('is Secure when the public address is https', async () => {
    const secure = await startServer({ environment: { PUBLIC_URL: 'https://chat.example.com' } });
    const account = await createDesk(secure).register();
    const { headers } = await createDesk(secure).login(account.email, { device: 'web' });
    expect(headers.getSetCookie()[0]).toMatch(/; Secure$/);
    await secure.close();
  });

  it('rotates with each refresh and never shows in the body', async () => {
    const account = await desk.register();
    const first = cookiesOf((await desk.login(account.email, { device: 'web' })).headers);
    const refreshed = await post('refresh', { Cookie: first });
    expect(refreshed.status).toBe(200);
    expect(refreshed.body).toEqual({ access_token: expect.any(String), expires_in: 600, user: account });
    const second = cookiesOf(refreshed.headers);
    expect(second).toMatch(/^orderline_console=/);
    expect(second).not.toBe(first);
    expect((await post('refresh', { Cookie: second })).status).toBe(200);
  });

  it('is one for the client page and another for the console, side by side', async () => {
    await server.people.putOrder(601);
    const link = await server.people.invite(601);
    const joined = await desk.join(new URL(link).hash.slice(1));
    expect(joined.body).not.toHaveProperty('refresh_token');
    const account = await desk.register();
    const both = `${cookiesOf(joined.headers)}; ${cookiesOf((await desk.login(account.email, { device: 'web' })).headers)}`;
    expect(both).toMatch(/^orderline_client=.*; orderline_console=/);
    const asClient = await post('refresh', { Cookie: both, ...page('client') });
    const asConsole = await post('refresh', { Cookie: both, ...page('console') });
    expect(asClient.body.user.id).toBe(joined.body.user.id);
    expect(asConsole.body.user.id).toBe(account.id);
    expect(cookiesOf(asClient.headers)).toMatch(/^orderline_client=/);
    expect(cookiesOf(asConsole.headers)).toMatch(/^orderline_console=/);
  });

  it('goes by the page that signs in', async () => {
    const account = await desk.register('client');
    const { headers } = await desk.login(account.email, { device: 'web', headers: page('client') });
    expect(cookiesOf(headers)).toMatch(/^orderline_client=/);
    const refreshed = await post('refresh', { Cookie: cookiesOf(headers) });
    expect(refreshed.status).toBe(200);
    expect(cookiesOf(refreshed.headers)).toMatch(/^orderline_client=/);
  });

  it('is taken away when its token is refused, and on signing out', async () => {
    const refused = await post('refresh', { Cookie: 'orderline_console=a-token-that-nobody-made', ...page('console') });
    expect(refused.status).toBe(401);
    expect(refused.headers.getSetCookie()).toEqual([expect.stringMatching(/^orderline_console=; Path=\/api\/auth; Max-Age=0; /)]);
    const account = await desk.register();
    const kept = cookiesOf((await desk.login(account.email, { device: 'web' })).headers);
    const left = await post('logout', { Cookie: kept, ...page('console') });
    expect(left.status).toBe(204);
    expect(left.headers.getSetCookie()).toEqual([expect.stringMatching(/^orderline_console=; Path=\/api\/auth; Max-Age=0; /)]);
    expect((await post('refresh', { Cookie: kept })).status).toBe(401);
  });

  it('opens nothing but the auth routes', async () => {
    const account = await desk.register();
    const kept = cookiesOf((await desk.login(account.email, { device: 'web' })).headers);
    expect((await server.people.anyone('GET', '/api/users/me', undefined, { Cookie: kept })).status).toBe(401);
  });

  it('is of no use to a foreign origin', async () => {
    const account = await desk.register();
    const kept = cookiesOf((await desk.login(account.email, { device: 'web' })).headers);
    expect((await post('refresh', { Cookie: kept, Origin: 'https://evil.example' })).status).toBe(403);
    expect((await post('refresh', { Cookie: kept })).status).toBe(200);
  });
});
