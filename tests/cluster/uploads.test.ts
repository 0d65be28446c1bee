import { once } from 'node:events';
import { request, type ClientRequest } from 'node:http';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { temporaryFolder } from '../support/folder';
import type { Person } from '../support/people';
import { newPost } from '../support/posts';
import { createMigratedDatabase, type TestDatabase } from '../support/postgres';
import { startServer, type TestServer } from '../support/server';
import { begin, offsetOf, sendPart, sha256, type Uploaded } from '../support/uploads';

// Two servers, one database, one folder of files.
let database: TestDatabase;
let a: TestServer;
let b: TestServer;

beforeAll(async () => {
  database = await createMigratedDatabase();
  const environment = { DATA_DIR: temporaryFolder('data') };
  [a, b] = await Promise.all([startServer({ databaseUrl: database.url, environment }), startServer({ databaseUrl: database.url, environment })]);
});
afterAll(async () => {
  await Promise.all([a.close(), b.close()]);
  await database.drop();
});

const textOf = (size: number) => Buffer.from(Array.from({ length: size / 8 }, (_, index) => String(index).padStart(8, '0')).join(''));
const atB = (address: string) => address.replace(a.url, b.url);
const keyOf = (address: string) => address.split('/').at(-1)!;

/** A part that is sent bit by bit: the request stands until it is ended. */
function openPart(address: string, { token }: Person, offset: number, length: number): ClientRequest {
  const headers = { Authorization: `Bearer ${token}`, 'Tus-Resumable': '1.0.0', 'Upload-Offset': String(offset), 'Content-Type': 'application/offset+octet-stream', 'Content-Length': String(length) };
  return request(address, { method: 'PATCH', headers, agent: false });
}

/** Sends what is missing until the file is there. */
async function finish(address: string, person: Person, bytes: Buffer): Promise<Uploaded['body']['attachment']> {
  for (;;) {
    const offset = await offsetOf(address, person);
    const answer = await sendPart(address, person, offset, bytes.subarray(offset));
    if (answer.status === 200) return ((await answer.json()) as Uploaded['body']).attachment;
    expect([409, 503]).toContain(answer.status);
  }
}

async function servedBy(server: TestServer, { token }: Person, url: string): Promise<string> {
  const answer = await fetch(new URL(url, server.url), { headers: { Authorization: `Bearer ${token}` } });
  return sha256(new Uint8Array(await answer.arrayBuffer()));
}

it('lets an upload go on at another server, and nothing of the request before it into the file any more', async () => {
  const { room, client } = await a.people.makeRoom();
  const bytes = textOf(400_000);
  const address = await begin(a.url, client, { room: room.id, bytes });
  const stuck = openPart(address, client, 0, bytes.length).on('error', () => undefined);
  const answered = once(stuck, 'response').then(([{ headers }]) => Number((headers as Record<string, string>)['upload-offset']));
  stuck.write(bytes.subarray(0, 200_000));
  await expect.poll(() => a.app.parts.files.storage.received(keyOf(address))).toBeGreaterThanOrEqual(65_536);
  const attachment = await finish(atB(address), client, bytes);
  // What comes late would put other bytes into a file that was looked through already.
  stuck.end(Buffer.alloc(200_000, 'x'));
  expect(await answered).toBeLessThanOrEqual(200_000);
  expect(attachment.sha256).toBe(sha256(bytes));
  expect([await servedBy(a, client, attachment.url), await servedBy(b, client, attachment.url)]).toEqual([attachment.sha256, attachment.sha256]);
});

it('makes one whole file of the same bytes sent to both servers at once', async () => {
  const { room, client } = await a.people.makeRoom();
  const bytes = textOf(160_000);
  const address = await begin(a.url, client, { room: room.id, bytes });
  const half = bytes.length / 2;
  for (const [from, to] of [[0, half], [half, bytes.length]] as const) {
    const answers = await Promise.all(Array.from({ length: 6 }, (_, index) => sendPart(index % 2 === 0 ? address : atB(address), client, from, bytes.subarray(from, to))));
    // Each is taken over or refused clearly; whoever is refused asks how far it is.
    for (const { status } of answers) expect([200, 204, 409, 503]).toContain(status);
  }
  const attachment = await finish(address, client, bytes);
  expect(await servedBy(b, client, attachment.url)).toBe(sha256(bytes));
  const device = await client.connect();
  await device.get('message:post', newPost(room.id, 'with it', { attachments: [attachment.id] }));
  device.close();
});

it('takes over from a server that died in the middle', async () => {
  const { room, client } = await a.people.makeRoom();
  const bytes = textOf(80_000);
  const address = await begin(a.url, client, { room: room.id, bytes });
  // As a killed process leaves it.
  await a.app.parts.db.rows(null, `INSERT INTO upload_locks (key, holder, until) VALUES ($1, 'f0f0f0f0-f0f0-4f0f-8f0f-f0f0f0f0f0f0', now() + interval '1 second')`, [keyOf(address)]);
  expect((await finish(atB(address), client, bytes)).sha256).toBe(sha256(bytes));
});
