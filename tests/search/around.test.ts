import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Message, Room } from '../../protocol/entities';
import type { Person } from '../support/people';
import { say } from '../support/posts';
import { startServer, type TestServer } from '../support/server';

let server: TestServer;
let client: Person;
let room: Room;
let messages: Message[] = [];

beforeAll(async () => {
  server = await startServer();
  ({ client, room } = await server.people.makeRoom());
  for (let n = 1; n <= 40; n += 1) messages.push(await say(client, room.id, `сообщение ${n}`));
  await server.app.parts.db.rows(null, `UPDATE messages SET created_at = timestamptz '2026-01-01' + seq * interval '1 hour' WHERE room = $1`, [room.id]);
  messages = await page('limit=200');
});
afterAll(() => server.close());

async function page(query: string): Promise<Message[]> {
  const { status, body } = await client.http<Message[]>('GET', `/api/chat/rooms/${room.id}/messages?${query}`);
  expect([query, status]).toEqual([query, 200]);
  return body;
}
const seqs = (list: readonly Message[]) => [list[0]?.seq, list.at(-1)?.seq];

it('gives the page in whose middle a message stands', async () => {
  expect(seqs(await page('around_seq=20&limit=10'))).toEqual([16, 25]);
  expect(seqs(await page('around_seq=1&limit=10'))).toEqual([1, 10]);
  expect(seqs(await page('around_seq=40&limit=10'))).toEqual([36, 40]);
  expect(seqs(await page('around_seq=9000&limit=10'))).toEqual([36, 40]);
  expect(seqs(await page('around_seq=20&limit=1'))).toEqual([20, 20]);
});

it('gives the page around the first message at or after a moment', async () => {
  const around = async (at: string) => seqs(await page(`at=${encodeURIComponent(at)}&limit=1`))[0];
  for (const { seq, created_at } of messages) {
    expect(await around(created_at)).toBe(seq);
    expect(await around(new Date(Date.parse(created_at) - 1_800_000).toISOString())).toBe(seq);
  }
  expect(await around('2020-01-01T00:00:00Z')).toBe(1);
  expect(await around('2030-01-01T00:00:00Z')).toBe(40);
});

it('takes one bound at a time', async () => {
  for (const query of ['around_seq=1&before_seq=2', 'around_seq=1&at=2026-01-01T00:00:00Z', 'at=yesterday', 'around_seq=0']) {
    expect([query, (await client.http('GET', `/api/chat/rooms/${room.id}/messages?${query}`)).status]).toEqual([query, 400]);
  }
});

it('gives an empty room nothing', async () => {
  const { room: empty, client: other } = await server.people.makeRoom();
  for (const query of ['around_seq=5', 'at=2026-01-01T00:00:00Z']) {
    expect((await other.http('GET', `/api/chat/rooms/${empty.id}/messages?${query}`)).body).toEqual([]);
  }
});
