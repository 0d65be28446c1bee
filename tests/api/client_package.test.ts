import { execFile, execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { decodeJwt } from 'jose';
import { Webhook as Signer } from 'standardwebhooks';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { patienceOf } from '../../client_package/http';
import type * as Source from '../../client_package/index';
import { signAccess } from '../../server/domain/access_tokens';
import { temporaryFolder } from '../support/folder';
import { fresh, someone } from '../support/people';
import { API_KEY, startServer, type TestServer } from '../support/server';

const root = resolve(import.meta.dirname, '../..');
const built = join(root, 'dist/client_package');

let server: TestServer;
let built_client: typeof Source;
beforeAll(async () => {
  execFileSync(process.execPath, [join(root, 'scripts/build_client.mjs')], { cwd: root, stdio: 'pipe' });
  built_client = (await import(/* @vite-ignore */ pathToFileURL(join(built, 'index.js')).href)) as typeof Source;
  server = await startServer();
}, 60_000);
afterAll(() => server.close());

/** A folder of another program that has the package. */
function consumer(): string {
  const folder = temporaryFolder('consumer');
  mkdirSync(join(folder, 'node_modules'));
  symlinkSync(built, join(folder, 'node_modules/orderline-client'));
  writeFileSync(join(folder, 'package.json'), '{"type":"module"}');
  return folder;
}

describe('the package for programs', () => {
  it('makes an order, lets its client in, and carries what both write', async () => {
    const { createMarketplace, createChat, join: joinBy, login } = built_client;
    const market = createMarketplace({ url: server.url, key: API_KEY });
    const id = fresh();
    const expert = someone('Анна');
    await market.putUser({ ...expert, role: 'expert', password: 'correct horse battery' });
    const { room } = await market.putOrder(id, { title: 'Заказ', client: someone('Мария'), expert, version: 1 });
    const { url } = await market.invite(id);
    const { access_token, user } = await joinBy(server.url, url);
    const signedIn = await login(server.url, expert.email, 'correct horse battery');
    const [client, answering] = [createChat({ url: server.url, token: () => access_token }), createChat({ url: server.url, token: () => Promise.resolve(signedIn.access_token), language: 'ru' })];
    await Promise.all([client.connect(), answering.connect()]);
    const heard = new Promise<string>((received) => answering.on('message:posted', ({ message }) => message.sender === user.id && received(message.message)));
    const posted = await client.post(room!.id, 'Здравствуйте');
    expect([posted.seq, await heard]).toEqual([1, 'Здравствуйте']);
    // The same deed again, after a lost answer.
    expect((await client.post(room!.id, 'Здравствуйте', { client_message_id: posted.client_message_id })).id).toBe(posted.id);
    const opened = await answering.ask('room:open', { room: room!.id });
    expect(opened.messages.map(({ message }) => message)).toEqual(['Здравствуйте']);
    for (const chat of [client, answering]) chat.close();
  });

  it('throws refusals with their codes, and what came beside them', async () => {
    const { createMarketplace, createChat, OrderlineError } = built_client;
    const market = createMarketplace({ url: `${server.url}/`, key: API_KEY });
    const id = fresh();
    const order = { title: 'Заказ', client: someone('Мария') };
    await market.putOrder(id, { ...order, version: 2 });
    const late = await market.putOrder(id, { ...order, version: 1 }).catch((error: unknown) => error);
    expect(late).toBeInstanceOf(OrderlineError);
    expect(late).toMatchObject({ code: 'conflict', status: 409, details: { order: { id, version: 2 } } });
    await expect(createMarketplace({ url: server.url, key: 'not a key of anybody' }).getOrder(id)).rejects.toMatchObject({ code: 'unauthorized', status: 401 });
    await expect(createChat({ url: server.url, token: () => 'x'.repeat(40) }).connect()).rejects.toMatchObject({ code: 'unauthorized' });
    const [first, again] = [await market.invite(id, {}, 'deed-1'), await market.invite(id, {}, 'deed-1')];
    expect(again).toEqual(first);
  });

  it('comes back by itself, also after a refusal that passes', async () => {
    const { account, token } = await server.people.makeUser('client');
    const { parts } = server.app;
    const over = await signAccess({ config: parts.config, clock: { ...parts.clock, now: () => Date.now() - 3_600_000 } }, { id: Number(decodeJwt(token).sid) }, account);
    const fails = (): string => {
      throw new Error('no token now');
    };
    const given = [() => token, () => over, fails];
    const chat = built_client.createChat({ url: server.url, token: () => (given.shift() ?? (() => token))() });
    let connected = 0;
    chat.onConnect(() => (connected += 1));
    await chat.connect();
    // Whoever asks what there is not is shown the door.
    chat.ask('no:such' as 'room:open', { room: 1 }).catch(() => undefined);
    await expect.poll(() => connected, { timeout: 10_000 }).toBe(2);
    expect(given).toEqual([]);
    chat.close();
    await expect(built_client.createChat({ url: server.url, token: () => over }).connect()).rejects.toMatchObject({ code: 'token_expired' });
  });

  it('says that it will not come back when its session has ended', async () => {
    const person = await server.people.makeUser('client');
    const chat = built_client.createChat({ url: server.url, token: () => person.token });
    await chat.connect();
    const end = new Promise<Error>((told) => chat.onEnd(told));
    await person.http('POST', '/api/auth/logout', {});
    expect(await end).toMatchObject({ name: 'OrderlineError', code: 'unauthorized' });
    chat.close();
  });

  it('waits for an upload as long as a slow line takes', () => {
    expect([patienceOf(0), patienceOf(25 * 1024 * 1024) > 8 * 60_000]).toEqual([15_000, true]);
  });

  it('goes through all orders, and keeps endpoints of webhooks', async () => {
    const market = built_client.createMarketplace({ url: server.url, key: API_KEY });
    const ids = Array.from({ length: 5 }, () => fresh());
    for (const id of ids) await market.putOrder(id, { title: 'Заказ', status: 'paged', client: someone('Мария') });
    const seen: number[] = [];
    for await (const { id } of market.orders({ status: 'paged', limit: 2 })) seen.push(id);
    expect(seen).toEqual([...ids].reverse());
    const { webhook, secret } = await market.webhooks.make({ url: 'https://webhooks.invalid/hook', kinds: ['webhook.test'] });
    expect(secret).toMatch(/^whsec_/);
    expect((await market.webhooks.change(webhook.id, { is_active: false })).is_active).toBe(false);
    expect(await market.webhooks.replay(webhook.id)).toEqual({ replayed: 0 });
    await market.webhooks.remove(webhook.id);
    expect(await market.webhooks.list()).toEqual([]);
  });

  it('changes, gives and ends orders, takes links back, and carries files and history', async () => {
    const { createMarketplace, createChat, join: joinBy, renew, login } = built_client;
    const market = createMarketplace({ url: server.url, key: API_KEY });
    const id = fresh();
    const expert = someone('Анна');
    const { room } = await market.putOrder(id, { title: 'Заказ', client: someone('Мария'), version: 1 });
    expect((await market.assignOrder(id, expert)).order.expert).toMatchObject(expert);
    const { url } = await market.invite(id);
    const { access_token } = await joinBy(server.url, url);
    const chat = createChat({ url: server.url, token: () => access_token });
    await chat.connect();
    const file = await chat.upload(room!.id, { name: 'договор.txt', type: 'text/plain', bytes: new TextEncoder().encode('Договор') });
    await chat.post(room!.id, 'Вот он', { attachments: [file.id] });
    for (const text of ['Один', 'Два']) await chat.post(room!.id, text);
    const seen: string[] = [];
    for await (const { message } of chat.messages(room!.id, { limit: 1 })) seen.push(message);
    expect(seen).toEqual(['Вот он', 'Один', 'Два']);
    const rooms: number[] = [];
    for await (const one of chat.rooms()) rooms.push(one.id);
    expect(rooms).toEqual([room!.id]);
    chat.close();
    const { timeline } = await market.exportOrder(id);
    expect(timeline.some((entry) => 'message' in entry && entry.message.attachments[0]?.name === 'договор.txt')).toBe(true);
    expect((await market.closeOrder(id, { version: 2 })).order).toMatchObject({ status: 'done', version: 2, expert });
    expect(await market.revokeInvites(id)).toEqual({ revoked: 1, sessions: 1 });
    expect((await market.invites(id)).map(({ is_usable }) => is_usable)).toEqual([false]);
    const password = 'correct horse battery';
    const { id: user } = await market.putUser({ ...expert, role: 'expert', password });
    const { refresh_token } = await login(server.url, expert.email, password);
    expect((await renew(server.url, refresh_token!)).user.id).toBe(user);
    expect((await market.exportPerson(user)).user.email).toBe(expert.email);
  });

  it('knows a webhook that is signed by the secret from every other', async () => {
    const { verifyWebhook } = built_client;
    const secret = `whsec_${Buffer.from('a secret of some receiver').toString('base64')}`;
    const body = JSON.stringify({ type: 'webhook.test', timestamp: new Date().toISOString(), data: {} });
    const headersAt = (at: Date, by = secret) => ({ 'webhook-id': 'evt_1', 'webhook-timestamp': String(Math.floor(at.getTime() / 1000)), 'webhook-signature': `v1,bm8= ${new Signer(by).sign('evt_1', at, body)}` });
    expect(await verifyWebhook(secret, body, headersAt(new Date()))).toMatchObject({ type: 'webhook.test' });
    expect(await verifyWebhook(secret, new TextEncoder().encode(body), new Headers(headersAt(new Date())))).toMatchObject({ type: 'webhook.test' });
    const other = `whsec_${Buffer.from('a secret of somebody else').toString('base64')}`;
    for (const [text, headers] of [[`${body} `, headersAt(new Date())], [body, headersAt(new Date(), other)], [body, headersAt(new Date(Date.now() - 301_000))], [body, {}], [body, { ...headersAt(new Date()), 'webhook-signature': 'v1,%' }]] as const)
      await expect(verifyWebhook(secret, text, headers)).rejects.toMatchObject({ code: 'unauthorized' });
  });

  it('asks again what will pass, and says how long the server wants to be left alone', async () => {
    let asked = 0;
    const busy = createServer((_request, response) => {
      asked += 1;
      if (asked === 2) response.setHeader('Content-Type', 'application/json').end('[]');
      // As a proxy in between says it.
      else response.writeHead(503, asked === 1 ? {} : { 'Retry-After': '7' }).end('busy');
    });
    await new Promise<void>((listening) => busy.listen(0, '127.0.0.1', listening));
    const url = `http://127.0.0.1:${(busy.address() as AddressInfo).port}`;
    expect(await built_client.createMarketplace({ url, key: 'key' }).webhooks.list()).toEqual([]);
    // A sign-in is not repeated by itself.
    await expect(built_client.login(url, 'anna@market.example', 'password')).rejects.toMatchObject({ code: 'unavailable', status: 503, retry_after: 7 });
    expect(asked).toBe(3);
    busy.close();
  });

  it('is packed with all that it needs, and its first example runs as it stands', async () => {
    const folder = consumer();
    const [{ files }] = JSON.parse(execFileSync('npm', ['pack', '--dry-run', '--json'], { cwd: built, encoding: 'utf8' })) as [{ files: { path: string }[] }];
    const packed = files.map(({ path }) => path);
    expect(packed).toEqual(expect.arrayContaining(['README.md', 'index.js', 'package.json', 'types/client_package/index.d.ts', 'types/protocol/entities.d.ts']));
    expect(packed.filter((path) => !/^(README\.md|index\.js|package\.json|types\/.+\.d\.ts)$/.test(path))).toEqual([]);
    const [, example] = /```js\n([\s\S]+?)```/.exec(readFileSync(join(built, 'README.md'), 'utf8'))!;
    writeFileSync(join(folder, 'example.js'), example!);
    // Beside this process, which is the server.
    const { stdout, stderr } = await promisify(execFile)(process.execPath, ['example.js'], { cwd: folder, encoding: 'utf8', env: { ...process.env, ORDERLINE_URL: server.url, ORDERLINE_KEY: API_KEY } });
    expect(stderr).toBe('');
    expect(stdout).toMatch(/^1 Hello$/m);
    expect(stdout).toMatch(/^\d+ string$/m);
  });

  it('has types that a program of another folder finds', () => {
    const folder = consumer();
    writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions: { noEmit: true, strict: true, skipLibCheck: true, module: 'nodenext', target: 'es2022', types: [] }, files: ['program.ts'] }));
    writeFileSync(
      join(folder, 'program.ts'),
      `import { createMarketplace, type WebhookEvent } from 'orderline-client';
       const market = createMarketplace({ url: 'https://chat.example', key: 'key' });
       const title: Promise<string> = market.putOrder(1, { title: 'T', client: { email: 'a@b.example', first_name: 'A', last_name: 'B' } }).then(({ order }) => order.title);
       export const seq = (event: WebhookEvent): number => (event.type === 'message.posted' ? event.data.message.seq : 0);
       // @ts-expect-error there is no such field
       void market.putOrder(1, { titel: 'T' });
       void title;`,
    );
    const tsc = join(root, 'node_modules/typescript/bin/tsc');
    const { status, stdout } = spawnSync(process.execPath, [tsc, '-p', folder], { encoding: 'utf8' });
    expect([status, stdout]).toEqual([0, '']);
  });
});
