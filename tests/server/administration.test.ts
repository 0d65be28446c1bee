import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AdminUser, AdminUsers, ApiKeys, AuditPage, MadeKey, PasswordLink } from '../../protocol/admin';
import { audit } from '../../server/domain/audit';
import { PASSWORD, fresh, someone, type Person } from '../support/people';
import { startServer, type TestServer } from '../support/server';

let server: TestServer;
let admin: Person;
beforeAll(async () => {
  server = await startServer();
  admin = await server.people.makeUser('admin');
});
afterAll(() => server.close());

const put = (who: Person, id: number, change: object) => who.http<AdminUser & { code?: string }>('PUT', `/api/admin/users/${id}`, change);
const lines = async (query: string) => (await admin.http<AuditPage>('GET', `/api/admin/audit?${query}`)).body.entries;
const withKey = (key: string) => fetch(`${server.url}/api/orders/${2 ** 41}`, { headers: { Authorization: `Bearer ${key}` } }).then(({ status }) => status);

describe('users', () => {
  it('are made without a password, and set one by the link that the administrator is given once', async () => {
    const person = someone('Анна', 'Новая');
    const made = await admin.http<AdminUser>('POST', '/api/admin/users', { ...person, role: 'expert' });
    expect([made.status, made.body]).toEqual([201, expect.objectContaining({ email: person.email, role: 'expert', has_password: false, sessions: 0 })]);
    expect((await admin.http('POST', '/api/admin/users', { ...person, role: 'expert' })).status).toBe(409);
    const link = (await admin.http<PasswordLink>('POST', `/api/admin/users/${made.body.id}/link`)).body;
    const token = new URL(link.url!).hash.slice('#reset='.length);
    const redeem = () => fetch(`${server.url}/api/auth/reset/redeem`, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify({ token, new_password: PASSWORD }) });
    expect([(await redeem()).status, (await redeem()).status]).toEqual([204, 401]);
    expect((await server.people.signIn(person.email)).account.id).toBe(made.body.id);
    expect((await lines(`user=${made.body.id}`)).map(({ kind }) => kind)).toEqual(['login', 'password_changed', 'reset_link_made', 'user_created']);
  });

  it('are found by name and address, page by page', async () => {
    for (const last of ['Первая', 'Вторая', 'Третья']) await admin.http('POST', '/api/admin/users', { ...someone('Ищу%мая', last), role: 'client' });
    const page = async (query: string) => (await admin.http<AdminUsers>('GET', `/api/admin/users?${query}`)).body;
    const first = await page(`q=${encodeURIComponent('ищу%М')}&limit=2`);
    expect(first.users.map(({ last_name }) => last_name)).toEqual(['Третья', 'Вторая']);
    const rest = await page(`q=${encodeURIComponent('ищу%М')}&limit=2&before=${first.next}`);
    expect([rest.users.map(({ last_name }) => last_name), rest.next]).toEqual([['Первая'], null]);
    expect((await page(`q=${encodeURIComponent('ищу_')}`)).users).toEqual([]);
  });

  it('are signed out at once when their account is closed, and come in again when it is opened', async () => {
    const expert = await server.people.makeUser('expert');
    const desk = await expert.connect();
    await put(admin, expert.account.id, { is_disabled: true });
    await desk.fact('session:revoked');
    expect((await expert.http('GET', '/api/users/me')).status).toBe(401);
    await put(admin, expert.account.id, { is_disabled: false });
    expect((await server.people.signIn(expert.account.email)).account.id).toBe(expert.account.id);
    desk.close();
  });

  it('keep their role while they stand in orders', async () => {
    const { client } = await server.people.makeRoom();
    expect((await put(admin, client.account.id, { role: 'expert' })).status).toBe(409);
  });

  it('leave no installation without an administrator', async () => {
    expect((await put(admin, admin.account.id, { role: 'expert' })).body.code).toBe('conflict');
    expect((await put(admin, admin.account.id, { is_disabled: true })).body.code).toBe('conflict');
    expect((await put(admin, admin.account.id, { first_name: 'Вера' })).status).toBe(200);
    // Nor does the marketplace take the only one out.
    const { email, first_name, last_name } = admin.account;
    expect((await server.people.marketplace<{ code: string }>('POST', '/api/users', { email, first_name, last_name, role: 'expert' })).body.code).toBe('conflict');
    const second = await server.people.makeUser('admin');
    const outcomes = await Promise.all([put(admin, second.account.id, { role: 'expert' }), put(second, admin.account.id, { is_disabled: true })]);
    const count = await server.app.parts.db.rows<{ n: number }>(null, `SELECT count(*)::int AS n FROM users WHERE role = 'admin' AND disabled_at IS NULL`);
    expect([outcomes.filter(({ status }) => status === 200).length, count[0]!.n]).toEqual([1, 1]);
    // Whoever is left goes on.
    admin = outcomes[0].status === 200 ? await server.people.signIn(admin.account.email) : await server.people.signIn(second.account.email);
  });
});

describe('API keys', () => {
  it('are said once, work with their scopes, and end when they are revoked', async () => {
    const { body } = await admin.http<MadeKey>('POST', '/api/admin/keys', { name: `Shop ${fresh()}`, scopes: ['orders:read'] });
    expect([await withKey(body.secret), await withKey(`${body.secret}x`)]).toEqual([404, 401]);
    const post = await fetch(`${server.url}/api/users`, { method: 'POST', headers: { Authorization: `Bearer ${body.secret}`, 'Content-Type': 'application/json' }, body: '{}' });
    expect(post.status).toBe(403);
    const list = (await admin.http<ApiKeys>('GET', '/api/admin/keys')).body;
    expect([JSON.stringify(list).includes(body.secret), list.keys.find(({ id }) => id === body.key.id)]).toEqual([false, expect.objectContaining({ scopes: ['orders:read'], hint: body.secret.slice(-4), last_used_at: expect.any(String) as string })]);
    await admin.http('DELETE', `/api/admin/keys/${body.key.id}`);
    expect(await withKey(body.secret)).toBe(401);
    expect((await admin.http('DELETE', `/api/admin/keys/${body.key.id}`)).status).toBe(404);
  });

  it('replace each other with an overlap, or at once', async () => {
    const name = `Shop ${fresh()}`;
    const first = (await admin.http<MadeKey>('POST', '/api/admin/keys', { name, scopes: ['orders:read'] })).body;
    expect((await admin.http('POST', '/api/admin/keys', { name, scopes: ['orders:read'] })).status).toBe(409);
    const second = (await admin.http<MadeKey>('POST', `/api/admin/keys/${first.key.id}/rotate`, { overlap_hours: 1 })).body;
    expect([await withKey(first.secret), await withKey(second.secret)]).toEqual([404, 404]);
    expect((await admin.http('POST', `/api/admin/keys/${first.key.id}/rotate`, { overlap_hours: 1 })).status).toBe(409);
    const third = (await admin.http<MadeKey>('POST', `/api/admin/keys/${second.key.id}/rotate`, { overlap_hours: 0 })).body;
    expect([await withKey(second.secret), await withKey(third.secret), third.key.name]).toEqual([401, 404, name]);
  });
});

describe('the audit log', () => {
  it('is searched by deed, person, order and time, page by page', async () => {
    const { order, expert } = await server.people.makeRoom();
    expect((await lines(`order=${order}`)).map(({ kind }) => kind)).toEqual(['order_created']);
    expect((await lines(`kind=login&user=${expert.account.id}`)).map(({ actor }) => actor)).toEqual([{ id: expert.account.id, name: 'Анна Соколова' }]);
    // What was given or offered to him is among it.
    await audit(server.app.parts, null, { kind: 'order_assigned', actor: admin.account.id, data: { order, expert: expert.account.id } });
    await audit(server.app.parts, null, { kind: 'transfer_offered', actor: admin.account.id, data: { offer: 1, to: expert.account.id, orders: String(order) } });
    expect((await lines(`user=${expert.account.id}`)).slice(0, 2).map(({ kind }) => kind)).toEqual(['transfer_offered', 'order_assigned']);
    expect(await lines(`to=2020-01-01T00:00:00.000Z`)).toEqual([]);
    const first = (await admin.http<AuditPage>('GET', '/api/admin/audit?limit=2')).body;
    const next = (await admin.http<AuditPage>('GET', `/api/admin/audit?limit=2&before=${first.next}`)).body;
    const ids = [...first.entries, ...next.entries].map(({ id }) => id);
    expect([ids, new Set(ids).size]).toEqual([ids.toSorted((a, b) => b - a), 4]);
    expect([first.kinds?.includes('login'), next.kinds]).toEqual([true, undefined]);
  });
});
