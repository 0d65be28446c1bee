import { generateSync } from 'otplib';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { FactorBegun, FactorState, SignedIn } from '../../protocol/answers';
import { PASSWORD } from '../support/people';
import { startServer, type TestServer } from '../support/server';
import { createDesk, type Desk } from './desk';

let server: TestServer;
let desk: Desk;
beforeAll(async () => {
  server = await startServer();
  desk = createDesk(server);
});
afterAll(() => server.close());

/** The code of the step that is this far from now. */
const codeOf = (secret: string, step = 0) => generateSync({ strategy: 'totp', secret, epoch: Date.now() / 1000 + step * 30 });
const ask = <T>(token: string, method: string, path: string, body?: object) => server.people.anyone<T>(method, path, body, { Authorization: `Bearer ${token}` });
const login = (email: string, code?: string, password = PASSWORD) => server.people.anyone<SignedIn & { needs_code?: boolean; code?: string }>('POST', '/api/auth/login', { email, password, device: 'desktop', ...(code !== undefined && { code }) });
const state = async (token: string) => (await ask<FactorState>(token, 'GET', '/api/auth/factor')).body;
/** As if the codes that were taken had been taken long ago. */
const forget = (user: number) => server.app.parts.db.rows(null, `UPDATE second_factors SET last_step = 0 WHERE "user" = $1`, [user]);

/** An account whose second factor is on. */
async function withFactor() {
  const account = await desk.register();
  const token = (await login(account.email)).body.access_token;
  const { secret } = (await ask<FactorBegun>(token, 'POST', '/api/auth/factor', { password: PASSWORD })).body;
  const { body } = await ask<{ recovery_codes: string[] }>(token, 'POST', '/api/auth/factor/confirm', { code: codeOf(secret) });
  await forget(account.id);
  return { account, token, secret, codes: body.recovery_codes };
}

it('begins with the password, counts from its first code on, and hands out ten recovery codes once', async () => {
  const account = await desk.register();
  const token = (await login(account.email)).body.access_token;
  expect((await ask(token, 'POST', '/api/auth/factor', { password: 'a guess' })).status).toBe(403);
  const begun = await ask<FactorBegun>(token, 'POST', '/api/auth/factor', { password: PASSWORD });
  expect(begun).toMatchObject({ status: 201, body: { secret: expect.stringMatching(/^[A-Z2-7]{32}$/), uri: expect.stringMatching(/^otpauth:\/\/totp\//) } });
  // Until then nobody is asked for it.
  expect((await login(account.email)).status).toBe(200);
  expect(await state(token)).toEqual({ is_on: false, recovery_codes_left: 0 });
  const { secret } = (await ask<FactorBegun>(token, 'POST', '/api/auth/factor', { password: PASSWORD })).body;
  expect(await ask(token, 'POST', '/api/auth/factor/confirm', { code: codeOf(begun.body.secret) })).toMatchObject({ status: 403, body: { code: 'forbidden' } });
  const confirmed = await ask<{ recovery_codes: string[] }>(token, 'POST', '/api/auth/factor/confirm', { code: codeOf(secret) });
  expect(confirmed.status).toBe(200);
  expect(confirmed.body.recovery_codes).toHaveLength(10);
  expect(await state(token)).toEqual({ is_on: true, recovery_codes_left: 10 });
  expect((await ask(token, 'POST', '/api/auth/factor', { password: PASSWORD })).status).toBe(409);
  expect((await ask(token, 'POST', '/api/auth/factor/confirm', { code: codeOf(secret) })).status).toBe(409);
  expect(await desk.trail(account.id)).toEqual(['login', 'password_change_refused', 'login', 'factor_refused', 'factor_added']);
});

it('asks for a code only after the right password', async () => {
  const { account, secret } = await withFactor();
  expect((await login(account.email, codeOf(secret), 'a guess')).body).toEqual({ error: expect.any(String), code: 'unauthorized' });
  const asked = await login(account.email);
  expect(asked).toMatchObject({ status: 401, body: { code: 'unauthorized', needs_code: true } });
  expect(asked.body).not.toHaveProperty('access_token');
  const other = (await withFactor()).secret;
  expect(await login(account.email, codeOf(other))).toMatchObject({ status: 401, body: { needs_code: true } });
  expect((await login(account.email, codeOf(secret))).status).toBe(200);
  expect((await desk.trail(account.id)).slice(-4)).toEqual(['login_refused', 'login_refused', 'login_refused', 'login']);
});

it('takes each code once, and none before one that was taken', async () => {
  const { account, secret } = await withFactor();
  const [before, now, after] = [-1, 0, 1].map((step) => codeOf(secret, step));
  expect((await login(account.email, now)).status).toBe(200);
  expect((await login(account.email, now)).status).toBe(401);
  expect((await login(account.email, before)).status).toBe(401);
  expect((await login(account.email, after)).status).toBe(200);
});

it('takes a code for one of five that bring it at once', async () => {
  const { account, secret } = await withFactor();
  const code = codeOf(secret);
  const answers = await Promise.all([1, 2, 3, 4, 5].map(() => login(account.email, code)));
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 401, 401, 401, 401]);
});

it('takes each recovery code once, however it is typed', async () => {
  const { account, token, codes } = await withFactor();
  expect((await login(account.email, codes[3]!.toUpperCase().replaceAll('-', ' '))).status).toBe(200);
  expect((await login(account.email, codes[3])).status).toBe(401);
  expect((await login(account.email, codes[4])).status).toBe(200);
  expect(await state(token)).toEqual({ is_on: true, recovery_codes_left: 8 });
  const stranger = await withFactor();
  expect((await login(stranger.account.email, codes[5])).status).toBe(401);
});

it('stops guesses by account and address, and counts no good code', async () => {
  const { account, secret, codes } = await withFactor();
  for (const code of codes.slice(0, 6)) expect((await login(account.email, code)).status).toBe(200);
  const wrong = async () => (await login(account.email, 'aaaa-bbbb-cccc-dddd')).status;
  for (let guess = 0; guess < 5; guess++) expect(await wrong()).toBe(401);
  expect(await wrong()).toBe(429);
  expect(await login(account.email, codeOf(secret))).toMatchObject({ status: 429, body: { code: 'rate_limited' } });
  const other = await withFactor();
  expect((await login(other.account.email, codeOf(other.secret))).status).toBe(200);
});

it('goes with password and code only', async () => {
  const { account, token, secret, codes } = await withFactor();
  const remove = (password: string, code: string) => ask(token, 'DELETE', '/api/auth/factor', { password, code });
  expect((await remove('a guess', codeOf(secret))).status).toBe(403);
  expect((await remove(PASSWORD, 'aaaa-bbbb-cccc-dddd')).status).toBe(403);
  expect((await login(account.email)).status).toBe(401);
  expect((await remove(PASSWORD, codes[0]!)).status).toBe(204);
  expect((await login(account.email)).status).toBe(200);
  expect((await remove(PASSWORD, codes[1]!)).status).toBe(409);
  expect((await desk.trail(account.id)).slice(-3)).toEqual(['login_refused', 'factor_removed', 'login']);
});

it('outlives a new password, and is kept sealed and hashed', async () => {
  const { account, token, secret, codes } = await withFactor();
  await ask(token, 'POST', '/api/auth/password', { password: PASSWORD, new_password: 'quite another password' });
  expect(await login(account.email, undefined, 'quite another password')).toMatchObject({ status: 401, body: { needs_code: true } });
  const { db } = server.app.parts;
  const kept = await db.rows<{ text: string }>(null, `SELECT encode(secret, 'escape') AS text FROM second_factors UNION ALL SELECT encode(hash, 'escape') FROM recovery_codes UNION ALL SELECT row_to_json(a)::text FROM audit_log a`);
  const text = kept.map((row) => row.text).join('\n');
  for (const plain of [secret, ...codes, ...codes.map((code) => code.replaceAll('-', ''))]) expect(text).not.toContain(plain);
});

it('opens by a recovery code where the secret of the server is another one by now', async () => {
  const { account, secret, codes } = await withFactor();
  // Sealed by another secret, it is as good as this.
  await server.app.parts.db.rows(null, `UPDATE second_factors SET secret = '\\x00' || secret WHERE "user" = $1`, [account.id]);
  expect((await login(account.email, codeOf(secret))).status).toBe(401);
  expect((await login(account.email, codes[0])).status).toBe(200);
});

it('is for experts and admins', async () => {
  const client = await server.people.makeUser('client');
  expect((await client.http('GET', '/api/auth/factor')).status).toBe(403);
  expect((await client.http('POST', '/api/auth/factor', { password: PASSWORD })).status).toBe(403);
});
