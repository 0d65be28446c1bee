import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import type { IncomingMessage } from 'node:http';
import { connect, type Socket } from 'node:net';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Attachment, Message, Room } from '../../protocol/entities';
import type { RoomOpenAnswer } from '../../protocol/requests';
import { begin, sendPart, upload } from '../support/uploads';
import type { Http, Person } from '../support/people';
import { messagesOf, nameOf, newPost, say } from '../support/posts';
import { startServer, type TestServer } from '../support/server';

let server: TestServer;
let client: Person;
let expert: Person;
let order: number;
let room: number;

beforeAll(async () => {
  server = await startServer();
  const made = await server.people.makeRoom();
  ({ client, expert, order } = made);
  room = made.room.id;
});
afterAll(() => server.close());

const send = (bytes: Buffer, name?: string, by = client) => upload(server.url, by, { room, bytes, ...(name !== undefined && { name }) });
const photo = (width = 1200, height = 800) => sharp({ create: { width, height, channels: 3, background: 'teal' } });
const post = (by: Person, attachments: number[], message = '') => by.http<Message>('POST', '/api/chat/messages', newPost(room, message, { attachments }));

describe('a post with files', () => {
  it('shows them to everybody by every way, in their order, and names the first in `file`', async () => {
    const device = await expert.connect();
    const [first, second] = [await send(Buffer.from('one'), 'one.txt'), await send(Buffer.from('two'), 'two.txt')];
    const stored = (await post(client, [second.id, first.id], ' ')).body;
    const inOrder = [second.id, first.id];
    const ids = (message: Message | null | undefined) => message?.attachments.map(({ id }) => id);
    expect(ids(stored)).toEqual(inOrder);
    expect(stored.file).toBe(stored.attachments[0]!.url);
    expect(ids((await device.fact('message:posted', ({ message }) => message.id === stored.id)).message)).toEqual(inOrder);
    expect(ids((await messagesOf(expert, room)).at(-1))).toEqual(inOrder);
    const opened = (await device.get('room:open', { room })) as RoomOpenAnswer;
    expect(ids(opened.messages.at(-1))).toEqual(inOrder);
    expect(ids(opened.room.last_message)).toEqual(inOrder);
    expect(ids(((await device.get('room:open', { room, since_rev: stored.rev - 1 })) as RoomOpenAnswer).messages.at(-1))).toEqual(inOrder);
    expect(ids((await expert.http<Room>('GET', `/api/chat/rooms/${room}`)).body.last_message)).toEqual(inOrder);
    device.close();
  });

  it('is the same one when it is repeated, and a conflict with other files', async () => {
    const [first, second] = [await send(Buffer.from('a')), await send(Buffer.from('b'))];
    const request = newPost(room, 'with a file', { attachments: [first.id] });
    const one = await client.http<Message>('POST', '/api/chat/messages', request);
    const again = await client.http<Message>('POST', '/api/chat/messages', request);
    expect([one.status, again.status, again.body.id, again.body.attachments[0]!.id]).toEqual([201, 200, one.body.id, first.id]);
    expect((await client.http('POST', '/api/chat/messages', { ...request, attachments: [second.id] })).status).toBe(409);
    const device = await client.connect();
    expect((await device.get('message:post', request)).message.id).toBe(one.body.id);
    device.close();
  });

  it('takes only free, complete files of one\'s own, of this room, once each', async () => {
    const other = await server.people.makeRoom();
    const address = await begin(server.url, client, { room, bytes: Buffer.from('half') });
    await sendPart(address, client, 0, Buffer.from('ha'));
    const [half] = await server.app.parts.db.rows<{ id: number }>(null, 'SELECT id FROM attachments WHERE key = $1', [address.split('/').at(-1)]);
    const used = await send(Buffer.from('used'));
    await post(client, [used.id]);
    const free = await send(Buffer.from('free'));
    const cases: [string, number[]][] = [
      ['the other side\'s', [(await send(Buffer.from('x'), 'x.txt', expert)).id]],
      ['of another room', [(await upload(server.url, other.client, { room: other.room.id, bytes: Buffer.from('x') })).id]],
      ['half of it there', [half!.id]],
      ['in use', [used.id]],
      ['twice', [free.id, free.id]],
      ['one good, one unknown', [free.id, 2 ** 40]],
    ];
    const before = (await messagesOf(client, room)).length;
    for (const [what, ids] of cases) expect([what, (await post(client, ids, 'text')).body]).toEqual([what, expect.objectContaining({ code: 'not_found' })]);
    expect(await messagesOf(client, room)).toHaveLength(before);
    expect((await post(client, [free.id])).status).toBe(201);
  });

  it('holds at most ten', async () => {
    const ids: number[] = [];
    for (let index = 0; index < 11; index += 1) ids.push((await send(Buffer.from(String(index)))).id);
    expect((await post(client, ids)).body).toMatchObject({ code: 'bad_request' });
    expect((await post(client, ids.slice(1))).body.attachments).toHaveLength(10);
  });

  it('may be white space only because of them', async () => {
    expect((await post(client, [], '  ')).body).toMatchObject({ code: 'bad_request' });
    const device = await client.connect();
    const file = await send(Buffer.from('one'));
    const { id } = (await post(client, [file.id], 'Не тот текст')).body;
    expect((await device.get('message:edit', { id, message: '' })).message).toMatchObject({ message: '', attachments: [{ id: file.id }] });
    const plain = await say(client, room, 'Без файла');
    expect(await device.ask('message:edit', { id: plain.id, message: ' ' })).toMatchObject({ error: { code: 'bad_request', message: expect.stringContaining('message') as string } });
    device.close();
  });

  it('of two at once that name the same file gives it to one', async () => {
    const { id } = await send(Buffer.from('once'));
    const answers = await Promise.all([post(client, [id], '1'), post(client, [id], '2')]);
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 404]);
  });
});

describe('a deleted message', () => {
  it('leaves no file, for nobody, by no address, and its bytes go', async () => {
    const file = await send(await photo().png().toBuffer(), 'a.png');
    const { id } = (await post(client, [file.id])).body;
    const device = await client.connect();
    const { message } = await device.get('message:delete', { id });
    device.close();
    expect([message.file, message.attachments]).toEqual([null, []]);
    for (const url of [file.url, file.thumbnail_url!]) expect((await fetch(url)).status).toBe(404);
    for (const by of [client, expert]) {
      expect((await fetch(`${server.url}/api/chat/files/${file.id}/content`, { headers: { Authorization: `Bearer ${by.token}` } })).status).toBe(404);
      expect((await by.http('GET', `/api/chat/files/${file.id}`)).status).toBe(404);
    }
    await expect.poll(async () => (await server.app.parts.db.rows(null, 'SELECT id FROM attachments WHERE id = $1', [file.id])).length).toBe(0);
  });
});

describe('a file', () => {
  it('that is a picture has a thumbnail, turned upright, without its metadata', async () => {
    const bytes = await photo().withExif({ IFD0: { Copyright: 'secret place' }, IFD3: { GPSLatitude: '51/1 30/1 0/1' } }).withMetadata({ orientation: 6 }).jpeg().toBuffer();
    const file = await send(bytes, 'IMG_1.JPG');
    expect(file).toMatchObject({ type: 'image/jpeg', width: 800, height: 1200, thumbnail_url: expect.any(String) });
    const answer = await fetch(file.thumbnail_url!);
    const thumbnail = Buffer.from(await answer.arrayBuffer());
    const { width, height, format, exif, orientation } = await sharp(thumbnail).metadata();
    expect({ width, height, format, exif, orientation }).toEqual({ width: 427, height: 640, format: 'webp', exif: undefined, orientation: undefined });
    expect([answer.headers.get('content-type'), answer.headers.get('content-disposition')]).toEqual(['image/webp', 'inline; filename=thumbnail.webp']);
    expect(thumbnail.toString('latin1')).not.toContain('secret place');
  });

  it.each(['png', 'webp', 'gif', 'avif'] as const)('in %s is shown in place', async (format) => {
    const file = await send(await photo(300, 200).toFormat(format).toBuffer(), `a.${format}`);
    expect(file).toMatchObject({ type: `image/${format}`, width: 300, height: 200 });
    const { headers } = await fetch(file.url);
    expect(headers.get('content-disposition')).toBe(`inline; filename=a.${format}`);
    expect((await fetch(`${file.url}&download=1`)).headers.get('content-disposition')).toContain('attachment');
  });

  it('is served so that nothing in it runs, with its name, its length, and to pages of the desktop too', async () => {
    const file = await send(Buffer.from('<!doctype html><script>alert(1)</script>'), 'Договор "1".html');
    const { headers, status } = await fetch(file.url);
    expect(status).toBe(200);
    expect(headers.get('content-type')).toBe('text/plain; charset=utf-8');
    expect(headers.get('content-disposition')).toContain("attachment; filename=\"??????? _1_.html\"; filename*=UTF-8''");
    expect(headers.get('content-security-policy')).toBe("default-src 'none'; frame-ancestors 'none'; sandbox");
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('cross-origin-resource-policy')).toBe('cross-origin');
    expect(headers.get('cache-control')).toBe('private, no-cache');
    expect(headers.get('content-length')).toBe(String(file.size));
  });

  it('is given in parts, and not at all to whoever has it', async () => {
    const file = await send(Buffer.from('0123456789'));
    const ask = async (range: string, more: Record<string, string> = {}) => {
      const response = await fetch(file.url, { headers: { Range: range, ...more } });
      return [response.status, response.headers.get('content-range'), await response.text()];
    };
    expect(await ask('bytes=2-4')).toEqual([206, 'bytes 2-4/10', '234']);
    expect(await ask('bytes=7-')).toEqual([206, 'bytes 7-9/10', '789']);
    expect(await ask('bytes=-3')).toEqual([206, 'bytes 7-9/10', '789']);
    expect(await ask('bytes=-30')).toEqual([206, 'bytes 0-9/10', '0123456789']);
    expect(await ask('bytes=8-99')).toEqual([206, 'bytes 8-9/10', '89']);
    expect(await ask('bytes=10-')).toEqual([416, 'bytes */10', '']);
    expect(await ask('bytes=-0')).toEqual([416, 'bytes */10', '']);
    expect(await ask('bytes=4-2')).toEqual([200, null, '0123456789']);
    expect(await ask('bytes=0-1,4-5')).toEqual([200, null, '0123456789']);
    expect(await ask('bytes=2-4', { 'If-Range': '"other"' })).toEqual([200, null, '0123456789']);
    const etag = `"${file.sha256}"`;
    expect(await ask('bytes=2-4', { 'If-Range': etag })).toEqual([206, 'bytes 2-4/10', '234']);
    const known = await fetch(file.url, { headers: { 'If-None-Match': `W/"x", ${etag}` } });
    expect([known.status, await known.text()]).toEqual([304, '']);
    const head = await fetch(file.url, { method: 'HEAD' });
    expect([head.status, head.headers.get('content-length'), head.headers.get('accept-ranges')]).toEqual([200, '10', 'bytes']);
  });

  it('is given up when its reader takes nothing of it for half a minute', async () => {
    const size = 20_000_000;
    const file = await send(Buffer.alloc(size, 'a'));
    const { pathname, search, hostname, port } = new URL(file.url);
    const serving = new Promise<Socket>((found) => {
      const look = (message: unknown) => {
        const { request, socket } = message as { request: IncomingMessage; socket: Socket };
        if (request.url === pathname + search && unsubscribe('http.server.request.start', look)) found(socket);
      };
      subscribe('http.server.request.start', look);
    });
    const reader = connect(Number(port), hostname).pause();
    reader.write(`GET ${pathname}${search} HTTP/1.1\r\nHost: ${hostname}\r\n\r\n`);
    const socket = await serving;
    await expect.poll(() => socket.timeout).toBe(30_000);
    socket.emit('timeout');
    let taken = 0;
    reader.on('data', (bytes: Buffer) => (taken += bytes.length)).on('error', () => undefined).resume();
    await new Promise((end) => reader.on('close', end));
    expect(taken).toBeLessThan(size);
  });

  it('outlives somebody who hangs up in the middle', async () => {
    const file = await send(Buffer.alloc(5_000_000, 'a'));
    const stop = new AbortController();
    const response = await fetch(file.url, { signal: stop.signal });
    await response.body!.getReader().read();
    stop.abort();
    expect((await fetch(file.url, { headers: { Range: 'bytes=0-0' } })).status).toBe(206);
  });
});

describe('who may see a file', () => {
  const asked = async (http: Http, file: Attachment) => (await http('GET', `/api/chat/files/${file.id}`)).status;

  it('is its sender, and once it is posted everybody in the room', async () => {
    const stranger = (await server.people.makeRoom()).expert;
    const file = await send(Buffer.from('private'));
    expect([await asked(client.http, file), await asked(expert.http, file), await asked(stranger.http, file)]).toEqual([200, 404, 404]);
    await post(client, [file.id]);
    expect([await asked(client.http, file), await asked(expert.http, file), await asked(stranger.http, file)]).toEqual([200, 200, 404]);
    const elsewhere = await server.people.putOrder(order + 500_000, { client: nameOf(client) });
    expect(await asked((await server.people.join(elsewhere.order.id)).http, file)).toBe(404);
    expect(await asked((await server.people.join(order)).http, file)).toBe(200);
  });

  it('is whoever brings its address while that is fresh, for this file and this variant', async () => {
    const [file, other] = [await send(await photo(20, 20).png().toBuffer(), 'a.png'), await send(Buffer.from('2'))];
    const change = async (url: string, alter: (url: URL) => void) => {
      const changed = new URL(url);
      alter(changed);
      return (await fetch(changed)).status;
    };
    expect(await change(file.url, () => undefined)).toBe(200);
    expect(await change(file.url, (url) => (url.search = ''))).toBe(401);
    expect(await change(file.url, (url) => url.searchParams.delete('expires'))).toBe(400);
    expect(await change(file.url, (url) => (url.pathname = url.pathname.replace('content', 'thumbnail')))).toBe(404);
    expect(await change(file.url, (url) => (url.pathname = new URL(other.url).pathname))).toBe(404);
    expect(await change(file.url, (url) => url.searchParams.set('signature', 'x'.repeat(43)))).toBe(404);
    expect(await change(file.url, (url) => url.searchParams.set('expires', String(Number(url.searchParams.get('expires')) + 1)))).toBe(404);
    expect(await change(file.url, (url) => url.searchParams.set('expires', String(Math.floor(Date.now() / 1000))))).toBe(401);
    const left = Number(new URL(file.url).searchParams.get('expires')) * 1000 - Date.now();
    expect(left).toBeGreaterThan(44 * 60_000);
    expect(left).toBeLessThanOrEqual(60 * 60_000);
  });

  it('is not whoever was removed, with none of the addresses he has; those inside get fresh ones', async () => {
    const former = await server.people.makeUser('expert');
    const seat = { title: 'Order', client: nameOf(client) };
    await server.people.putOrder(order, { ...seat, expert: nameOf(former) });
    const file = await send(Buffer.from('between us'));
    await say(client, room, '', { attachments: [file.id] });
    const his = (await messagesOf(former, room)).at(-1)!.file!;
    expect((await fetch(his)).status).toBe(200);
    await server.people.putOrder(order, { ...seat, expert: nameOf(expert) });
    expect((await fetch(his)).status).toBe(404);
    expect((await fetch((await messagesOf(expert, room)).at(-1)!.file!)).status).toBe(200);
    // He comes back, and somebody else goes: what he had is his again, what the other has is void.
    const theirs = (await messagesOf(expert, room)).at(-1)!.file!;
    await server.people.putOrder(order, { ...seat, expert: nameOf(former) });
    expect((await fetch(theirs)).status).toBe(404);
    await server.people.putOrder(order, { ...seat, expert: nameOf(expert) });
  });
});
