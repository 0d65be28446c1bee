import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { sendReset } from '../../server/domain/password_reset';
import { connect, someone } from '../support/people';
import { openPostOffice, type PostOffice } from '../support/post_office';
import { startServer, type TestServer } from '../support/server';
import { createDesk, type Desk } from './desk';

let office: PostOffice;
let server: TestServer;
let desk: Desk;
beforeAll(async () => {
  office = await openPostOffice();
  server = await startServer({ environment: { SMTP_URL: office.url, MAIL_FROM: 'Orderline <chat@market.test>' } });
  desk = createDesk(server);
});
afterAll(async () => {
  await server.close();
  await office.close();
});
beforeEach(() => {
  office.received.length = 0;
});

const NEXT = 'quite another password';
const ask = (email: string, language = 'ru') => server.people.anyone('POST', '/api/auth/reset', { email }, { 'Accept-Language': language });
const redeem = (token: string, new_password = NEXT) => server.people.anyone('POST', '/api/auth/reset/redeem', { token, new_password });
/** The job itself, without its queue. */
const send = (email: string, address = 'test') => sendReset(server.app.parts, { email, language: 'en', address });
const tokenIn = (text: string) => /http\S+\/console#reset=([\w-]{43})$/m.exec(text.replaceAll('\r', ''))![1]!;
const jobs = () => server.app.parts.db.rows(null, `SELECT 1 FROM graphile_worker.jobs WHERE task_identifier = 'reset_letter'`);

/** A link of an account, as its letter brings it. */
async function linkOf(email: string): Promise<string> {
  await send(email);
  return tokenIn(office.received.at(-1)!.text);
}

it('answers alike whether there is such an account, and writes to those that there are', async () => {
  const account = await desk.register();
  const client = await desk.register('client');
  const closed = await desk.register();
  await server.people.disable(closed.id);
  for (const email of [account.email.toUpperCase(), client.email, closed.email, 'nobody.at.all@orderline.test']) {
    expect(await ask(email, 'en')).toMatchObject({ status: 202, body: {} });
  }
  await expect.poll(async () => (await jobs()).length).toBe(0);
  expect(office.received.map(({ to }) => to)).toEqual([[account.email]]);
  expect(office.received[0]!.headers).toMatch(/^Subject: A new password for Orderline$/m);
  expect(office.received[0]!.text).toContain(`${server.url}/console#reset=`);
  expect(await server.people.anyone('GET', '/api/auth/ways')).toMatchObject({ status: 200, body: { password_reset: true, oidc: null } });
});

it('sets the password once, ends all sessions and signs nobody in', async () => {
  const account = await desk.register();
  const session = (await desk.login(account.email)).body;
  const device = await connect(server.url, session.access_token);
  const token = await linkOf(account.email);
  expect((await redeem(token, 'short')).status).toBe(400);
  const answer = await redeem(token);
  expect({ status: answer.status, body: answer.body, cookies: answer.headers.getSetCookie() }).toEqual({ status: 204, body: undefined, cookies: [] });
  expect(await device.fact('session:revoked')).toEqual({ keeps_unsent: true });
  expect((await desk.refresh(session.refresh_token!)).status).toBe(401);
  expect(await redeem(token)).toMatchObject({ status: 401, body: { code: 'unauthorized' } });
  expect((await desk.login(account.email)).status).toBe(401);
  expect((await desk.login(account.email, { password: NEXT })).status).toBe(200);
  expect(await desk.trail(account.id)).toEqual(['login', 'reset_sent', 'password_changed', 'login_refused', 'login']);
  const rows = await server.app.parts.db.rows<{ text: string }>(null, 'SELECT row_to_json(a)::text AS text FROM audit_log a');
  expect(rows.map(({ text }) => text).join()).not.toContain(token);
});

it('is good for one of two that come at once', async () => {
  const token = await linkOf((await desk.register()).email);
  expect((await Promise.all([redeem(token), redeem(token)])).map(({ status }) => status).sort()).toEqual([204, 401]);
});

it('is worth nothing after an hour, after another password, for a closed account, or when nobody made it', async () => {
  const late = await desk.register();
  const old = await linkOf(late.email);
  await server.app.parts.db.rows(null, `UPDATE password_resets SET expires_at = now() - interval '1 second' WHERE "user" = $1`, [late.id]);
  expect((await redeem(old)).status).toBe(401);
  const changed = await desk.register();
  const [first, second] = [await linkOf(changed.email), await linkOf(changed.email)];
  expect((await redeem(second)).status).toBe(204);
  expect((await redeem(first)).status).toBe(401);
  const given = await desk.register();
  const before = await linkOf(given.email);
  await server.people.marketplace('POST', '/api/users', { ...given, id: undefined, password: 'from the marketplace' });
  expect((await redeem(before)).status).toBe(401);
  const closed = await desk.register();
  const useless = await linkOf(closed.email);
  await server.people.disable(closed.id);
  expect((await redeem(useless)).status).toBe(401);
  expect((await redeem('a-token-that-nobody-made')).status).toBe(401);
});

it('gives an account its first password', async () => {
  const person = someone('Вера');
  await server.people.marketplace('POST', '/api/users', { ...person, role: 'admin' });
  const token = await linkOf(person.email);
  expect(office.received[0]!.headers).toMatch(/^Subject: A password for Orderline$/m);
  expect((await redeem(token)).status).toBe(204);
  expect((await desk.login(person.email, { password: NEXT })).status).toBe(200);
});

it('speaks the language of the account’s devices', async () => {
  const account = await desk.register();
  await server.app.parts.db.users.update({ language: 'ru' }, { where: { id: account.id } });
  await send(account.email);
  expect(office.received[0]!.headers).toMatch(/^Subject: Новый пароль для Orderline$/m);
  expect(office.received[0]!.text).toContain('Задать пароль:');
});

it('writes a few letters an hour to one account, whoever asks', async () => {
  const account = await desk.register();
  for (let turn = 0; turn < 5; turn++) await send(account.email, `address ${turn}`);
  expect(office.received).toHaveLength(3);
});

it('leaves no link behind whose letter was not taken, and is tried again', async () => {
  const account = await desk.register();
  office.judge(() => ({ code: 451, text: 'come back later' }));
  await expect(send(account.email)).rejects.toThrow();
  office.judge(() => undefined);
  expect(await server.app.parts.db.rows(null, `SELECT 1 FROM password_resets WHERE "user" = $1`, [account.id])).toEqual([]);
  expect((await redeem(await linkOf(account.email))).status).toBe(204);
});

it('is asked for a few times an hour from one address', async () => {
  const statuses: number[] = [];
  for (let turn = 0; turn < 21; turn++) statuses.push((await ask(`nobody.${turn}@orderline.test`)).status);
  expect(statuses[0]).toBe(202);
  expect(statuses.at(-1)).toBe(429);
});
