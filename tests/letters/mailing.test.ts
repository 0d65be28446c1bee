import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { mailUnread } from '../../server/domain/mailing';
import { createMail } from '../../server/mail/mail';
import { say } from '../support/posts';
import { openPostOffice, type PostOffice } from '../support/post_office';
import { startServer, type TestServer } from '../support/server';

let office: PostOffice;
let server: TestServer;

beforeAll(async () => {
  office = await openPostOffice();
  // The server's own looking is put off: the tests look themselves.
  server = await startServer({ environment: { SMTP_URL: office.url, MAIL_FROM: 'Чат «Маркет» <chat@market.test>', MAIL_AFTER_MINUTES: '10080' } });
});

afterAll(async () => {
  await server.close();
  await office.close();
});

beforeEach(async () => {
  office.received.length = 0;
  office.judge(() => undefined);
  // Nothing of an earlier test is unread any more.
  await server.app.parts.db.rows(null, 'UPDATE participants p SET read_seq = r.last_seq FROM rooms r WHERE r.id = p.room');
});

type Look = { smtp?: string; withText?: boolean; afterMinutes?: number };

/** One look of a server, at messages of any age. */
function look({ smtp = office.url, withText = false, afterMinutes = 0 }: Look = {}): Promise<number> {
  const { parts } = server.app;
  const config = { ...parts.config, SMTP_URL: smtp, MAIL_AFTER_MINUTES: afterMinutes, MAIL_WITH_TEXT: withText };
  return mailUnread({ ...parts, config, mail: createMail(config, () => undefined) });
}

/** Lets time pass for who waits: the last letter was long ago, and a failed one may be tried again. */
const wait = (room: number, minutes: number) =>
  server.app.parts.db.rows(null, `UPDATE mail_notices SET mailed_at = mailed_at - $2 * interval '1 minute', not_before = not_before - $2 * interval '1 minute' WHERE room = $1`, [room, minutes]);
const linkIn = (text: string) => /http\S+\/c#([\w-]{43})/.exec(text)![1]!;

it('writes once to an away client, with a link of his own and nothing that was said', async () => {
  const { client, expert, room, order } = await server.people.makeRoom();
  await say(expert, room.id, 'Тайный ответ');
  await say(expert, room.id, 'И ещё один');
  expect((await Promise.all([look(), look(), look()])).reduce((sum, sent) => sum + sent, 0)).toBe(1);
  expect(office.received).toHaveLength(1);
  const [letter] = office.received;
  expect(letter).toMatchObject({ from: 'chat@market.test', to: [client.account.email] });
  expect(letter!.headers).toMatch(/^From: .*Чат «Маркет».* <chat@market\.test>$/m);
  expect(letter!.headers).toContain(`Новые сообщения по заказу #${order} / New messages about order #${order}`);
  expect(letter!.headers).toMatch(/^Auto-Submitted: auto-generated$/m);
  expect(letter!.text).toContain(`#${order}`);
  expect(letter!.text).toContain(': 2.');
  expect(letter!.raw + letter!.text + letter!.headers).not.toMatch(/Тайный|Анна|Соколова/);
  const joined = await server.people.anyone<{ user: { id: number } }>('POST', '/api/auth/join', { token: linkIn(letter!.text) });
  expect(joined).toMatchObject({ status: 200, body: { user: { id: client.account.id } } });
  expect(await look()).toBe(0);
});

it('is off without a mail server', async () => {
  const { expert, room } = await server.people.makeRoom();
  await say(expert, room.id);
  expect(await mailUnread({ ...server.app.parts, mail: createMail({ publicUrl: server.url }, () => undefined) })).toBe(0);
  expect(await look()).toBe(1);
});

it('speaks the language that his page asked for', async () => {
  const { client, expert, room, order } = await server.people.makeRoom();
  const device = await client.connect();
  await device.get('zone:set', { time_zone: 'Europe/Berlin' });
  device.close();
  await say(expert, room.id);
  await look();
  expect(office.received[0]!.headers).toMatch(new RegExp(`^Subject: Новые сообщения по заказу #${order}$`, 'm'));
  expect(office.received[0]!.text).not.toContain('Open the chat');
});

it('carries what was said only where that is configured', async () => {
  const { expert, room } = await server.people.makeRoom();
  await say(expert, room.id, 'Всё готово.\nСпасибо!');
  await look({ withText: true });
  expect(office.received[0]!.text).toMatch(/Анна Соколова пишет:\r?\n\r?\n> Всё готово\.\r?\n> Спасибо!/);
});

it('keeps quiet to whoever has read, wrote himself, muted the room, left it, or is an expert', async () => {
  const read = await server.people.makeRoom();
  await say(read.expert, read.room.id);
  await read.client.http('POST', `/api/chat/rooms/${read.room.id}/mark_read`, {});
  const muted = await server.people.makeRoom();
  await say(muted.expert, muted.room.id);
  await server.app.parts.db.rows(null, 'UPDATE participants SET is_muted = true WHERE room = $1', [muted.room.id]);
  const left = await server.people.makeRoom();
  await say(left.expert, left.room.id);
  await server.app.parts.db.rows(null, `UPDATE participants SET left_at = now() WHERE room = $1 AND role = 'client'`, [left.room.id]);
  const asking = await server.people.makeRoom();
  await say(asking.client, asking.room.id, 'Вопрос');
  expect(await look()).toBe(0);
});

it('waits for its time, and for a quarter of an hour between two letters about a room', async () => {
  const { expert, room, client } = await server.people.makeRoom();
  const other = await server.people.putOrder(room.order + 60_000, { client: { email: client.account.email, first_name: 'Мария', last_name: 'Орлова' }, expert: { email: expert.account.email, first_name: 'Анна', last_name: 'Соколова' } });
  await say(expert, room.id);
  expect(await look({ afterMinutes: 15 })).toBe(0);
  expect(await look()).toBe(1);
  await say(expert, room.id, 'Второе');
  expect(await look()).toBe(0);
  // Another room is another matter.
  await say(expert, other.room.id);
  expect(await look()).toBe(1);
  await wait(room.id, 14);
  expect(await look()).toBe(0);
  await wait(room.id, 2);
  expect(await look()).toBe(1);
  // Nothing has come since: no second letter about the same, however long it takes.
  await wait(room.id, 600);
  expect(await look()).toBe(0);
});

it('loses nothing while the mail server is down, and leaves no link behind that reached nobody', async () => {
  const { expert, room, order } = await server.people.makeRoom();
  await say(expert, room.id);
  const port = office.port;
  await office.close();
  const down = `smtp://127.0.0.1:${port}`;
  const links = async () => (await server.people.marketplace<unknown[]>('GET', `/api/orders/${order}/invites`)).body.length;
  expect(await look({ smtp: down })).toBe(0);
  await wait(room.id, 31);
  expect(await look({ smtp: down })).toBe(0);
  expect(await links()).toBe(0);
  office = await openPostOffice(port);
  expect(await look()).toBe(0);
  await wait(room.id, 31);
  expect(await look()).toBe(1);
  expect(await links()).toBe(1);
});

it('says nothing any more once it was read while the mail server was down', async () => {
  const { client, expert, room } = await server.people.makeRoom();
  await say(expert, room.id);
  expect(await look({ smtp: 'smtp://127.0.0.1:1' })).toBe(0);
  await client.http('POST', `/api/chat/rooms/${room.id}/mark_read`, {});
  await wait(room.id, 31);
  expect(await look()).toBe(0);
  expect(office.received).toEqual([]);
});

it('tries again what was put off, and not what is refused for good', async () => {
  const { client, expert, room, order } = await server.people.makeRoom();
  await say(expert, room.id);
  office.judge(() => ({ code: 451, text: 'come back later' }));
  expect(await look()).toBe(0);
  await wait(room.id, 31);
  office.judge((address) => (address === client.account.email ? { code: 550, text: 'nobody here' } : undefined));
  expect(await look()).toBe(0);
  office.judge(() => undefined);
  await wait(room.id, 600);
  expect(await look()).toBe(0);
  expect((await server.people.marketplace('GET', `/api/orders/${order}/invites`)).body).toEqual([]);
  await say(expert, room.id, 'Ещё раз');
  expect(await look()).toBe(1);
});

it('keeps the link of a letter alive that may have arrived, and goes again', async () => {
  const { client, expert, room } = await server.people.makeRoom();
  await say(expert, room.id);
  office.hangUpAfterNext();
  expect(await look()).toBe(0);
  await wait(room.id, 31);
  expect(await look()).toBe(1);
  expect(office.received).toHaveLength(2);
  for (const { text } of office.received) {
    expect(await server.people.anyone('POST', '/api/auth/join', { token: linkIn(text) })).toMatchObject({ status: 200, body: { user: { id: client.account.id } } });
  }
});

it('is taken over from a server that died at it, under the same id', async () => {
  const { expert, room } = await server.people.makeRoom();
  await say(expert, room.id);
  expect(await look()).toBe(1);
  // As if the process had died before it could write that the letter went.
  await server.app.parts.db.rows(null, `UPDATE mail_notices SET mailed_seq = 0, mailed_at = NULL, not_before = now() + interval '15 minutes' WHERE room = $1`, [room.id]);
  expect(await look()).toBe(0);
  await wait(room.id, 16);
  expect(await look()).toBe(1);
  const ids = office.received.map(({ headers }) => /^Message-ID: (<[0-9a-f]{32}@[^>]+>)$/im.exec(headers)?.[1]);
  expect(new Set(ids).size).toBe(1);
  expect(ids[0]).toBeDefined();
});

it('lets no name into its headers', async () => {
  const { client, expert, room } = await server.people.makeRoom();
  for (const first_name of ['Мария\r\nBcc: spy@evil.test', 'a" <spy@evil.test>, "b', 'x\r\n\r\nbody', '=?utf-8?q?=0D=0ABcc=3A_spy=40evil.test?=', 'ы'.repeat(100)]) {
    // Past the border, which refuses such names.
    await server.app.parts.db.rows(null, 'UPDATE users SET first_name = $2 WHERE id IN ($1, $3)', [client.account.id, first_name, expert.account.id]);
    await say(expert, room.id);
    await wait(room.id, 16);
    office.received.length = 0;
    expect(await look({ withText: true })).toBe(1);
    const [letter] = office.received;
    expect(letter!.to).toEqual([client.account.email]);
    const names = letter!.raw.slice(0, letter!.raw.indexOf('\r\n\r\n')).split(/\r\n(?![ \t])/).map((line) => line.split(':')[0]);
    expect(names.sort()).toEqual(['Auto-Submitted', 'Content-Transfer-Encoding', 'Content-Type', 'Date', 'From', 'MIME-Version', 'Message-ID', 'Subject', 'To', 'X-Auto-Response-Suppress']);
  }
});
