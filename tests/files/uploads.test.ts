import { randomBytes } from 'node:crypto';
import { request as httpRequest } from 'node:http';
import * as tus from 'tus-js-client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { FILES_PATH, type UploadAnswer } from '../../protocol/files';
import { begin, creation, offsetOf, sendFile, sendPart, sha256, upload } from '../support/uploads';
import { temporaryFolder } from '../support/folder';
import type { Person } from '../support/people';
import { messagesOf, nameOf, newPost } from '../support/posts';
import { createDatabase } from '../support/postgres';
import { startServer, type TestServer } from '../support/server';

let server: TestServer;
let client: Person;
let expert: Person;
let order: number;
let room: number;

beforeAll(async () => {
  server = await startServer({ environment: { POSTS_PER_MINUTE: '1000000' } });
  const made = await server.people.makeRoom();
  ({ client, expert, order } = made);
  room = made.room.id;
});
afterAll(() => server.close());

/** The same numbers in every run. */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state ^ (state >>> 15), 0x2c1b3c6d) + 0x9e3779b9) | 0;
    let mixed = state;
    mixed = Math.imul(mixed ^ (mixed >>> 16), 0x85ebca6b);
    return ((mixed ^ (mixed >>> 13)) >>> 0) / 2 ** 32;
  };
}

/** Announces `announced` bytes from the offset on, sends fewer, and cuts the line. */
function cut(address: string, person: Person, offset: number, bytes: Buffer, announced: number): Promise<void> {
  return new Promise((resolve) => {
    const going = httpRequest(address, {
      method: 'PATCH',
      headers: {
        Authorization: `Bearer ${person.token}`,
        'Tus-Resumable': '1.0.0',
        'Upload-Offset': offset,
        'Content-Type': 'application/offset+octet-stream',
        'Content-Length': announced,
      },
    });
    going.on('error', () => resolve());
    going.on('close', () => resolve());
    going.write(bytes, () => going.destroy());
  });
}

const text = (size: number) => Buffer.from(randomBytes(size).toString('hex').slice(0, size));

describe('an upload', () => {
  it('is one request for a simple caller, and its answer names the file', async () => {
    const bytes = Buffer.from('строка, ещё строка\n');
    const { status, body, headers } = await sendFile(server.url, client, { room, bytes, name: 'список.csv', more: { filetype: 'application/x-msdownload' } });
    expect(status).toBe(201);
    expect(headers.get('location')).toMatch(/^\/api\/chat\/files\/[0-9a-f-]{36}$/);
    expect(headers.get('upload-offset')).toBe(String(bytes.length));
    expect(headers.get('content-type')).toContain('application/json');
    expect(body.attachment).toEqual({
      id: expect.any(Number),
      name: 'список.csv',
      size: bytes.length,
      type: 'text/csv',
      sha256: sha256(bytes),
      url: expect.stringMatching(new RegExp(`^${server.url}/api/chat/files/\\d+/content\\?expires=\\d+&signature=`)),
      thumbnail_url: null,
      width: null,
      height: null,
    });
    expect(Buffer.from(await (await fetch(body.attachment.url)).arrayBuffer())).toEqual(bytes);
  });

  it('cut at random bytes 200 times and resumed has the same hash', async () => {
    const random = seeded(20_260_131);
    const bytes = text(3_000_000);
    const address = await begin(server.url, client, { room, bytes });
    let offset = 0;
    let cuts = 0;
    let sent = 0;
    while (cuts < 200) {
      const left = bytes.length - offset;
      // Some cuts come before the first byte, some in the middle of a packet.
      const part = Math.min(left - 1, Math.floor(random() * 20_000) * (random() < 0.1 ? 0 : 1));
      await cut(address, client, offset, bytes.subarray(offset, offset + part), left);
      cuts += 1;
      sent = Math.max(sent, offset + part);
      // What was on its way when the line was cut may still arrive later, but nothing that was not sent, and nothing gets lost again.
      const now = await offsetOf(address, client);
      expect(now).toBeGreaterThanOrEqual(offset);
      expect(now).toBeLessThanOrEqual(sent);
      offset = now;
    }
    expect(offset).toBeGreaterThan(0);
    let last = await sendPart(address, client, offset, bytes.subarray(offset));
    while (last.status === 409) {
      offset = await offsetOf(address, client);
      last = await sendPart(address, client, offset, bytes.subarray(offset));
    }
    expect(last.status).toBe(200);
    const { attachment } = (await last.json()) as UploadAnswer;
    expect(attachment.sha256).toBe(sha256(bytes));
    expect(sha256(Buffer.from(await (await fetch(attachment.url)).arrayBuffer()))).toBe(sha256(bytes));
  });

  it('goes on after a restart of the server, and after one between its last byte and the answer', async () => {
    const environment = { DATA_DIR: temporaryFolder('restart') };
    const { url: databaseUrl, drop } = await createDatabase();
    let mine = await startServer({ environment, databaseUrl });
    const { client: sender, room: there } = await mine.people.makeRoom();
    const bytes = text(500_000);
    const path = new URL(await begin(mine.url, sender, { room: there.id, bytes })).pathname;
    // A line may be cut before the server has taken anything off it.
    await expect.poll(async () => {
      await cut(mine.url + path, sender, 0, bytes.subarray(0, 200_000), bytes.length);
      return offsetOf(mine.url + path, sender);
    }).toBeGreaterThan(0);
    await mine.close();
    mine = await startServer({ environment, databaseUrl });
    const offset = await offsetOf(mine.url + path, sender);
    expect(offset).toBeGreaterThan(0);
    // The bytes arrive and the server dies before it has looked at them.
    mine.app.parts.files.once = () => Promise.reject(new Error('gone'));
    expect((await sendPart(mine.url + path, sender, offset, bytes.subarray(offset))).status).toBe(500);
    await mine.close();
    mine = await startServer({ environment, databaseUrl });
    expect(await offsetOf(mine.url + path, sender)).toBe(bytes.length);
    const { body } = await mine.people.personOf(sender.token, sender.account).http<UploadAnswer>('GET', path);
    expect(body.attachment.sha256).toBe(sha256(bytes));
    await mine.close();
    await drop();
  });

  it('answers the same again when its answer was lost', async () => {
    const bytes = text(1_000);
    const address = await begin(server.url, client, { room, bytes });
    const first = (await (await sendPart(address, client, 0, bytes)).json()) as UploadAnswer;
    expect(await offsetOf(address, client)).toBe(bytes.length);
    const again = await sendPart(address, client, bytes.length, Buffer.alloc(0));
    expect([again.status, ((await again.json()) as UploadAnswer).attachment.id]).toEqual([200, first.attachment.id]);
    const asked = await client.http<UploadAnswer>('GET', new URL(address).pathname);
    expect(asked.body.attachment.id).toBe(first.attachment.id);
    expect((await sendPart(address, client, 10, Buffer.from('more'))).status).toBe(409);
  });

  it('works with the usual program for it, in pieces', async () => {
    const bytes = text(700_000);
    const answer = await new Promise<UploadAnswer>((resolve, reject) => {
      const going = new tus.Upload(bytes, {
        endpoint: server.url + FILES_PATH,
        chunkSize: 200_000,
        uploadSize: bytes.length,
        retryDelays: null,
        headers: { Authorization: `Bearer ${client.token}` },
        metadata: { room: String(room), filename: 'big.txt', filetype: 'text/plain', sha256: sha256(bytes) },
        onSuccess: ({ lastResponse }) => resolve(JSON.parse(lastResponse.getBody()) as UploadAnswer),
        onError: reject,
      });
      going.start();
    });
    expect(answer.attachment).toMatchObject({ name: 'big.txt', size: bytes.length });
  });

  it('is refused and gone when the bytes are not those of its hash', async () => {
    const bytes = text(100);
    const address = await begin(server.url, client, { room, bytes, sha256: sha256(Buffer.from('else')) });
    const refused = await sendPart(address, client, 0, bytes);
    expect([refused.status, await refused.json()]).toEqual([400, { error: expect.stringContaining('повредился'), code: 'bad_request', reason: 'checksum' }]);
    await expect(offsetOf(address, client)).rejects.toThrow('404');
    const [row] = await server.app.parts.db.rows<{ count: number }>(null, `SELECT count(*) AS count FROM attachments WHERE key = $1`, [address.split('/').at(-1)]);
    expect(row!.count).toBe(0);
    expect(await server.app.parts.files.storage.received(address.split('/').at(-1)!)).toBeUndefined();
  });

  it('is given up by its sender', async () => {
    const bytes = text(100);
    const address = await begin(server.url, client, { room, bytes });
    await cut(address, client, 0, bytes.subarray(0, 50), 100);
    const headers = { 'Tus-Resumable': '1.0.0' };
    expect((await client.http('DELETE', new URL(address).pathname, undefined, headers)).status).toBe(204);
    expect((await client.http('DELETE', new URL(address).pathname, undefined, headers)).status).toBe(404);
    expect(await server.app.parts.files.storage.received(address.split('/').at(-1)!)).toBeUndefined();
  });

  it.each([
    ['no size', { 'Upload-Length': '' }, 400],
    ['a size to be told later', { 'Upload-Length': '', 'Upload-Defer-Length': '1' }, 400],
    ['no bytes', { 'Upload-Length': '0' }, 400],
    ['more than may be', { 'Upload-Length': String(25 * 1024 * 1024 + 1) }, 413],
    ['another version', { 'Tus-Resumable': '0.2.2' }, 412],
    ['no metadata', { 'Upload-Metadata': '' }, 400],
    ['a part of several', { 'Upload-Concat': 'partial' }, 400],
  ])('is refused with %s', async (_what, more, status) => {
    const headers = Object.entries({ Authorization: `Bearer ${client.token}`, ...creation({ room, bytes: Buffer.from('x') }), ...more }).filter(([, value]) => value !== '');
    const response = await fetch(server.url + FILES_PATH, { method: 'POST', headers });
    expect([response.status, await response.json()]).toEqual([status, expect.objectContaining({ code: status === 413 ? 'too_large' : 'bad_request' })]);
  });

  it.each([
    ['a hash in base64', { sha256: Buffer.alloc(32).toString('base64') }],
    ['an unknown key', { colour: 'red' }],
    ['a room that is no number', { room: '1; DROP TABLE rooms' }],
    ['no name', { filename: '' }],
  ])('is refused with %s in its metadata', async (_what, more) => {
    expect(await sendFile(server.url, client, { room, bytes: Buffer.from('x'), more })).toMatchObject({ status: 400, body: { code: 'bad_request' } });
  });

  it('takes no more bytes than were announced', async () => {
    const address = await begin(server.url, client, { room, bytes: Buffer.from('12345') });
    expect((await sendPart(address, client, 0, Buffer.from('123456'))).status).toBe(413);
  });

  it('tells what the server takes', async () => {
    expect((await client.http('GET', FILES_PATH)).body).toEqual({ file_bytes: 25 * 1024 * 1024, files_per_message: 10 });
    const options = await fetch(server.url + FILES_PATH, { method: 'OPTIONS' });
    expect(options.headers.get('tus-max-size')).toBe(String(25 * 1024 * 1024));
    expect(options.headers.get('tus-extension')).toBe('creation,creation-with-upload,termination');
  });

  it('answers the pages of an allowed origin, and no others', async () => {
    const preflight = await fetch(server.url + FILES_PATH, {
      method: 'OPTIONS',
      headers: { Origin: 'app://orderline', 'Access-Control-Request-Method': 'PATCH', 'Access-Control-Request-Headers': 'upload-offset' },
    });
    expect(preflight.headers.get('access-control-allow-methods')).toContain('PATCH');
    expect(preflight.headers.get('access-control-allow-headers')).toContain('Upload-Offset');
    const headers = { Authorization: `Bearer ${client.token}`, ...creation({ room, bytes: Buffer.from('x') }) };
    const own = await fetch(server.url + FILES_PATH, { method: 'POST', headers: { ...headers, Origin: 'app://orderline' } });
    expect([own.status, own.headers.get('access-control-allow-origin')]).toEqual([201, 'app://orderline']);
    expect(own.headers.get('access-control-expose-headers')).toContain('Upload-Offset');
    const foreign = await fetch(server.url + FILES_PATH, { method: 'POST', headers: { ...headers, Origin: 'https://elsewhere.test' } });
    expect([foreign.status, foreign.headers.get('access-control-allow-origin')]).toEqual([403, null]);
  });

  it('stops for whoever has lost the room', async () => {
    const former = await server.people.makeUser('expert');
    const seat = { title: 'Order', client: nameOf(client) };
    await server.people.putOrder(order, { ...seat, expert: nameOf(former) });
    const bytes = text(1_000);
    const address = await begin(server.url, former, { room, bytes });
    expect((await sendPart(address, former, 0, bytes.subarray(0, 500))).status).toBe(204);
    await server.people.putOrder(order, { ...seat, expert: nameOf(expert) });
    await expect(offsetOf(address, former)).rejects.toThrow('404');
    expect((await sendPart(address, former, 500, bytes.subarray(500))).status).toBe(404);
    expect(await sendFile(server.url, former, { room, bytes })).toMatchObject({ status: 404 });
  });

  it('is not looked at twice when it is completed twice at once', async () => {
    const bytes = text(200_000);
    const address = await begin(server.url, client, { room, bytes });
    const path = new URL(address).pathname;
    const first = sendPart(address, client, 0, bytes);
    await first;
    const answers = await Promise.all([1, 2, 3].map(() => client.http<UploadAnswer>('GET', path)));
    expect(new Set(answers.map(({ body }) => body.attachment.id)).size).toBe(1);
  });

  it('is posted like any other once it is there', async () => {
    const { id } = await upload(server.url, client, { room, bytes: text(10) });
    expect((await client.http('POST', '/api/chat/messages', newPost(room, '', { attachments: [id] }))).status).toBe(201);
    expect((await messagesOf(expert, room)).at(-1)!.attachments.map((one) => one.id)).toEqual([id]);
  });
});
