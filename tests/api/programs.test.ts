import type { Transaction } from 'sequelize';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Order } from '../../protocol/entities';
import type { ListedOrder, OrderAnswer } from '../../protocol/answers';
import { fresh, someone } from '../support/people';
import { startServer, type TestServer } from '../support/server';

/* What programs expect beside the answers themselves. */

let server: TestServer;
beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.close());

const market = () => server.people.marketplace;
const client = someone('Мария');
const put = (id: number, more: object) => market()<OrderAnswer & { code?: string }>('PUT', `/api/orders/${id}`, { title: 'Заказ', client, ...more });

describe('versions of an order', () => {
  it('let no late change undo a newer one, whatever order they come in', async () => {
    const id = fresh();
    expect((await put(id, { version: 3, status: 'in work' })).body.order.version).toBe(3);
    const late = await put(id, { version: 2, status: 'new' });
    expect([late.status, late.body.code, late.body.order]).toMatchObject([409, 'conflict', { id, version: 3, status: 'in work', client: { email: client.email } }]);
    expect((await put(id, { version: 3, status: 'in work' })).status).toBe(200);
    // Whoever does not count is not asked.
    expect((await put(id, { status: 'done' })).body.order).toMatchObject({ status: 'done', version: 3 });
    const changes = Array.from({ length: 8 }, (_, index) => put(id, { version: 10 + index, title: `Версия ${10 + index}` }));
    await Promise.all(changes);
    expect((await market()<{ order: Order }>('GET', `/api/orders/${id}`)).body.order).toMatchObject({ version: 17, title: 'Версия 17' });
  });

  it('of a refused order leave its people as they were', async () => {
    const id = fresh();
    await put(id, { version: 5 });
    const other = someone('Другая');
    expect((await put(id, { version: 4, client: other, title: 'Поздно' })).status).toBe(409);
    const { order } = (await market()<OrderAnswer>('GET', `/api/orders/${id}`)).body;
    expect([order.title, order.client.email]).toEqual(['Заказ', client.email]);
  });
});

describe('the list of orders', () => {
  it('goes through all of them, each once, by its links', async () => {
    const ids = Array.from({ length: 7 }, () => fresh());
    for (const id of ids) await put(id, { status: 'listed' });
    const seen: ListedOrder[] = [];
    for (let path: string | undefined = '/api/orders?status=listed&limit=3'; path !== undefined; ) {
      const { body, headers }: { body: ListedOrder[]; headers: Headers } = await market()<ListedOrder[]>('GET', path);
      seen.push(...body);
      const next: string | undefined = /<([^>]+)>; rel="next"/.exec(headers.get('link') ?? '')?.[1];
      path = next?.slice(server.app.parts.config.publicUrl.length);
    }
    expect(seen.map(({ id }) => id)).toEqual([...ids].reverse());
    expect(seen[0]).toMatchObject({ title: 'Заказ', client: { email: client.email }, expert: null });
    expect(seen[0]!.room).toEqual(expect.any(Number));
    const since = seen.find(({ id }) => id === ids[3])!.updated_at;
    await put(ids[0]!, { status: 'listed', title: 'Изменён' });
    const changed = (await market()<ListedOrder[]>('GET', `/api/orders?status=listed&updated_since=${since}`)).body.map(({ id }) => id);
    expect(changed).toEqual(expect.arrayContaining([ids[0], ids[6]]));
    expect(changed).not.toContain(ids[1]);
  });
});

describe('the changes of orders', () => {
  type Page = { ids: number[]; cursor: string; has_more: boolean };
  const follow = async (cursor: string, limit = 200): Promise<Page> => {
    const { status, body, headers } = await market()<ListedOrder[]>('GET', `/api/orders?cursor=${cursor}&status=followed&limit=${limit}`);
    expect(status).toBe(200);
    return { ids: body.map(({ id }) => id), cursor: headers.get('next-cursor')!, has_more: headers.has('link') };
  };
  /** Once so many are told: what was made stays untold while anybody's transaction is under way that began before, of other tests too. */
  const told = async (cursor: string, count: number): Promise<Page> => {
    let page = await follow(cursor);
    await expect.poll(async () => (page = await follow(cursor)).ids.length).toBe(count);
    return page;
  };
  const rows = (sql: string, bind: unknown[], transaction: Transaction | null = null) => server.app.parts.db.rows<{ count: number }>(transaction, sql, bind);

  it('come once each, page by page, as they were made, whatever changes meanwhile', async () => {
    const ids = Array.from({ length: 5 }, () => fresh());
    for (const id of ids) await put(id, { status: 'followed' });
    await told('first', 5);
    const first = await follow('first', 2);
    expect(first).toMatchObject({ ids: ids.slice(0, 2), has_more: true });
    await put(ids[0]!, { status: 'followed', title: 'Ещё раз' });
    await put(ids[3]!, { status: 'followed' });
    const rest = await told(first.cursor, 4);
    // The same again is no change.
    expect(rest).toMatchObject({ ids: [...ids.slice(2), ids[0]], has_more: false });
    expect(await follow(rest.cursor)).toEqual({ ids: [], cursor: rest.cursor, has_more: false });
    // Of another history, and from a moment that this database has not seen yet.
    expect((await follow(`abc~${rest.cursor.split('~')[1]}`)).ids).toHaveLength(5);
    expect((await follow(`${rest.cursor.split('~')[0]}~9000000000000000000.1`)).ids).toHaveLength(5);
  });

  it('are never passed by when they take effect late', async () => {
    const before = Number((await rows(`SELECT count(*) AS count FROM orders WHERE status = 'followed'`, []))[0]!.count);
    const [late, early] = [fresh(), fresh()];
    for (const id of [late, early]) await put(id, { status: 'followed' });
    const { cursor } = await told('first', before + 2);
    const since = new Date().toISOString();
    const { sequelize } = server.app.parts.db;
    const under = await sequelize.transaction();
    await rows(`UPDATE orders SET title = 'Долго', updated_at = now() WHERE id = $1 RETURNING 1`, [late], under);
    await put(early, { status: 'followed', title: 'Быстро' });
    const meanwhile = await follow(cursor);
    await under.commit();
    const after = await told(meanwhile.cursor, 2 - meanwhile.ids.length);
    expect([...meanwhile.ids, ...after.ids].sort()).toEqual([late, early].sort());
    expect((await market()<ListedOrder[]>('GET', `/api/orders?status=followed&updated_since=${since}`)).body.map(({ id }) => id).sort()).toEqual([late, early].sort());
  });

  it.each(['cursor=second', 'cursor=first&before=5', 'cursor=first&updated_since=2026-01-01T00:00:00.000Z'])('refuse %s', async (query) => {
    expect((await market()('GET', `/api/orders?${query}`)).status).toBe(400);
  });
});

describe('an idempotency key', () => {
  it('makes a request happen once, and gives the first answer again', async () => {
    const id = fresh();
    await put(id, {});
    const invite = (key: string, body: object = {}, order = id) => market()<{ url: string; code?: string }>('POST', `/api/orders/${order}/invites`, body, { 'Idempotency-Key': key });
    const [first, second] = [await invite('key-1'), await invite('key-1')];
    expect([first.status, second.status, second.body]).toEqual([201, 201, first.body]);
    expect([first.headers.get('idempotency-replayed'), second.headers.get('idempotency-replayed')]).toEqual([null, 'true']);
    expect((await invite('key-2')).body.url).not.toBe(first.body.url);
    // Another request under the same key, by its body or its address.
    expect(await invite('key-1', { expires_in: 60 })).toMatchObject({ status: 409, body: { code: 'conflict' } });
    expect(await invite('key-1', {}, fresh())).toMatchObject({ status: 409 });
    expect((await market()<unknown[]>('GET', `/api/orders/${id}/invites`)).body).toHaveLength(2);
    // The link is nowhere in the database.
    const kept = await server.app.parts.db.rows<{ body: Buffer }>(null, 'SELECT body FROM idempotency_keys WHERE body IS NOT NULL');
    expect(kept.length).toBeGreaterThan(0);
    for (const { body } of kept) expect(body.toString('latin1')).not.toContain('/c#');
  });

  it('lets only one of several that come at once through', async () => {
    const id = fresh();
    await put(id, {});
    const all = await Promise.all(Array.from({ length: 10 }, () => market()('POST', `/api/orders/${id}/invites`, {}, { 'Idempotency-Key': 'at-once' })));
    expect(all.every(({ status }) => status === 201 || status === 409)).toBe(true);
    expect((await market()<unknown[]>('GET', `/api/orders/${id}/invites`)).body).toHaveLength(1);
  });

  it('is free again when its request was refused, forgotten after a day, and must be one', async () => {
    const id = fresh();
    const invite = (key: string) => market()('POST', `/api/orders/${id}/invites`, {}, { 'Idempotency-Key': key });
    expect((await invite('early')).status).toBe(404);
    await put(id, {});
    expect((await invite('early')).status).toBe(201);
    await server.app.parts.db.rows(null, `UPDATE idempotency_keys SET created_at = now() - interval '25 hours' WHERE key = 'early'`);
    expect((await invite('early')).headers.get('idempotency-replayed')).toBeNull();
    expect((await invite('x'.repeat(256))).status).toBe(400);
  });
});

describe('answers to programs', () => {
  it('have a tag, and are not sent again to whoever has it', async () => {
    const id = fresh();
    await put(id, {});
    const first = await market()('GET', `/api/orders/${id}`);
    const etag = first.headers.get('etag')!;
    const again = await market()('GET', `/api/orders/${id}`, undefined, { 'If-None-Match': `"x", ${etag}` });
    expect([again.status, again.body, again.headers.get('etag')]).toEqual([304, undefined, etag]);
    await put(id, { title: 'Другое' });
    const other = await market()('GET', `/api/orders/${id}`, undefined, { 'If-None-Match': etag });
    expect([other.status, other.headers.get('etag') === etag]).toEqual([200, false]);
  });

  it('say what is left of the limit', async () => {
    const left = async () => (await market()('GET', '/api/orders?limit=1')).headers;
    expect((await left()).get('ratelimit-policy')).toBe('"api";q=30000;w=60');
    const number = async () => Number(/^"api";r=(\d+);t=\d+$/.exec((await left()).get('ratelimit') ?? '')?.[1]);
    // Again if a minute has just begun in between.
    await expect.poll(async () => (await number()) - (await number())).toBe(1);
  });

  it('say so when nothing is left, and until when', async () => {
    const admin = await server.people.makeUser('admin');
    const { secret } = (await admin.http<{ secret: string }>('POST', '/api/admin/keys', { name: 'busy', scopes: ['orders:read'] })).body;
    for (let taken = 0; taken < 30_000; taken += 1) await server.app.parts.limits.take('api', 'busy');
    const refused = await server.people.anyone<{ code: string; retry_after: number }>('GET', '/api/orders', undefined, { Authorization: `Bearer ${secret}` });
    expect([refused.status, refused.body.code]).toEqual([429, 'rate_limited']);
    const wait = refused.body.retry_after;
    expect([refused.headers.get('ratelimit-policy'), refused.headers.get('ratelimit'), refused.headers.get('retry-after')]).toEqual(['"api";q=30000;w=60', `"api";r=0;t=${wait}`, String(wait)]);
  });
});
