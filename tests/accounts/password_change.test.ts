import { afterAll, beforeAll, expect, it } from 'vitest';
import { connect, PASSWORD } from '../support/people';
import { startServer, type TestServer } from '../support/server';
import { createDesk, type Desk } from './desk';

let server: TestServer;
let desk: Desk;
beforeAll(async () => {
  server = await startServer();
  desk = createDesk(server);
});
afterAll(() => server.close());

const NEXT = 'quite another password';
const change = (token: string, body: object) => server.people.anyone('POST', '/api/auth/password', body, { Authorization: `Bearer ${token}` });

it('needs the present password, keeps the asking session and ends the others without taking what they have not sent', async () => {
  const account = await desk.register();
  const other = (await desk.login(account.email)).body;
  const here = (await desk.login(account.email)).body;
  const [there, own] = [await connect(server.url, other.access_token), await connect(server.url, here.access_token)];
  expect(await change(here.access_token, { password: 'a guess', new_password: NEXT })).toMatchObject({ status: 403, body: { code: 'forbidden' } });
  expect(await change(here.access_token, { password: PASSWORD, new_password: NEXT })).toMatchObject({ status: 200, body: { ended: 1 } });
  expect(await there.fact('session:revoked')).toEqual({ keeps_unsent: true });
  await expect.poll(() => there.socket.connected).toBe(false);
  expect(own.socket.connected).toBe(true);
  own.close();
  expect((await desk.refresh(other.refresh_token!)).status).toBe(401);
  expect((await desk.refresh(here.refresh_token!)).status).toBe(200);
  expect((await desk.login(account.email)).status).toBe(401);
  expect((await desk.login(account.email, { password: NEXT })).status).toBe(200);
  expect(await desk.trail(account.id)).toEqual(['login', 'login', 'password_change_refused', 'password_changed', 'login_refused', 'login']);
});

it('is refused for what is no password, and to an account without one', async () => {
  const account = await desk.register();
  const { access_token } = (await desk.login(account.email)).body;
  expect((await change(access_token, { password: PASSWORD, new_password: 'short' })).status).toBe(400);
  expect((await change(access_token, { new_password: NEXT })).status).toBe(400);
  await server.app.parts.db.users.update({ password_hash: null }, { where: { id: account.id } });
  expect((await change(access_token, { password: PASSWORD, new_password: NEXT })).status).toBe(403);
});

it('stops guesses of whoever sits at an open console, and nobody else’s', async () => {
  const account = await desk.register();
  const { access_token } = (await desk.login(account.email)).body;
  for (let guess = 0; guess < 10; guess++) expect((await change(access_token, { password: `guess ${guess}`, new_password: NEXT })).status).toBe(403);
  expect(await change(access_token, { password: PASSWORD, new_password: NEXT })).toMatchObject({ status: 429, body: { code: 'rate_limited' } });
  const other = (await desk.login((await desk.register()).email)).body;
  expect((await change(other.access_token, { password: PASSWORD, new_password: NEXT })).status).toBe(200);
});

it('succeeds for one of two at once', async () => {
  const account = await desk.register();
  const { access_token } = (await desk.login(account.email)).body;
  const answers = await Promise.all([1, 2].map((turn) => change(access_token, { password: PASSWORD, new_password: `${NEXT} ${turn}` })));
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 403]);
});
