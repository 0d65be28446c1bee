import { randomUUID } from 'node:crypto';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AdminUser, AuditPage, ErasureExtent, RetentionExtent } from '../../protocol/admin';
import { runErasure } from '../../server/domain/erasing';
import { offerSetUp } from '../../server/domain/first_admin';
import { runRetention } from '../../server/domain/retention';
import { PASSWORD, someone, type Person } from '../support/people';
import { messagesOf, nameOf, roomOf, say } from '../support/posts';
import { createMigratedDatabase, type TestDatabase } from '../support/postgres';
import { API_KEY, startServer, type TestServer } from '../support/server';
import { upload } from '../support/uploads';

const GOES_ON = new AbortController().signal;
const WAIT = { timeout: 30_000, interval: 50 };

let database: TestDatabase;
let server: TestServer;
let admin: Person;
beforeAll(async () => {
  database = await createMigratedDatabase();
  server = await startServer({ databaseUrl: database.url });
});
afterAll(async () => {
  await server.close();
  await database.drop();
});

const post = (path: string, body: object, key?: string) =>
  fetch(server.url + path, { method: 'POST', headers: { 'Content-Type': 'application/json', ...(key !== undefined && { Authorization: `Bearer ${key}` }) }, body: JSON.stringify(body) });
const ways = async () => (await (await fetch(`${server.url}/api/auth/ways`)).json()) as { needs_setup: boolean };

describe('the first administrator', () => {
  it('comes in by a code of the log, once, and of two at once only one', async () => {
    expect((await ways()).needs_setup).toBe(true);
    const code = new URL((await offerSetUp(server.app.parts))!).hash.slice('#setup='.length);
    const [one, two] = [someone('Вера', 'Первая'), someone('Борис', 'Второй')];
    expect((await post('/api/auth/setup', { ...one, code: 'x'.repeat(43), password: PASSWORD })).status).toBe(401);
    const outcomes = await Promise.all([one, two].map((person) => post('/api/auth/setup', { ...person, code, password: PASSWORD })));
    expect(outcomes.map(({ status }) => status).sort()).toEqual([204, 404]);
    expect((await post('/api/auth/setup', { ...someone('Третий'), code, password: PASSWORD })).status).toBe(404);
    expect([(await ways()).needs_setup, await offerSetUp(server.app.parts)]).toEqual([false, undefined]);
    const rows = await server.app.parts.db.rows<{ email: string }>(null, `SELECT email FROM users WHERE role = 'admin'`);
    expect(rows).toHaveLength(1);
    admin = await server.people.signIn(rows[0]!.email);
  });
});

describe('erasing a person', () => {
  it('takes away name, address, devices, texts and files, tells the devices, and leaves numbers as they were', async () => {
    const { client, expert, room, order } = await server.people.makeRoom();
    const { id: file } = await upload(server.url, client, { room: room.id, bytes: await sharp({ create: { width: 9, height: 9, channels: 3, background: 'red' } }).png().toBuffer(), name: 'passport.png' });
    await say(client, room.id, 'Мой адрес: Лесная, 5', { attachments: [file] });
    const answer = await say(expert, room.id, 'Спасибо');
    const last = await say(client, room.id, 'И ещё телефон');
    const [desk, phone] = [await expert.connect(), await client.connect()];
    await desk.get('note:post', { room: room.id, note: 'Живёт на Лесной', client_note_id: crypto.randomUUID() });
    expect(await roomOf(expert, room.id)).toMatchObject({ unread_count: 1, state: 'owed', last_seq: 3 });
    const preview = (await admin.http<ErasureExtent>('GET', `/api/admin/users/${client.account.id}/erasure`)).body;
    expect(preview).toEqual({ rooms: 1, messages: 2, files: 1, notes: 1, email: client.account.email });
    expect((await admin.http('POST', `/api/admin/users/${client.account.id}/erasure`, { email: expert.account.email })).status).toBe(400);
    expect((await admin.http('POST', `/api/admin/users/${client.account.id}/erasure`, { email: client.account.email })).status).toBe(202);
    await phone.fact('session:revoked');
    await desk.fact('message:changed', ({ message }) => message.id === last.id && message.deleted_at !== null);
    await expect.poll(async () => (await messagesOf(expert, room.id)).map(({ message, sender_name, attachments, seq }) => [seq, message, sender_name, attachments.length]), WAIT).toEqual([
      [1, '', `Deleted user ${client.account.id}`, 0],
      [2, 'Спасибо', 'Анна Соколова', 0],
      [3, '', `Deleted user ${client.account.id}`, 0],
    ]);
    expect(await roomOf(expert, room.id)).toMatchObject({ unread_count: 0, owed_since: null, state: 'waiting', last_seq: 3 });
    expect((await expert.http('GET', `/api/chat/files/${file}`)).status).toBe(404);
    expect((await client.http('GET', '/api/users/me')).status).toBe(401);
    const text = JSON.stringify(await server.app.parts.db.rows(null, `SELECT (SELECT json_agg(u) FROM users u) AS u, (SELECT json_agg(m) FROM messages m) AS m, (SELECT json_agg(n) FROM notes n) AS n, (SELECT json_agg(v) FROM message_versions v) AS v`));
    for (const word of [client.account.email, 'Лесн', 'телефон', 'Мария']) expect([word, text.includes(word)]).toEqual([word, false]);
    const found = (await expert.http<{ hits?: unknown[] }>('GET', `/api/chat/search?q=${encodeURIComponent('телефон')}`)).body;
    expect(JSON.stringify(found)).not.toContain('телефон');
    const trail = (await admin.http<AuditPage>('GET', `/api/admin/audit?user=${client.account.id}&kind=person_erased`)).body.entries;
    expect(trail.map(({ actor }) => actor?.id)).toEqual([admin.account.id]);
    // What the expert wrote stays, and the room goes on.
    expect((await say(expert, room.id, 'Заказ закрыт')).seq).toBe(4);
    expect([answer.seq, order]).toEqual([2, order]);
    desk.close();
  });

  it('is asked for with a key too, is refused for administrators and experts with open orders, and does nothing the second time', async () => {
    const { client, expert } = await server.people.makeRoom();
    const erase = async (person: Person, email = person.account.email) => (await post(`/api/users/${person.account.id}/erasure`, { email }, API_KEY)).status;
    expect([await erase(admin), await erase(expert)]).toEqual([409, 409]);
    expect(await erase(client)).toBe(202);
    expect(await erase(client, `erased-${client.account.id}@erased.invalid`)).toBe(202);
    await runErasure(server.app.parts, client.account.id, () => undefined, GOES_ON);
    const shown = (await admin.http<{ users: AdminUser[] }>('GET', `/api/admin/users?q=${encodeURIComponent(`erased-${client.account.id}@`)}`)).body.users;
    expect(shown.map(({ first_name, erased_at }) => [first_name, typeof erased_at])).toEqual([['Deleted', 'string']]);
    expect((await admin.http('PUT', `/api/admin/users/${client.account.id}`, { is_disabled: false })).status).toBe(409);
  });

  it('is done for somebody who has renewed his sign-in for years, and leaves nothing that he wanted sent later', async () => {
    const { client, expert, room, order } = await server.people.makeRoom();
    const { db } = server.app.parts;
    const desk = await expert.connect();
    await desk.get('later:schedule', { room: room.id, message: 'Завтра позвоню', client_message_id: randomUUID(), send_at: new Date(Date.now() + 3_600_000).toISOString() });
    desk.close();
    await server.people.putOrder(order, { client: nameOf(client), expert: null });
    await db.rows(null, `INSERT INTO refresh_tokens (session, hash, used_at)
                           SELECT (SELECT min(id) FROM sessions WHERE "user" = $1), sha256(convert_to(n || ' ' || $1::text, 'UTF8')), now() FROM generate_series(1, 45000) n`, [expert.account.id]);
    expect((await admin.http('POST', `/api/admin/users/${expert.account.id}/erasure`, { email: expert.account.email })).status).toBe(202);
    expect(await db.rows(null, `SELECT message, state FROM scheduled_messages WHERE "user" = $1`, [expert.account.id])).toEqual([{ message: '', state: 'cancelled' }]);
  });

  it('can be preceded by an export of all that is kept', async () => {
    const { client, expert, room, order } = await server.people.makeRoom();
    await say(client, room.id, 'Где заказ?');
    await say(expert, room.id, 'В пути');
    const kept = await (await fetch(`${server.url}/api/users/${client.account.id}/export`, { headers: { Authorization: `Bearer ${API_KEY}` } })).json();
    expect(kept).toMatchObject({ user: { email: client.account.email }, orders: [{ id: order }], sessions: [{ device: 'desktop' }], messages: [{ message: 'Где заказ?' }, { message: 'В пути' }] });
    const own = (await admin.http<{ messages: unknown[] }>('GET', `/api/admin/users/${expert.account.id}/export`)).body;
    expect(own.messages).toMatchObject([{ message: 'В пути' }]);
  });
});

describe('somebody who was the client of an order by mistake', () => {
  it('is not given what the next one wrote, and takes nothing of it along', async () => {
    const { client: former, expert, room, order } = await server.people.makeRoom();
    await say(former, room.id, 'Это не мой заказ');
    await server.people.putOrder(order, { title: 'Заказ', client: someone('Ольга', 'Настоящая'), expert: nameOf(expert) });
    const client = await server.people.join(order);
    await say(client, room.id, 'А мой');
    const desk = await expert.connect();
    await desk.get('note:post', { room: room.id, note: 'О настоящей', client_note_id: crypto.randomUUID() });
    const kept = (await admin.http<{ messages: { message: string }[] }>('GET', `/api/admin/users/${former.account.id}/export`)).body;
    expect(kept.messages.map(({ message }) => message)).toEqual(['Это не мой заказ']);
    expect((await admin.http<ErasureExtent>('GET', `/api/admin/users/${former.account.id}/erasure`)).body).toMatchObject({ messages: 1, notes: 0 });
    await admin.http('POST', `/api/admin/users/${former.account.id}/erasure`, { email: former.account.email });
    await expect.poll(async () => (await messagesOf(expert, room.id)).map(({ message }) => message), WAIT).toEqual(['', 'А мой']);
    await runErasure(server.app.parts, former.account.id, () => undefined, GOES_ON);
    expect((await desk.get('room:open', { room: room.id })).notes?.map(({ note }) => note)).toEqual(['О настоящей']);
    desk.close();
  });
});

describe('retention', () => {
  it('is off at first, counts what it would empty, and empties only what is old in closed orders', async () => {
    const [closed, open] = [await server.people.makeRoom(), await server.people.makeRoom()];
    for (const { client, room } of [closed, open]) for (const text of ['Старое', 'Новое']) await say(client, room.id, text);
    await server.people.putOrder(closed.order, { title: 'Заказ', status: 'done', client: { email: closed.client.account.email, first_name: 'Мария', last_name: 'Орлова' } });
    await server.app.parts.db.rows(null, `UPDATE messages SET created_at = now() - interval '40 days' WHERE seq = 1 AND room = ANY ($1::bigint[])`, [[closed.room.id, open.room.id]]);
    const preview = (await admin.http<RetentionExtent>('GET', '/api/admin/retention/preview?days=30')).body;
    expect(preview).toEqual({ rooms: 1, messages: 1, files: 0, notes: 0 });
    await runRetention(server.app.parts, 0, () => undefined, GOES_ON);
    expect((await messagesOf(closed.expert, closed.room.id)).map(({ message }) => message)).toEqual(['Старое', 'Новое']);
    await admin.http('PUT', '/api/admin/retention', { is_on: true, days: 30 });
    await expect.poll(async () => (await messagesOf(closed.expert, closed.room.id)).map(({ message, seq }) => [seq, message]), WAIT).toEqual([[1, ''], [2, 'Новое']]);
    expect((await messagesOf(open.expert, open.room.id)).map(({ message }) => message)).toEqual(['Старое', 'Новое']);
    expect(await roomOf(closed.expert, closed.room.id)).toMatchObject({ unread_count: 1, last_seq: 2, last_rev: 3 });
    await expect.poll(async () => (await admin.http<AuditPage>('GET', '/api/admin/audit?kind=retention_run')).body.entries.map(({ data }) => data), WAIT).toEqual([{ rooms: 1, messages: 1, files: 0, notes: 0, days: 30 }]);
    await admin.http('PUT', '/api/admin/retention', { is_on: false, days: 30 });
  });
});

describe('a server that closes', () => {
  const MANY = 6_000;

  it('ends while it erases, and the next one goes on there', { timeout: 60_000 }, async () => {
    const { client, room } = await server.people.makeRoom();
    const rows = <T extends object>(sql: string) => server.app.parts.db.rows<T>(null, sql, [room.id]);
    await rows(
      `INSERT INTO messages (room, seq, rev, sender, side, client_message_id, request_hash, message, created_at)
       SELECT $1, n, n, ${client.account.id}, 'client', gen_random_uuid(), sha256('x'), 'Мой адрес', now() FROM generate_series(1, ${MANY}) n RETURNING 1`,
    );
    await rows(`UPDATE rooms SET last_seq = ${MANY}, last_rev = ${MANY} WHERE id = $1 RETURNING 1`);
    const left = async () => (await rows<{ left: number }>(`SELECT count(*) AS left FROM messages WHERE room = $1 AND message <> ''`))[0]!.left;
    expect((await admin.http('POST', `/api/admin/users/${client.account.id}/erasure`, { email: client.account.email })).status).toBe(202);
    await expect.poll(left, { ...WAIT, interval: 10 }).toBeLessThan(MANY);
    await server.close();
    server = await startServer({ databaseUrl: database.url });
    expect(await left()).toBeGreaterThan(0);
    await expect.poll(left, { ...WAIT, timeout: 30_000 }).toBe(0);
  });
});
