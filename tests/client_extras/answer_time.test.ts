import { afterAll, beforeAll, expect, it } from 'vitest';
import { say } from '../support/posts';
import { startServer, type TestServer } from '../support/server';

let server: TestServer;
beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.close());

it('says how long the expert usually takes, from the first question to the answer', async () => {
  const { client, expert, room } = await server.people.makeRoom();
  const path = `/api/chat/rooms/${room.id}/answer_time`;
  for (let turn = 0; turn < 3; turn += 1) {
    await say(client, room.id, 'Вопрос');
    await say(client, room.id, 'И ещё');
    await say(expert, room.id, 'Ответ');
    await say(expert, room.id, 'Дополнение');
  }
  // Turns of one, two and nine minutes; what stands between question and answer does not count.
  const minutes = [0, 0.5, 1, 5, 10, 11, 12, 13, 20, 21, 29, 30];
  for (const [index, minute] of minutes.entries()) {
    await server.app.parts.db.rows(null, `UPDATE messages SET created_at = now() - interval '1 day' + $3 * interval '1 second' WHERE room = $1 AND seq = $2`, [room.id, index + 1, minute * 60]);
  }
  expect((await client.http(`GET`, path)).body).toEqual({ answer_seconds: 120 });
  expect((await expert.http(`GET`, path)).status).toBe(200);
});

it('says nothing from too few answers', async () => {
  const { client, expert, room } = await server.people.makeRoom();
  await say(client, room.id, 'Вопрос');
  await say(expert, room.id, 'Ответ');
  expect((await client.http('GET', `/api/chat/rooms/${room.id}/answer_time`)).body).toEqual({ answer_seconds: null });
});
