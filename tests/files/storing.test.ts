import { randomBytes } from 'node:crypto';
import { readdir } from 'node:fs/promises';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterEach, describe, expect, it } from 'vitest';
import { collectFiles } from '../../server/domain/collecting';
import { begin, offsetOf, sendFile, sendPart, sha256, upload } from '../support/uploads';
import { temporaryFolder } from '../support/folder';
import type { Person } from '../support/people';
import { messagesOf, say } from '../support/posts';
import { startServer, type TestServer } from '../support/server';
import { startS3 } from './s3_double';

const open: { close(): Promise<void> }[] = [];
afterEach(async () => {
  for (const one of open.splice(0).reverse()) await one.close();
});

async function start(environment: Record<string, string> = {}): Promise<{ server: TestServer; client: Person; expert: Person; room: number; files: string }> {
  const DATA_DIR = temporaryFolder('files');
  const server = await startServer({ environment: { DATA_DIR, ...environment } });
  open.push(server);
  const { client, expert, room } = await server.people.makeRoom();
  return { server, client, expert, room: room.id, files: join(DATA_DIR, 'files') };
}

const age = (server: TestServer, where: string) =>
  server.app.parts.db.rows(null, `UPDATE attachments SET created_at = now() - interval '24 hours 1 second' WHERE ${where}`);

describe('collecting', () => {
  it('removes half uploads and files that nobody sent after a day, and nothing else', async () => {
    const { server, client, expert, room, files } = await start();
    const picture = await sharp({ create: { width: 9, height: 9, channels: 3, background: 'red' } }).png().toBuffer();
    const sent = await upload(server.url, client, { room, bytes: picture, name: 'sent.png' });
    await say(client, room, '', { attachments: [sent.id] });
    const unsent = await upload(server.url, client, { room, bytes: picture, name: 'unsent.png' });
    const half = await begin(server.url, client, { room, bytes: Buffer.from('half') });
    await age(server, 'true');
    const fresh = await begin(server.url, client, { room, bytes: Buffer.from('fresh') });
    expect(await readdir(files)).toHaveLength(6);
    await collectFiles(server.app.parts);
    // The sent one with its thumbnail, and the one that has just begun.
    expect(await readdir(files)).toHaveLength(3);
    expect((await fetch(sent.url)).status).toBe(200);
    expect((await fetch(unsent.url)).status).toBe(404);
    await expect(offsetOf(half, client)).rejects.toThrow('404');
    expect(await offsetOf(fresh, client)).toBe(0);
    expect((await messagesOf(expert, room)).at(-1)!.attachments).toHaveLength(1);
  });

  it('happens at the start, and again after it was interrupted', async () => {
    const { server, client, room } = await start();
    const file = await upload(server.url, client, { room, bytes: Buffer.from('x') });
    const { parts } = server.app;
    await age(server, 'true');
    const remove = parts.files.storage.remove;
    parts.files.storage.remove = () => Promise.reject(new Error('no disk'));
    await expect(collectFiles(parts)).rejects.toThrow('no disk');
    expect((await fetch(file.url)).status).toBe(404);
    parts.files.storage.remove = remove;
    const again = await startServer({ databaseUrl: server.databaseUrl, environment: { DATA_DIR: parts.config.DATA_DIR } });
    open.push(again);
    await expect.poll(async () => (await again.app.parts.db.rows(null, 'SELECT id FROM attachments')).length).toBe(0);
  });

  it('goes on behind a file that cannot be removed', async () => {
    const { server, client, room } = await start();
    const { parts } = server.app;
    const stuck = await upload(server.url, client, { room, bytes: Buffer.from('stuck') });
    await upload(server.url, client, { room, bytes: Buffer.from('x') });
    const [{ key: held } = { key: '' }] = await parts.db.rows<{ key: string }>(null, 'SELECT key FROM attachments WHERE id = $1', [stuck.id]);
    await age(server, 'true');
    const remove = parts.files.storage.remove;
    parts.files.storage.remove = (key) => (key === held ? Promise.reject(new Error('not this one')) : remove(key));
    await expect(collectFiles(parts)).rejects.toThrow('not this one');
    expect(await parts.db.rows(null, 'SELECT key FROM attachments')).toEqual([{ key: held }]);
    parts.files.storage.remove = remove;
    await collectFiles(parts);
    expect(await parts.db.rows(null, 'SELECT key FROM attachments')).toEqual([]);
  });

  it('keeps one user from filling the store with what he never sends', async () => {
    const { server, client, room } = await start();
    await server.app.parts.db.rows(
      null,
      `INSERT INTO attachments (key, room, "user", name, size, sha256) SELECT gen_random_uuid(), $1, $2, 'x', 1, decode(repeat('00', 32), 'hex') FROM generate_series(1, 200)`,
      [room, client.account.id],
    );
    expect(await sendFile(server.url, client, { room, bytes: Buffer.from('x') })).toMatchObject({ status: 429, body: { code: 'rate_limited' } });
  });
});

describe('the configuration', () => {
  it('sets how large and how many', async () => {
    const { server, client, room } = await start({ FILE_MAX_BYTES: '10', FILES_PER_MESSAGE: '1' });
    expect((await client.http('GET', '/api/chat/files')).body).toEqual({ file_bytes: 10, files_per_message: 1 });
    expect(await sendFile(server.url, client, { room, bytes: Buffer.from('12345678901') })).toMatchObject({ status: 413, body: { code: 'too_large' } });
    const ids = [];
    for (const text of ['1', '2']) ids.push((await upload(server.url, client, { room, bytes: Buffer.from(text) })).id);
    await expect(say(client, room, 'two', { attachments: ids })).rejects.toThrow('bad_request');
  });
});

/** Speaks ClamAV's protocol: finds what holds the word EICAR. */
async function startClamav(): Promise<{ port: number; isSilent: boolean; isHasty: boolean; close(): Promise<void> }> {
  const double = { port: 0, isSilent: false, isHasty: false, close: () => new Promise<void>((resolve) => server.close(() => resolve())) };
  const server = createServer((socket) => {
    let got = Buffer.alloc(0);
    socket.on('error', () => undefined);
    socket.on('data', (chunk) => {
      got = Buffer.concat([got, chunk]);
      if (double.isSilent) return void socket.destroy();
      if (double.isHasty) return void (socket.writableEnded || socket.end('stream: Eicar-Test FOUND\0'));
      let at = 'zINSTREAM\0'.length;
      const said: Buffer[] = [];
      while (at + 4 <= got.length) {
        const length = got.readUInt32BE(at);
        if (length === 0) return void socket.end(Buffer.concat(said).includes('EICAR') ? 'stream: Eicar-Test FOUND\0' : 'stream: OK\0');
        said.push(got.subarray(at + 4, at + 4 + length));
        at += 4 + length;
      }
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  double.port = (server.address() as AddressInfo).port;
  return double;
}

describe('a scan', () => {
  it('by ClamAV takes what is clean, refuses what is not, and holds a file while it cannot say', async () => {
    const clamav = await startClamav();
    open.push(clamav);
    const { server, client, room, files } = await start({ CLAMAV_HOST: '127.0.0.1', CLAMAV_PORT: String(clamav.port) });
    expect((await sendFile(server.url, client, { room, bytes: randomBytes(200_000).fill('a') })).status).toBe(201);
    const infected = await sendFile(server.url, client, { room, bytes: Buffer.from(`${'a'.repeat(100_000)}EICAR`) });
    expect(infected).toMatchObject({ status: 400, body: { code: 'bad_request', reason: 'infected' } });
    expect(await readdir(files)).toHaveLength(1);
    clamav.isSilent = true;
    const address = await begin(server.url, client, { room, bytes: Buffer.from('held') });
    expect((await sendPart(address, client, 0, Buffer.from('held'))).status).toBe(503);
    const [held] = await server.app.parts.db.rows<{ id: number }>(null, `SELECT id FROM attachments WHERE state = 'uploading'`);
    await expect(say(client, room, 'text', { attachments: [held!.id] })).rejects.toThrow('not_found');
    expect((await client.http('GET', `/api/chat/files/${held!.id}`)).status).toBe(404);
    clamav.isSilent = false;
    expect((await client.http('GET', new URL(address).pathname)).status).toBe(200);
    await say(client, room, 'text', { attachments: [held!.id] });
  });

  it('by ClamAV takes an answer that comes before everything is read', async () => {
    const clamav = await startClamav();
    open.push(clamav);
    const { server, client, room } = await start({ CLAMAV_HOST: '127.0.0.1', CLAMAV_PORT: String(clamav.port) });
    clamav.isHasty = true;
    const large = await sendFile(server.url, client, { room, bytes: Buffer.alloc(20_000_000, 'a') });
    expect(large).toMatchObject({ status: 400, body: { code: 'bad_request', reason: 'infected' } });
  });

  it('by a command goes by how that ends', async () => {
    const { server, client, room } = await start({ SCAN_COMMAND: `${process.execPath} ${join(import.meta.dirname, 'scan_program.mjs')}` });
    expect((await sendFile(server.url, client, { room, bytes: Buffer.from('clean') })).status).toBe(201);
    expect(await sendFile(server.url, client, { room, bytes: Buffer.from('EICAR') })).toMatchObject({ status: 400, body: { reason: 'infected' } });
    expect(await sendFile(server.url, client, { room, bytes: Buffer.from('BROKEN') })).toMatchObject({ status: 503, body: { code: 'unavailable' } });
  });
});

describe('a bucket', () => {
  it('holds files as a folder does: cut and resumed, served in parts, removed', { timeout: 300_000 }, async () => {
    const s3 = await startS3('chat');
    open.push(s3);
    const { server, client, room } = await start({ S3_BUCKET: 'chat', S3_ENDPOINT: s3.url, S3_ACCESS_KEY_ID: 'test-id', S3_SECRET_ACCESS_KEY: 'test-secret' });
    const bytes = Buffer.from(randomBytes(6_500_000).toString('hex'));
    const address = await begin(server.url, client, { room, bytes });
    let at = 0;
    for (const part of [1_000, 5_300_000, 200_000, 6_000_000]) {
      expect((await sendPart(address, client, at, bytes.subarray(at, at + part))).status).toBe(204);
      at += part;
      expect(await offsetOf(address, client)).toBe(at);
    }
    const last = await sendPart(address, client, at, bytes.subarray(at));
    const { attachment } = (await last.json()) as { attachment: { id: number; url: string; sha256: string } };
    expect([last.status, attachment.sha256]).toEqual([200, sha256(bytes)]);
    expect(sha256(Buffer.from(await (await fetch(attachment.url)).arrayBuffer()))).toBe(sha256(bytes));
    expect(await (await fetch(attachment.url, { headers: { Range: 'bytes=6000000-6000009' } })).text()).toBe(bytes.subarray(6_000_000, 6_000_010).toString());

    const picture = await sharp({ create: { width: 900, height: 90, channels: 3, background: 'red' } }).png().toBuffer();
    const shown = await upload(server.url, client, { room, bytes: picture, name: 'a.png' });
    expect((await sharp(Buffer.from(await (await fetch(shown.thumbnail_url!)).arrayBuffer())).metadata()).width).toBe(640);
    const { id } = await say(client, room, '', { attachments: [shown.id, attachment.id] });
    const half = await begin(server.url, client, { room, bytes });
    await sendPart(half, client, 0, bytes.subarray(0, 100));
    await age(server, 'message IS NULL');
    const device = await client.connect();
    await device.get('message:delete', { id });
    device.close();
    await collectFiles(server.app.parts);
    await expect.poll(() => [...s3.objects.keys()]).toEqual([]);
    expect(s3.uploads.size).toBe(0);
  });
});
