import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { startProxy, type Proxy } from '../support/proxy';

/* The proxy does to a stream what it says, and nothing else. */

let server: Server;
let proxy: Proxy;
/** What has reached the server and its connections, in the order of their coming. */
let served: { socket: Socket; got: string; isEnded: boolean; isClosed: boolean }[];

beforeEach(async () => {
  served = [];
  server = createServer({ allowHalfOpen: true }, (socket) => {
    const one = { socket, got: '', isEnded: false, isClosed: false };
    served.push(one);
    socket.setEncoding('utf8').on('data', (text: string) => (one.got += text));
    socket.on('end', () => (one.isEnded = true)).on('close', () => (one.isClosed = true)).on('error', () => undefined);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  proxy = await startProxy((server.address() as AddressInfo).port);
});
afterEach(async () => {
  await proxy.close();
  for (const { socket } of served) socket.destroy();
  await new Promise((resolve) => server.close(resolve));
});

async function dial(): Promise<{ socket: Socket; got: () => string }> {
  const socket = connect({ port: proxy.port, host: '127.0.0.1', allowHalfOpen: true });
  let got = '';
  socket.setEncoding('utf8').on('data', (text: string) => (got += text)).on('error', () => undefined);
  const before = served.length;
  await once(socket, 'connect');
  await expect.poll(() => served.length).toBeGreaterThan(before);
  return { socket, got: () => got };
}

it('passes both ways, and ends when one side does', async () => {
  const { socket, got } = await dial();
  socket.write('question');
  await expect.poll(() => served[0]!.got).toBe('question');
  served[0]!.socket.end('answer');
  await expect.poll(() => got()).toBe('answer');
  socket.end();
  await expect.poll(() => served[0]!.isClosed).toBe(true);
});

it('delays and keeps the order', async () => {
  const { socket } = await dial();
  proxy.delay('up', 150);
  const started = performance.now();
  for (const word of ['one ', 'two ', 'three']) socket.write(word);
  await expect.poll(() => served[0]!.got, { interval: 5 }).toBe('one two three');
  expect(performance.now() - started).toBeGreaterThanOrEqual(140);
});

it('trickles, and makes whoever sends wait', async () => {
  const { socket } = await dial();
  proxy.trickle('up', 2_000);
  const started = performance.now();
  socket.write('x'.repeat(500));
  await expect.poll(() => served[0]!.got.length, { interval: 5 }).toBe(500);
  // Five slices, a twentieth of a second apart.
  expect(performance.now() - started).toBeGreaterThanOrEqual(180);
});

it('swallows one way without a word and closes those connections when it is over', async () => {
  const [hurt, whole] = [await dial(), await dial()];
  proxy.swallow('down');
  served[0]!.socket.write('lost');
  hurt.socket.write('heard');
  await expect.poll(() => [served[0]!.got, proxy.seen.swallowed]).toEqual(['heard', 1]);
  expect(hurt.got()).toBe('');
  const ended = once(hurt.socket, 'end');
  proxy.restore();
  await ended;
  served[1]!.socket.write('again');
  await expect.poll(() => whole.got()).toBe('again');
});

it('half-closes: the server hears the end and can still answer', async () => {
  const { socket, got } = await dial();
  proxy.halfClose('up');
  await expect.poll(() => served[0]!.isEnded).toBe(true);
  served[0]!.socket.write('late answer');
  await expect.poll(() => got()).toBe('late answer');
  expect(socket.readyState).toBe('open');
});

it('cuts a connection after so many bytes', async () => {
  const { socket } = await dial();
  proxy.cutAfter('up', 4);
  const ended = once(socket, 'end');
  socket.write('123456');
  await ended;
  await expect.poll(() => [served[0]!.got, served[0]!.isEnded]).toEqual(['1234', true]);
  expect(proxy.seen.cuts).toBe(1);
});

it.each([['behind', 'COMMIT'], ['before', '']] as const)('cuts %s what fits', async (where, arrives) => {
  const [hit, missed] = [await dial(), await dial()];
  proxy.cutAt('up', (bytes) => bytes.includes('COMMIT'), where);
  const ended = once(hit.socket, 'end');
  hit.socket.write('COMMIT');
  await ended;
  missed.socket.write('SELECT');
  await expect.poll(() => served.map(({ got }) => got)).toEqual([arrives, 'SELECT']);
  expect(missed.socket.readyState).toBe('open');
});

it('freezes what is connected and takes new connections', async () => {
  const { socket } = await dial();
  proxy.freeze();
  socket.write('lost');
  const fresh = await dial();
  fresh.socket.write('heard');
  await expect.poll(() => served[1]!.got).toBe('heard');
  expect([served[0]!.got, socket.readyState]).toEqual(['', 'open']);
});

it('drops everything at once and sends new connections in turn to where it is aimed', async () => {
  const { socket } = await dial();
  const ended = once(socket, 'end');
  proxy.drop();
  await ended;
  const { port } = server.address() as AddressInfo;
  proxy.aim(port, port);
  await Promise.all([dial(), dial()]);
  expect(proxy.seen.connections).toBe(3);
});
