import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type * as Source from '../../client_package/index';
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

  it('has types that a program of another folder finds', () => {
    const folder = temporaryFolder('consumer');
    mkdirSync(join(folder, 'node_modules'));
    symlinkSync(built, join(folder, 'node_modules/orderline-client'));
    writeFileSync(join(folder, 'package.json'), '{"type":"module"}');
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
