import { createHash } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { readEnvironment } from '../../server/config';
import { CLIENT, openIdentityProvider, type IdentityProvider, type Visit } from '../support/identity_provider';
import { startServer, type TestServer } from '../support/server';
import { cookiesOf, createDesk, type Desk } from './desk';

let provider: IdentityProvider;
let server: TestServer;
let desk: Desk;
beforeAll(async () => {
  provider = await openIdentityProvider();
  server = await startServer({ environment: { OIDC_ISSUER: provider.issuer, OIDC_CLIENT_ID: CLIENT.id, OIDC_CLIENT_SECRET: CLIENT.secret, OIDC_NAME: 'Market ID' } });
  desk = createDesk(server);
});
afterAll(async () => {
  await server.close();
  await provider.close();
});
beforeEach(() => {
  provider.asked.length = 0;
});

const go = (url: string, cookie = '') => fetch(url, { redirect: 'manual', headers: { Cookie: cookie } });
const placeOf = (answer: Response) => answer.headers.get('location')!;
const REFUSED = () => `${server.url}/console#sign_in=unauthorized`;

/** Goes to the provider and is sent back: the address to return to, and what the browser brings along. */
async function away(visit: Visit): Promise<{ back: string; cookie: string }> {
  provider.visit = visit;
  const start = await go(`${server.url}/api/auth/oidc/start`);
  const sent = await go(placeOf(start));
  return { back: placeOf(sent), cookie: cookiesOf(start.headers) };
}

/** The whole way. */
async function arrive(visit: Visit): Promise<Response> {
  const { back, cookie } = await away(visit);
  return go(back, cookie);
}

/** Why the last one was refused, as the trail says. */
async function lastReason(): Promise<unknown> {
  const [row] = await server.app.parts.db.rows<{ reason: unknown }>(null, `SELECT data->>'reason' AS reason FROM audit_log WHERE kind = 'login_refused' ORDER BY id DESC LIMIT 1`);
  return row?.reason;
}

it('is told of to whoever wants to sign in', async () => {
  expect(await server.people.anyone('GET', '/api/auth/ways')).toMatchObject({ body: { oidc: { name: 'Market ID', url: `${server.url}/api/auth/oidc/start` } } });
});

it('asks with everything that ties the way back to this browser', async () => {
  const answer = await go(`${server.url}/api/auth/oidc/start`);
  expect(answer.status).toBe(303);
  expect(answer.headers.get('cache-control')).toBe('no-store');
  const [cookie] = answer.headers.getSetCookie();
  expect(cookie).toMatch(/^orderline_oidc=[\w-]+; Path=\/api\/auth\/oidc; Max-Age=600; HttpOnly; SameSite=Lax$/);
  const asked = new URL(placeOf(answer)).searchParams;
  expect(Object.fromEntries(asked)).toMatchObject({ response_type: 'code', client_id: CLIENT.id, redirect_uri: `${server.url}/api/auth/oidc/callback`, scope: 'openid email', code_challenge_method: 'S256' });
  for (const name of ['state', 'nonce', 'code_challenge']) expect(asked.get(name)!.length).toBeGreaterThan(30);
  // Nothing of it can be read or made by whoever holds the cookie.
  for (const name of ['state', 'nonce']) expect(Buffer.from(cookie!.split(/[=;]/)[1]!, 'base64url').toString('latin1')).not.toContain(asked.get(name));
});

it('opens a session of the page for an expert that there is, whose address is verified', async () => {
  const account = await desk.register();
  const answer = await arrive({ email: account.email.toUpperCase() });
  expect([answer.status, placeOf(answer)]).toEqual([303, `${server.url}/console`]);
  const cookies = answer.headers.getSetCookie();
  expect(cookies).toEqual([expect.stringMatching(/^orderline_console=[\w-]{43}; Path=\/api\/auth; .*SameSite=Strict/), expect.stringMatching(/^orderline_oidc=; .*Max-Age=0/)]);
  const renewed = await server.people.anyone<{ user: { id: number }; access_token: string }>('POST', '/api/auth/refresh', {}, { Cookie: cookiesOf(answer.headers) });
  expect(renewed).toMatchObject({ status: 200, body: { user: { id: account.id } } });
  expect(await desk.trail(account.id)).toEqual(['login']);
});

it('opens one for an admin whose provider tells the address only when asked', async () => {
  const account = await desk.register('admin');
  expect(placeOf(await arrive({ email: account.email, is_reticent: true }))).toBe(`${server.url}/console`);
});

describe('lets nobody in', () => {
  const forged: readonly [string, Partial<Visit>, string][] = [
    ['by another nonce', { claims: { nonce: 'another' } }, 'OAUTH_JWT_CLAIM_COMPARISON_FAILED'],
    ['by a token without a signature', { algorithm: 'none' }, 'OAUTH_UNSUPPORTED_OPERATION'],
    ['by a token signed with what the two share', { algorithm: 'HS256' }, 'OAUTH_UNSUPPORTED_OPERATION'],
    ['by a token signed with another key', { is_forged: true }, 'OAUTH_INVALID_RESPONSE'],
    ['by a token for somebody else', { claims: { aud: 'another' } }, 'OAUTH_JWT_CLAIM_COMPARISON_FAILED'],
    ['by a token of another provider', { claims: { iss: 'https://another.test' } }, 'OAUTH_JWT_CLAIM_COMPARISON_FAILED'],
    ['by a token whose time is over', { claims: { exp: 1_000_000_000 } }, 'OAUTH_JWT_TIMESTAMP_CHECK_FAILED'],
    ['whose address is not verified', { email_verified: false }, 'address not verified'],
    ['whose address is nearly verified', { email_verified: 'true' }, 'address not verified'],
  ];
  it.each(forged)('%s', async (_name, wrong, reason) => {
    const account = await desk.register();
    const answer = await arrive({ email: account.email, ...wrong });
    expect(placeOf(answer)).toBe(REFUSED());
    expect(cookiesOf(answer.headers)).toBe('');
    expect(await lastReason()).toBe(reason);
    expect(await server.app.parts.db.sessions.count({ where: { user: account.id } })).toBe(0);
  });

  it('whom it does not know, and makes no account', async () => {
    expect(placeOf(await arrive({ email: 'somebody.else@orderline.test' }))).toBe(REFUSED());
    expect(await lastReason()).toBe('unknown address');
    expect(await server.app.parts.db.users.count({ where: { email: 'somebody.else@orderline.test' } })).toBe(0);
  });

  it('who is a client, or whose account is closed', async () => {
    const client = await desk.register('client');
    expect(placeOf(await arrive({ email: client.email }))).toBe(REFUSED());
    expect(await lastReason()).toBe('client');
    const closed = await desk.register();
    await server.people.disable(closed.id);
    expect(placeOf(await arrive({ email: closed.email }))).toBe(REFUSED());
    expect(await lastReason()).toBe('disabled');
  });

  it('by another state, without the cookie, with another’s cookie, or with one that nobody made', async () => {
    const visit = { email: (await desk.register()).email };
    const { back, cookie } = await away(visit);
    const other = await away(visit);
    const changed = new URL(back);
    changed.searchParams.set('state', 'x'.repeat(43));
    for (const [url, brought] of [[changed.href, cookie], [back, ''], [back, other.cookie], [back, `orderline_oidc=${'A'.repeat(200)}`]] as const) {
      expect(placeOf(await go(url, brought))).toBe(REFUSED());
    }
    // It was nobody's fault so far: the right browser still comes in.
    expect(placeOf(await go(back, cookie))).toBe(`${server.url}/console`);
  });

  it('by a code that was used before', async () => {
    const { back, cookie } = await away({ email: (await desk.register()).email });
    expect(placeOf(await go(back, cookie))).toBe(`${server.url}/console`);
    expect(placeOf(await go(back, cookie))).toBe(REFUSED());
    expect(await lastReason()).toBe('invalid_grant');
  });

  it('whom the provider has refused', async () => {
    const { back, cookie } = await away({ email: (await desk.register()).email });
    const state = new URL(back).searchParams.get('state')!;
    expect(placeOf(await go(`${server.url}/api/auth/oidc/callback?error=access_denied&state=${state}`, cookie))).toBe(REFUSED());
    expect(await lastReason()).toBe('access_denied');
  });
});

it('says so while the provider is away, and works again when it is back', async () => {
  const gone = await openIdentityProvider();
  await gone.close();
  const other = await startServer({ environment: { OIDC_ISSUER: gone.issuer, OIDC_CLIENT_ID: CLIENT.id, OIDC_CLIENT_SECRET: CLIENT.secret, OIDC_NAME: 'Market ID' } });
  const start = async () => placeOf(await go(`${other.url}/api/auth/oidc/start`));
  expect(await start()).toBe(`${other.url}/console#sign_in=unavailable`);
  const back = await openIdentityProvider(Number(new URL(gone.issuer).port));
  expect(await start()).toMatch(`${back.issuer}/authorize?`);
  await other.close();
  await back.close();
});

it('is not there where none is configured, and is configured as a whole, encrypted', async () => {
  const all = { OIDC_ISSUER: 'https://id.example.test', OIDC_CLIENT_ID: 'x', OIDC_CLIENT_SECRET: 'y', OIDC_NAME: 'Market ID' };
  expect(readEnvironment(all).OIDC_NAME).toBe('Market ID');
  for (const name of Object.keys(all)) expect(() => readEnvironment({ ...all, [name]: '' })).toThrow(`${name}: must be set`);
  expect(() => readEnvironment({ ...all, OIDC_ISSUER: 'http://id.example.test' })).toThrow('OIDC_ISSUER: must be an https address');
});

describe('for the desktop program', () => {
  const verifier = 'v'.repeat(43);
  const challenge = createHash('sha256').update(verifier).digest('base64url');
  const asked = { port: '51234', challenge, state: 'the-state-of-the-program' };

  /** The whole way of the program's browser: where it is sent in the end, which is the program's own port. */
  async function arriveAtDesktop(visit: Visit): Promise<URL> {
    provider.visit = visit;
    const start = await go(`${server.url}/api/auth/oidc/start?${new URLSearchParams(asked).toString()}`);
    const back = placeOf(await go(placeOf(start)));
    const answer = await go(back, cookiesOf(start.headers));
    // No session of the browser comes of it.
    expect(cookiesOf(answer.headers)).toBe('');
    return new URL(placeOf(answer));
  }
  const redeem = (code: string | null, secret = verifier) =>
    server.people.anyone<{ refresh_token: string; user: { id: number } }>('POST', '/api/auth/oidc/desktop', { code, verifier: secret });

  it('sends the browser to the port of the program, which gets a session of its own for the code, once', async () => {
    const account = await desk.register();
    const place = await arriveAtDesktop({ email: account.email });
    expect([place.origin, place.searchParams.get('state')]).toEqual(['http://127.0.0.1:51234', asked.state]);
    const code = place.searchParams.get('code');
    const answer = await redeem(code);
    expect(answer).toMatchObject({ status: 200, body: { user: { id: account.id } } });
    expect(answer.headers.getSetCookie()).toEqual([]);
    const session = await server.people.anyone('POST', '/api/auth/refresh', { refresh_token: answer.body.refresh_token });
    expect(session.status).toBe(200);
    expect((await redeem(code)).status).toBe(401);
    expect(await lastReason()).toBe('code used');
    expect(await desk.trail(account.id)).toEqual(['login', 'login_refused']);
  });

  it('gives nothing for a code without the secret behind it, an invented or changed one, or one that is too old', async () => {
    const account = await desk.register();
    const code = (await arriveAtDesktop({ email: account.email })).searchParams.get('code')!;
    expect([(await redeem(code, 'w'.repeat(43))).status, await lastReason()]).toEqual([401, 'another program']);
    for (const other of ['x'.repeat(100), `${code.slice(0, -8)}AAAAAAAA`]) expect([(await redeem(other)).status, await lastReason()]).toEqual([401, 'no code of ours']);
    // Meant for the browser, it is no code.
    const cookie = (await go(`${server.url}/api/auth/oidc/start`)).headers.getSetCookie()[0]!.split(/[=;]/)[1]!;
    expect((await redeem(cookie)).status).toBe(401);
    const { now } = Date;
    try {
      Date.now = () => now() + 61_000;
      expect([(await redeem(code)).status, await lastReason()]).toEqual([401, 'code too old']);
    } finally {
      Date.now = now;
    }
    expect(await server.app.parts.db.sessions.count({ where: { user: account.id } })).toBe(0);
  });

  it('tells the program of a refusal, and goes to no other computer', async () => {
    const client = await desk.register('client');
    const place = await arriveAtDesktop({ email: client.email });
    expect([place.origin, place.searchParams.get('error'), place.searchParams.get('code')]).toEqual(['http://127.0.0.1:51234', 'unauthorized', null]);
    for (const wrong of [{ port: '80' }, { port: '70000' }, { port: '51234@evil.test' }, { challenge: 'short' }, { state: 'a b' }, { host: 'evil.test' }]) {
      expect((await go(`${server.url}/api/auth/oidc/start?${new URLSearchParams({ ...asked, ...wrong }).toString()}`)).status).toBe(400);
    }
    expect((await go(`${server.url}/api/auth/oidc/start?port=51234`)).status).toBe(400);
  });
});
