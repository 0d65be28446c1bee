import { randomUUID } from 'node:crypto';
import { cpSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Message, Room } from '../../protocol/entities';
import { temporaryFolder } from '../support/folder';
import type { Person } from '../support/people';
import { newPost, roomOf, say } from '../support/posts';
import { createDatabase, type TestDatabase } from '../support/postgres';
import { startServer, type TestServer } from '../support/server';
import { startSystemPostgres, type SystemPostgres } from '../support/system_postgres';
import { sha256, upload } from '../support/uploads';

// As docs/operations.md says it: the database by pg_dump, then the files, while the server serves; into an empty database of a newer server.
let system: SystemPostgres;
let restored: TestDatabase;
let before: TestServer;
let after: TestServer | undefined;
const folders = { before: temporaryFolder('data'), after: temporaryFolder('data'), dump: temporaryFolder('dump') };

beforeAll(async () => {
  [system, restored] = await Promise.all([startSystemPostgres(), createDatabase()]);
  before = await startServer({ databaseUrl: system.url, environment: { DATA_DIR: folders.before } });
});
afterAll(async () => {
  await Promise.all([before.close(), after?.close()]);
  await Promise.all([system.remove(), restored.drop()]);
});

const at = (server: TestServer, person: Person): Person => server.people.personOf(person.token, person.account);

async function timelineOf(person: Person, room: number): Promise<Message[]> {
  const found: Message[] = [];
  for (;;) {
    const { body } = await person.http<Message[]>('GET', `/api/chat/rooms/${room}/messages?limit=200&after_seq=${found.at(-1)?.seq ?? 0}`);
    if (body.length === 0) return found;
    found.push(...body);
  }
}

/** What must be the same in both places: addresses of files are signed anew each time, and whoever was connected is not any more. */
const lasting = (messages: readonly Message[]) => messages.map((message) => ({ ...message, file: null, attachments: message.attachments.map(({ id, name, size, sha256: sum, type, width, height }) => ({ id, name, size, sum, type, width, height })) }));
const counts = ({ last_seq, last_rev, read_seq, unread_count, owed_since, last_message }: Room) => ({ last_seq, last_rev, read_seq, unread_count, owed_since, last_message: last_message?.id });

/** The hash of each file of these messages, and of what it should be, as this server serves them. */
async function hashesOf(server: TestServer, person: Person, messages: readonly Message[]): Promise<{ named: string[]; served: string[] }> {
  const files = messages.flatMap(({ attachments }) => attachments);
  const served = await Promise.all(
    files.map(async ({ url, thumbnail_url }) => {
      if (thumbnail_url !== null) expect((await fetch(new URL(thumbnail_url, server.url), { headers: { Authorization: `Bearer ${person.token}` } })).status).toBe(200);
      const answer = await fetch(new URL(url, server.url), { headers: { Authorization: `Bearer ${person.token}` } });
      return sha256(new Uint8Array(await answer.arrayBuffer()));
    }),
  );
  return { named: files.map((file) => file.sha256), served };
}

it('brings everything back that was there, and what goes on goes on without a gap', { timeout: 90_000 }, async () => {
  const { room, expert, client } = await before.people.makeRoom();
  const busy = await before.people.makeRoom();
  const repeated = newPost(room.id, 'asked for again after the restore');
  await client.http('POST', '/api/chat/messages', repeated);
  const deleted = await say(expert, room.id, 'taken back');
  const device = await expert.connect();
  await device.get('message:delete', { id: deleted.id });
  await device.get('message:edit', { id: (await say(expert, room.id, 'first words')).id, message: 'other words' });
  await device.get('note:post', { room: room.id, note: 'of the experts only', client_note_id: randomUUID(), mentions: [] });
  const { cursor } = await device.get('inbox:catch_up', {});
  device.close();
  const picture = await sharp({ create: { width: 600, height: 90, channels: 3, background: 'red' } }).png().toBuffer();
  for (const [name, bytes] of [['list.txt', Buffer.alloc(300_000, 'орд')], ['shown.png', picture]] as const) {
    await say(client, room.id, name, { attachments: [(await upload(before.url, client, { room: room.id, bytes, name })).id] });
  }
  const told = { timeline: await timelineOf(client, room.id), client: counts(await roomOf(client, room.id)), expert: counts(await roomOf(expert, room.id)) };

  // Messages and files go on coming while the backup is made.
  let isBusy = true;
  const written: Message[] = [];
  const writing = (async () => {
    while (isBusy) {
      const { id } = await upload(before.url, busy.client, { room: busy.room.id, bytes: Buffer.from(`file ${written.length}`), name: 'busy.txt' });
      written.push(await say(busy.client, busy.room.id, `busy ${written.length}`, { attachments: [id] }));
    }
  })();
  await expect.poll(() => written.length).toBeGreaterThan(3);
  const acceptedBefore = written.length;
  const dump = join(folders.dump, 'orderline.dump');
  await system.run('pg_dump', '--format=custom', `--file=${dump}`, system.url);
  const whenDumped = written.length;
  await expect.poll(() => written.length).toBeGreaterThan(whenDumped + 3);
  cpSync(join(folders.before, 'files'), join(folders.after, 'files'), { recursive: true });
  isBusy = false;
  await writing;

  await system.run('pg_restore', '--no-owner', '--exit-on-error', `--dbname=${restored.url}`, dump);
  after = await startServer({ databaseUrl: restored.url, environment: { DATA_DIR: folders.after } });
  const { db } = after.app.parts;
  await db.rows(null, 'UPDATE rooms SET changed_xid = pg_current_xact_id()');
  await db.rows(null, 'UPDATE participants SET changed_xid = pg_current_xact_id()');

  const [hers, his] = [at(after, expert), at(after, client)];
  const timeline = await timelineOf(his, room.id);
  expect(lasting(timeline)).toEqual(lasting(told.timeline));
  expect(lasting(await timelineOf(hers, room.id))).toEqual(lasting(told.timeline));
  expect([counts(await roomOf(his, room.id)), counts(await roomOf(hers, room.id))]).toEqual([told.client, told.expert]);
  const { named, served } = await hashesOf(after, his, timeline);
  expect([named.length, served]).toEqual([2, named]);

  // Of the busy room stands what had been accepted when the dump began, and each file that it names is there.
  const kept = await timelineOf(at(after, busy.client), busy.room.id);
  expect(kept.length).toBeGreaterThanOrEqual(acceptedBefore);
  expect(lasting(kept)).toEqual(lasting((await timelineOf(busy.client, busy.room.id)).slice(0, kept.length)));
  const files = await hashesOf(after, busy.client, kept);
  expect([files.named.length, files.served]).toEqual([kept.length, files.named]);

  // Devices come back with what they had, and go on.
  const [herDevice, hisDevice] = [await hers.connect(), await his.connect()];
  expect((await herDevice.get('room:open', { room: room.id })).notes).toMatchObject([{ note: 'of the experts only' }]);
  const { rooms } = await herDevice.get('inbox:catch_up', { cursor });
  expect(rooms.map(({ id }) => id)).toContain(room.id);
  const again = await hisDevice.get('message:post', repeated);
  expect(again.message).toMatchObject({ seq: 1, id: told.timeline[0]!.id });
  const answers = [await hisDevice.get('message:post', newPost(room.id, 'and then')), await herDevice.get('message:post', newPost(room.id, 'and on'))];
  expect(answers.map(({ message }) => message.seq)).toEqual([told.timeline.length + 1, told.timeline.length + 2]);
  await hisDevice.fact('message:posted', ({ message }) => message.message === 'and on');
  const { id } = await upload(after.url, his, { room: room.id, bytes: Buffer.from('new'), name: 'new.txt' });
  expect((await hisDevice.get('message:post', newPost(room.id, 'with a file', { attachments: [id] }))).message.seq).toBe(told.timeline.length + 3);
  herDevice.close();
  hisDevice.close();
});
