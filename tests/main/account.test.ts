import { generateSync } from 'otplib';
import { randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import type { FactorBegun } from '../../protocol/answers';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { createAccount } from '../../main/account';
import { openDoorstep } from '../../main/browser_sign_in';
import type { Who } from '../../main/accounts';
import { createServerCalls } from '../../main/server_calls';
import { createTokens, type Vault } from '../../main/tokens';
import { PASSWORD, someone } from '../support/people';
import { startServer, type TestServer } from '../support/server';

let server: TestServer;
let email: string;

beforeAll(async () => {
  server = await startServer();
});

afterAll(() => server.close());

beforeEach(async () => {
  const person = someone('Анна');
  await server.people.makeUser('expert', person);
  email = person.email;
});

const shifted = (text: string) => Buffer.from([...Buffer.from(text)].map((byte) => (byte + 7) % 256));
const vault: Vault = {
  isTrusted: async () => true,
  encrypt: async (text) => shifted(text),
  decrypt: async (secret) => Buffer.from([...secret].map((byte) => (byte + 249) % 256)).toString(),
};

type Disk = { secret: string | null; server: string | null; who?: Who | null };

/** One run of the program on this disk. */
async function run(disk: Disk, over: { vault?: Vault; fetch?: typeof fetch; isFull?: boolean; taken?: { server: string; user: number }; browser?: (url: string) => Promise<boolean> } = {}) {
  const onSignedOut = vi.fn();
  const onServerChange = vi.fn(async () => undefined);
  const onReturned = vi.fn();
  const requests = vi.fn(over.fetch ?? fetch);
  const tokens = createTokens({
    vault: over.vault ?? vault,
    slot: {
      get: () => disk.secret,
      set(value) {
        if (over.isFull !== true) disk.secret = value;
        return over.isFull !== true;
      },
    },
    log: () => undefined,
  });
  await tokens.load();
  const account = createAccount({
    calls: createServerCalls(requests, () => 'en'),
    tokens,
    server: {
      get: () => disk.server,
      set(value) {
        disk.server = value;
        return true;
      },
    },
    who: {
      get: () => disk.who ?? null,
      set(value) {
        disk.who = value;
        return true;
      },
    },
    isTaken: (name, user) => over.taken?.server === name && over.taken.user === user,
    language: () => 'en',
    browser: { openDoorstep, open: over.browser ?? (async () => false), onReturned },
    onServerChange,
    onSignedOut,
  });
  return { account, tokens, requests, onSignedOut, onServerChange, onReturned };
}

async function signedIn(over: Parameters<typeof run>[1] = {}) {
  const disk: Disk = { secret: null, server: server.url };
  const program = await run(disk, over);
  expect(await program.account.signIn(email, PASSWORD)).toMatchObject({ ok: true, user: { email } });
  return { disk, ...program };
}

/** Loses the answer of the next refresh after the server has given it. */
function losing(count: number): typeof fetch {
  let left = count;
  return async (input, init) => {
    const answer = await fetch(input, init);
    if (!String(input).endsWith('/refresh') || left === 0) return answer;
    left -= 1;
    throw new TypeError('fetch failed', { cause: new Error('socket hang up') });
  };
}

test('keeps the refresh token as ciphertext only, and gives none of it away', async () => {
  const { disk, account, tokens } = await signedIn();
  const token = tokens.get(server.url) ?? '';
  expect(token.length).toBeGreaterThan(16);
  expect(disk.secret).not.toContain(token);
  expect(JSON.stringify(await account.renew())).not.toContain(tokens.get(server.url));
});

test('goes on with the kept session in the next run', async () => {
  const { disk } = await signedIn();
  const { account } = await run(disk);
  expect(account.mayResume()).toBe(true);
  expect(await account.renew()).toMatchObject({ ok: true, user: { email } });
});

test('renews once for two askers at the same time', async () => {
  const { account, requests } = await signedIn();
  const before = requests.mock.calls.length;
  const [one, two] = await Promise.all([account.renew(), account.renew()]);
  expect(one).toEqual(two);
  expect(requests.mock.calls.length - before).toBe(1);
});

test('survives a lost answer by showing the old token once more', async () => {
  const { account } = await signedIn({ fetch: losing(1) });
  expect(await account.renew()).toMatchObject({ ok: true });
  expect(await account.renew()).toMatchObject({ ok: true });
});

test('survives the end of the program between the answer and the disk', async () => {
  const { disk, account } = await signedIn();
  const before = disk.secret;
  await account.renew();
  const { account: next } = await run({ ...disk, secret: before });
  expect(await next.renew()).toMatchObject({ ok: true });
});

test('comes to a clean sign-in when an old token is shown too late', async () => {
  const { disk, account } = await signedIn();
  const before = disk.secret;
  await account.renew();
  await account.renew();
  const stale: Disk = { ...disk, secret: before };
  const { account: next, onSignedOut } = await run(stale);
  expect(await next.renew()).toMatchObject({ ok: false, code: 'unauthorized' });
  expect(onSignedOut).toHaveBeenCalledOnce();
  expect([stale.secret, next.mayResume()]).toEqual([null, false]);
});

test('keeps the session while the server is away', async () => {
  const { disk, account } = await signedIn({ fetch: async (input, init) => (String(input).endsWith('/refresh') ? Promise.reject(new TypeError('fetch failed', { cause: new Error('connect ECONNREFUSED') })) : fetch(input, init)) });
  expect(await account.renew()).toMatchObject({ ok: false, code: 'offline' });
  const { account: next } = await run(disk);
  expect(await next.renew()).toMatchObject({ ok: true });
});

test('keeps the sign-in in memory only when the system keeps no secret', async () => {
  const { disk, account, tokens } = await signedIn({ vault: { ...vault, isTrusted: async () => false } });
  expect([disk.secret, tokens.keepsSecrets()]).toEqual([null, false]);
  expect(await account.renew()).toMatchObject({ ok: true });
});

test('keeps the sign-in in memory only when the keyring fails', async () => {
  const { disk, tokens } = await signedIn({ vault: { ...vault, encrypt: async () => Promise.reject(new Error('locked')) } });
  expect([disk.secret, tokens.keepsSecrets()]).toEqual([null, false]);
});

test('goes on in memory when the disk is full', async () => {
  const { account } = await signedIn({ isFull: true });
  expect(await account.renew()).toMatchObject({ ok: true });
});

test('forgets a session that another keyring has written', async () => {
  const { disk } = await signedIn();
  const { account } = await run(disk, { vault: { ...vault, decrypt: async () => Promise.reject(new Error('not mine')) } });
  expect([account.mayResume(), disk.secret]).toEqual([false, null]);
});

test('shows the token to no other server, whatever the file says', async () => {
  const { disk } = await signedIn();
  const { account, requests } = await run({ ...disk, server: 'https://evil.example' });
  expect(account.mayResume()).toBe(false);
  expect(await account.renew()).toMatchObject({ ok: false, code: 'unauthorized' });
  expect(requests).not.toHaveBeenCalled();
});

test('ends the session on the server when the user signs out', async () => {
  const { disk, account } = await signedIn();
  const kept = { ...disk };
  await account.signOut();
  expect([disk.secret, account.mayResume()]).toEqual([null, false]);
  const { account: thief } = await run(kept);
  expect(await thief.renew()).toMatchObject({ ok: false, code: 'unauthorized' });
});

test('says in words that a password is wrong', async () => {
  const { account } = await run({ secret: null, server: server.url });
  const answer = await account.signIn(email, 'wrong password');
  expect(answer).toMatchObject({ ok: false, code: 'unauthorized', message: expect.stringMatching(/./) });
});

test('brings the code that a second factor asks for', async () => {
  const expert = await server.people.makeUser('expert');
  const address = expert.account.email;
  const { body } = await expert.http<FactorBegun>('POST', '/api/auth/factor', { password: PASSWORD });
  const { recovery_codes } = (await expert.http<{ recovery_codes: string[] }>('POST', '/api/auth/factor/confirm', { code: generateSync({ strategy: 'totp', secret: body.secret }) })).body;
  const { account } = await run({ secret: null, server: server.url });
  expect(await account.signIn(address, PASSWORD)).toMatchObject({ ok: false, code: 'unauthorized', needs_code: true });
  expect(await account.signIn(address, 'wrong password')).not.toHaveProperty('needs_code');
  expect(await account.signIn(address, PASSWORD, recovery_codes[0])).toMatchObject({ ok: true, user: { email: address } });
  expect(account.mayResume()).toBe(true);
});

test('sends no credentials before a server is chosen', async () => {
  const { account, requests } = await run({ secret: null, server: null });
  expect(await account.signIn(email, PASSWORD)).toMatchObject({ ok: false, code: 'bad_request' });
  expect(requests).not.toHaveBeenCalled();
});

test('remembers a server that is Orderline, and tells the page once', async () => {
  const disk: Disk = { secret: null, server: null };
  const { account, onServerChange } = await run(disk);
  expect(await account.setServer(`${server.url}/console/`)).toEqual({ ok: true, server: server.url });
  expect(await account.setServer(server.url)).toEqual({ ok: true, server: server.url });
  expect(disk.server).toBe(server.url);
  expect(onServerChange).toHaveBeenCalledOnce();
});

test('refuses a server that is insecure, away, or something else', async () => {
  const other = createServer((_request, response) => response.end('{"status":"ok","name":"another"}'));
  await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
  const { port } = other.address() as AddressInfo;
  const { account } = await run({ secret: null, server: null });
  expect(await account.setServer('http://chat.example.com')).toMatchObject({ ok: false, code: 'insecure' });
  expect(await account.setServer(`http://127.0.0.1:${port}`)).toMatchObject({ ok: false, code: 'not_orderline' });
  await new Promise((resolve) => other.close(resolve));
  expect(await account.setServer(`http://127.0.0.1:${port}`)).toMatchObject({ ok: false, code: 'offline', message: 'The server does not answer' });
});

test('follows no redirect and reads no endless answer', async () => {
  const trickster = createServer((request, response) => {
    if (request.url === '/healthz') return void response.writeHead(302, { location: server.url + '/healthz' }).end();
    response.writeHead(200, { 'content-type': 'application/json' });
    const timer = setInterval(() => response.write('x'.repeat(16_384)), 1);
    response.on('close', () => clearInterval(timer));
  });
  await new Promise<void>((resolve) => trickster.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(trickster.address() as AddressInfo).port}`;
  const { account } = await run({ secret: null, server: url });
  expect(await account.setServer(url)).toMatchObject({ ok: false, code: 'offline' });
  expect(await account.signIn(`${randomUUID()}@orderline.test`, PASSWORD)).toMatchObject({ ok: false });
  trickster.closeAllConnections();
  trickster.close();
});

test('it is known whose account it is in the next run, until he signs out or another server is named', async () => {
  const { disk, account } = await signedIn();
  const { user } = account.who()!;
  const again = await run(disk);
  expect(again.account.who()).toEqual({ server: server.url, user, name: expect.stringContaining('Анна') });
  disk.server = 'https://other.test';
  expect(again.account.who()).toBeNull();
  disk.server = server.url;
  await again.account.signOut();
  expect(again.account.who()).toBeNull();
});

test('whoever is signed in to another account of the program is not signed in twice, and leaves no session', async () => {
  const { account } = await signedIn();
  const taken = { server: server.url, user: account.who()!.user };
  const second = await run({ secret: null, server: server.url }, { taken });
  expect(await second.account.signIn(email, PASSWORD)).toEqual({ ok: false, code: 'conflict', message: 'This account is open in another window already' });
  expect([second.account.mayResume(), second.account.who(), second.requests.mock.calls.map(([url]) => String(url)).at(-1)]).toEqual([false, null, `${server.url}/api/auth/logout`]);
});
