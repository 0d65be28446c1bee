import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { say } from '../support/posts';
import { startServer, type TestServer } from '../support/server';

let server: TestServer;
beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.close());

it('finds notes for the experts of their room, by forms and parts of words, before the messages, and for nobody else', async () => {
  const { room, order, expert, client } = await server.people.makeRoom();
  const elsewhere = await server.people.makeRoom();
  const question = await say(client, room.id, 'Где договоры?');
  const desk = await expert.connect();
  const { note } = await desk.get('note:post', { room: room.id, note: 'Договор <b>лежит</b> у юриста', client_note_id: randomUUID() });
  const { note: gone } = await desk.get('note:post', { room: room.id, note: 'Договор, которого нет', client_note_id: randomUUID() });
  await desk.get('note:delete', { id: gone.id });
  const found = (await desk.get('search:run', { query: 'договоры' })).hits;
  expect(found.map(({ kind, id, seq }) => [kind, id, seq])).toEqual([
    ['note', note.id, 1],
    ['message', question.id, 1],
  ]);
  expect(found[0]!.excerpt).toEqual({ text: note.note, ranges: [[0, 7]] });
  expect((await desk.get('search:run', { query: 'юрис' })).hits.map(({ id }) => id)).toEqual([note.id]);
  expect((await desk.get('search:run', { query: `${order} юриста` })).hits.map(({ kind }) => kind)).toEqual(['note']);
  expect((await desk.get('search:run', { query: 'юриста', filters: { sender: client.account.id } })).hits).toEqual([]);
  expect((await desk.get('search:run', { query: 'юриста', filters: { from: new Date(Date.now() + 60_000).toISOString() } })).hits).toEqual([]);
  const over = await expert.http<{ hits: unknown[] }>('GET', `/api/chat/search?q=${encodeURIComponent('юриста')}&room=${room.id}`);
  expect(JSON.stringify(over.body)).toContain('"kind":"note"');
  for (const stranger of [client, await server.people.join(order), elsewhere.expert, elsewhere.client]) {
    const device = await stranger.connect();
    expect((await device.get('search:run', { query: 'юриста' })).hits).toEqual([]);
    device.close();
  }
  desk.close();
});
