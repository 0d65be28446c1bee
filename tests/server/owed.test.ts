import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Device } from '../support/people';
import { nameOf, newPost, roomOf, say } from '../support/posts';
import { startServer, type TestServer } from '../support/server';

let server: TestServer;
const devices: Device[] = [];
beforeAll(async () => {
  server = await startServer();
});
afterAll(async () => {
  for (const device of devices) device.close();
  await server.close();
});

/** A room with both sides connected. */
async function pair() {
  const made = await server.people.makeRoom();
  const [a, b] = [await made.expert.connect(), await made.client.connect()];
  devices.push(a, b);
  const owed = async () => (await roomOf(made.expert, made.room.id)).owed_since;
  return { ...made, a, b, owed };
}

describe('owed_since', () => {
  it('is when the oldest unanswered client message came', async () => {
    const { room, client, owed, expert } = await pair();
    expect(await owed()).toBeNull();
    const first = await say(client, room.id, 'first');
    await say(client, room.id, 'second');
    expect(await owed()).toBe(first.created_at);
    // Both sides see the same.
    expect((await roomOf(client, room.id)).owed_since).toBe(first.created_at);
    await say(expert, room.id, 'answer');
    expect(await owed()).toBeNull();
  });

  it('stays null while only the expert writes', async () => {
    const { room, expert, owed } = await pair();
    await say(expert, room.id, 'hello');
    await say(expert, room.id, 'anybody?', { seen_seq: 0 });
    expect(await owed()).toBeNull();
  });

  it('moves to the first message that an answer had not seen', async () => {
    const { room, client, expert, owed } = await pair();
    await say(client, room.id, 'one');
    await say(client, room.id, 'two');
    const third = await say(client, room.id, 'three');
    await say(expert, room.id, 'answer to two', { seen_seq: 2 });
    expect(await owed()).toBe(third.created_at);
    await say(expert, room.id, 'sent by a device that lags behind', { seen_seq: 1 });
    expect(await owed()).toBe(third.created_at);
    await say(expert, room.id, 'to all that', { seen_seq: 5 });
    expect(await owed()).toBeNull();
  });

  it('is not answered by a number from the future', async () => {
    const { room, client, expert, owed } = await pair();
    await say(client, room.id, 'one');
    await say(expert, room.id, 'answer', { seen_seq: 1_000_000 });
    expect(await owed()).toBeNull();
    const later = await say(client, room.id, 'later');
    expect(await owed()).toBe(later.created_at);
  });

  it('is answered by nothing that the server refused, and by a repeat only once', async () => {
    const { room, client, a, owed } = await pair();
    await say(client, room.id, 'one');
    const second = await say(client, room.id, 'two');
    expect(await a.ask('message:post', newPost(room.id, 'held', { expect_seq: 1 }))).toMatchObject({ error: { code: 'room_moved' } });
    expect(await owed()).not.toBeNull();
    const answer = newPost(room.id, 'answer to one', { seen_seq: 1 });
    await a.get('message:post', answer);
    expect(await owed()).toBe(second.created_at);
    // The outbox repeats the request with what it has seen meanwhile.
    await a.get('message:post', { ...answer, seen_seq: 3 });
    expect(await owed()).toBe(second.created_at);
  });

  it('is owed by no deleted client message', async () => {
    const { room, client, b, owed } = await pair();
    const [one, two] = [await say(client, room.id, 'one'), await say(client, room.id, 'two')];
    await b.get('message:delete', { id: one.id });
    expect(await owed()).toBe(two.created_at);
    await b.get('message:delete', { id: two.id });
    expect(await owed()).toBeNull();
    const three = await say(client, room.id, 'three');
    expect(await owed()).toBe(three.created_at);
  });

  it('is not reopened when an answer is deleted or edited', async () => {
    const { room, client, expert, a, owed } = await pair();
    await say(client, room.id, 'question');
    const answer = await say(expert, room.id, 'answer');
    await a.get('message:edit', { id: answer.id, message: 'better answer' });
    await a.get('message:delete', { id: answer.id });
    expect(await owed()).toBeNull();
  });

  it('is not reopened when an answered question is edited or deleted', async () => {
    const { room, client, expert, b, owed } = await pair();
    const question = await say(client, room.id, 'question');
    await say(expert, room.id, 'answer');
    await b.get('message:edit', { id: question.id, message: 'another question' });
    expect(await owed()).toBeNull();
    await b.get('message:delete', { id: question.id });
    expect(await owed()).toBeNull();
  });

  it('does not change when the room is opened, read or typed in', async () => {
    const { room, client, a, owed } = await pair();
    const question = await say(client, room.id, 'question');
    await a.get('room:open', { room: room.id });
    await a.get('room:read', { room: room.id, seq: 1 });
    await a.get('typing:set', { room: room.id, is_typing: true });
    expect(await owed()).toBe(question.created_at);
    expect((await a.get('inbox:catch_up', {})).totals).toMatchObject({ unread_count: 0, owed_rooms: 1, oldest_owed_since: question.created_at });
  });

  it('passes to the next expert', async () => {
    const { order, room, client, owed } = await pair();
    const question = await say(client, room.id, 'question');
    const boris = await server.people.makeUser('expert');
    await server.people.putOrder(order, { client: nameOf(client), expert: null });
    expect((await roomOf(client, room.id)).owed_since).toBe(question.created_at);
    await server.people.putOrder(order, { client: nameOf(client), expert: nameOf(boris) });
    expect((await roomOf(boris, room.id)).owed_since).toBe(question.created_at);
    await say(boris, room.id, 'answer');
    expect((await roomOf(client, room.id)).owed_since).toBeNull();
    await expect(owed()).rejects.toThrow('404');
  });
});

describe('facts', () => {
  it('carry the room\'s owed_since as it stands at their change number', async () => {
    const { room, a, b } = await pair();
    const one = (await b.get('message:post', newPost(room.id, 'one'))).message;
    const two = (await b.get('message:post', newPost(room.id, 'two'))).message;
    await b.get('message:edit', { id: one.id, message: 'one, edited' });
    await b.get('message:delete', { id: one.id });
    await a.get('message:post', newPost(room.id, 'answer', { seen_seq: 2 }));
    await b.get('message:delete', { id: two.id });
    const told = [];
    for (const rev of [1, 2, 5]) told.push((await a.fact('message:posted', ({ message }) => message.rev === rev)).owed_since);
    for (const rev of [3, 4, 6]) told.push((await a.fact('message:changed', ({ message }) => message.rev === rev)).owed_since);
    expect(told).toEqual([one.created_at, one.created_at, null, one.created_at, two.created_at, null]);
  });
});
