import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newToken, tokenHash } from '../../server/domain/opaque';
import type { Scope } from '../../server/caller';
import { API_KEY, startServer, type TestServer } from '../support/server';
import { someone } from '../support/people';
import { createDesk } from './desk';

describe('an API key', () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await startServer();
  });
  afterAll(() => server.close());

  /** A key of the table with these scopes, and what it calls. */
  async function key(name: string, scopes: Scope[]) {
    const token = newToken();
    await server.app.parts.db.api_keys.create({ name, hash: tokenHash(token), scopes, created_at: new Date() });
    return <T = Record<string, unknown>>(method: string, path: string, body?: unknown) =>
      server.people.anyone<T>(method, path, body, { Authorization: `Bearer ${token}` });
  }

  const ROUTES: [Scope, string, string, () => unknown, number][] = [
    ['users:write', 'POST', '/api/users', () => ({ ...someone('Пётр'), role: 'expert' }), 201],
    ['orders:write', 'PUT', '/api/orders/801', () => ({ title: 'Order', client: someone('Мария') }), 200],
    ['orders:read', 'GET', '/api/orders/801', () => undefined, 200],
    ['invites:write', 'POST', '/api/orders/801/invites', () => ({}), 201],
  ];

  it('of the environment may do everything', async () => {
    await server.people.putOrder(801);
    for (const [, method, path, body, good] of ROUTES) expect((await server.people.marketplace(method, path, body())).status).toBe(good);
  });

  it.each(ROUTES.map(([scope]) => scope))('with the scope %s may do that and nothing else', async (scope) => {
    await server.people.putOrder(801);
    const call = await key(`only ${scope}`, [scope]);
    for (const [needed, method, path, body, good] of ROUTES) {
      expect((await call(method, path, body())).status).toBe(needed === scope ? good : 403);
    }
  });

  it('is refused when unknown, nearly right, revoked, or somebody’s access token', async () => {
    const call = async (bearer: string) =>
      server.people.anyone('GET', '/api/orders/801', undefined, { Authorization: `Bearer ${bearer}` }).then(({ status }) => status);
    for (const bearer of [newToken(), API_KEY.slice(0, -1), `${API_KEY}0`, API_KEY.toUpperCase()]) expect(await call(bearer)).toBe(401);
    const revoked = await key('revoked', ['orders:read']);
    await server.app.parts.db.api_keys.update({ revoked_at: new Date() }, { where: { name: 'revoked' } });
    expect((await revoked('GET', '/api/orders/801')).status).toBe(401);
    const admin = await server.people.makeUser('admin');
    expect(await call(admin.token)).toBe(401);
  });

  it('opens no route of people', async () => {
    for (const path of ['/api/users/me', '/api/chat/rooms', '/api/auth/sessions']) expect((await server.people.marketplace('GET', path)).status).toBe(401);
  });

  it('is checked before the body', async () => {
    expect((await server.people.anyone('POST', '/api/users', { nonsense: true }, { Authorization: 'Bearer wrong-key' })).status).toBe(401);
  });

  it('notes that it is in use, at most once a minute', async () => {
    const call = await key('in use', ['orders:read']);
    const lastUsed = async () => (await server.app.parts.db.api_keys.findOne({ where: { name: 'in use' } }))!.get('last_used_at') as Date | null;
    expect(await lastUsed()).toBeNull();
    await call('GET', '/api/orders/801');
    const first = await lastUsed();
    expect(first).not.toBeNull();
    await call('GET', '/api/orders/801');
    expect(await lastUsed()).toEqual(first);
  });

  it('leaves its name behind its writes, and never itself', async () => {
    const call = await key('the back office', ['users:write', 'invites:write']);
    const { body } = await call<{ user: { id: number } }>('POST', '/api/users', { ...someone('Пётр'), role: 'client' });
    await call('POST', '/api/orders/801/invites', {});
    const rows = await server.app.parts.db.rows<{ kind: string; data: object }>(
      null,
      `SELECT kind, data FROM audit_log WHERE api_key = 'the back office' ORDER BY id`,
    );
    expect(rows).toEqual([
      { kind: 'user_created', data: { user: body.user.id, role: 'client' } },
      { kind: 'invite_created', data: { order: 801, invite: expect.any(Number) } },
    ]);
    const all = await server.app.parts.db.rows<{ text: string }>(null, 'SELECT row_to_json(a)::text AS text FROM audit_log a');
    expect(all.map((row) => row.text).join('\n')).not.toContain(API_KEY);
  });

  it('is absent from the environment when none is set', async () => {
    const bare = await startServer({ environment: { MARKETPLACE_API_KEY: '' } });
    expect((await createDesk(bare).me(API_KEY)).status).toBe(401);
    expect((await bare.people.marketplace('GET', '/api/orders/1')).status).toBe(401);
    await bare.close();
  });
});
