import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { someone, type Person } from '../support/people';
import { messagesOf, nameOf, newPost, roomOf, say } from '../support/posts';
import { startServer, type TestServer } from '../support/server';

let server: TestServer;
beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.close());

const readingOf = async (person: Person, room: number) => {
  const { read_seq, unread_count } = await roomOf(person, room);
  return [read_seq, unread_count];
};

describe('the read cursor', () => {
  it('moves forward only and never beyond the last message', async () => {
    const { room, expert, client } = await server.people.makeRoom();
    for (const text of ['one', 'two', 'three']) await say(client, room.id, text);
    const device = await expert.connect();
    expect(await device.get('room:read', { room: room.id, seq: 2 })).toEqual({ ok: true, read_seq: 2, unread_count: 1, last_rev: 3 });
    expect(await device.get('room:read', { room: room.id, seq: 1 })).toMatchObject({ read_seq: 2, unread_count: 1 });
    expect(await device.get('room:read', { room: room.id, seq: 0 })).toMatchObject({ read_seq: 2, unread_count: 1 });
    expect(await device.get('room:read', { room: room.id, seq: 99 })).toMatchObject({ read_seq: 3, unread_count: 0 });
    await say(client, room.id, 'four');
    expect(await readingOf(expert, room.id)).toEqual([3, 1]);
    device.close();
  });

  it('keeps the furthest place of many readings at once', async () => {
    const { room, expert, client } = await server.people.makeRoom();
    for (let index = 0; index < 12; index += 1) await say(client, room.id, String(index));
    const [a, b] = [await expert.connect(), await expert.connect()];
    await Promise.all([7, 3, 11, 1, 9, 2].flatMap((seq) => [a.get('room:read', { room: room.id, seq }), b.get('room:read', { room: room.id, seq: seq - 1 })]));
    expect(await readingOf(expert, room.id)).toEqual([11, 1]);
    a.close();
    b.close();
  });

  it('moves over HTTP up to a number, or to the end without one', async () => {
    const { room, expert, client } = await server.people.makeRoom();
    for (const text of ['one', 'two', 'three']) await say(client, room.id, text);
    const path = `/api/chat/rooms/${room.id}/mark_read`;
    expect((await expert.http('POST', path, { seq: 1 })).body).toMatchObject({ read_seq: 1, unread_count: 2 });
    const all = await expert.http('POST', path);
    expect([all.status, all.body]).toMatchObject([200, { read_seq: 3, unread_count: 0 }]);
    expect((await expert.http('POST', path, {})).body).toMatchObject({ read_seq: 3, unread_count: 0 });
    for (const body of [{ seq: -1 }, { seq: '1' }, { seq: 1.5 }, { seq: null }, { seq: 1, more: 1 }, [], 'all']) {
      expect((await expert.http('POST', path, body)).status).toBe(400);
    }
  });

  it('is told with the count to the reader\'s own devices and without it to the others, once', async () => {
    const { room, expert, client } = await server.people.makeRoom();
    const [a, other, b] = [await expert.connect(), await expert.connect(), await client.connect()];
    for (const text of ['one', 'two', 'three']) await b.get('message:post', newPost(room.id, text));
    await a.get('room:read', { room: room.id, seq: 2 });
    const moved = { room: room.id, user: expert.account.id, read_seq: 2, last_read_at: expect.any(String) };
    const isHis = (fact: { user: number }) => fact.user === expert.account.id;
    for (const device of [a, other]) expect(await device.fact('room:read_moved', isHis)).toEqual({ ...moved, unread_count: 1, last_rev: 3 });
    expect(await b.fact('room:read_moved', isHis)).toEqual(moved);
    // A reading that moves nothing is told to nobody: the post behind it comes alone.
    await a.get('room:read', { room: room.id, seq: 1 });
    await b.get('message:post', newPost(room.id, 'behind'));
    await a.fact('message:posted', ({ message }) => message.message === 'behind');
    expect(a.facts.filter(({ name, payload }) => name === 'room:read_moved' && isHis(payload as { user: number }))).toHaveLength(1);
    for (const device of [a, other, b]) device.close();
  });

  it('shows when it last moved', async () => {
    const { room, expert, client } = await server.people.makeRoom();
    await say(client, room.id);
    const before = await roomOf(client, room.id);
    const ofExpert = (view: typeof before) => view.participants.find(({ role }) => role === 'expert')!;
    expect(ofExpert(before)).toMatchObject({ read_seq: 0, last_read_at: null });
    await expert.http('POST', `/api/chat/rooms/${room.id}/mark_read`);
    const after = ofExpert(await roomOf(client, room.id));
    expect(after.read_seq).toBe(1);
    expect(Math.abs(Date.now() - Date.parse(after.last_read_at!))).toBeLessThan(60_000);
  });
});

describe('posting', () => {
  it('moves the sender\'s own cursor to the new message and tells it', async () => {
    const { room, expert, client } = await server.people.makeRoom();
    const device = await expert.connect();
    await say(client, room.id, 'one');
    await say(client, room.id, 'two');
    await device.get('message:post', newPost(room.id, 'answer'));
    expect(await readingOf(expert, room.id)).toEqual([3, 0]);
    expect(await device.fact('room:read_moved', ({ user }) => user === expert.account.id)).toMatchObject({ read_seq: 3, unread_count: 0, last_rev: 3 });
    expect(await readingOf(client, room.id)).toEqual([2, 1]);
    device.close();
  });

  it('leaves an earlier message of somebody else unread when the sender had not seen it', async () => {
    const { room, expert, client } = await server.people.makeRoom();
    await say(client, room.id, 'seen');
    await say(client, room.id, 'crossed the answer');
    await say(expert, room.id, 'answer', { seen_seq: 1 });
    expect(await readingOf(expert, room.id)).toEqual([1, 1]);
    await say(expert, room.id, 'now all', { seen_seq: 3 });
    expect(await readingOf(expert, room.id)).toEqual([4, 0]);
  });

  it('moves to the new message when what had not been seen is one\'s own, read before, or deleted', async () => {
    const { room, expert, client } = await server.people.makeRoom();
    await say(expert, room.id, 'mine');
    await say(expert, room.id, 'mine too', { seen_seq: 0 });
    expect(await readingOf(expert, room.id)).toEqual([2, 0]);
    await say(client, room.id, 'read before');
    await expert.http('POST', `/api/chat/rooms/${room.id}/mark_read`);
    await say(expert, room.id, 'from a device that lags behind', { seen_seq: 2 });
    expect(await readingOf(expert, room.id)).toEqual([4, 0]);
    const { id } = await say(client, room.id, 'deleted');
    const device = await client.connect();
    await device.get('message:delete', { id });
    await say(expert, room.id, 'answer', { seen_seq: 4 });
    expect(await readingOf(expert, room.id)).toEqual([6, 0]);
    device.close();
  });
});

describe('is_read', () => {
  it('says that the other side has reached the message', async () => {
    const { room, expert, client } = await server.people.makeRoom();
    await say(client, room.id, 'one');
    await say(client, room.id, 'two');
    const ticks = async (person: Person) => (await messagesOf(person, room.id)).map(({ is_read }) => is_read);
    expect(await ticks(client)).toEqual([false, false]);
    await expert.http('POST', `/api/chat/rooms/${room.id}/mark_read`, { seq: 1 });
    expect([await ticks(client), await ticks(expert)]).toEqual([[true, false], [true, false]]);
    const answer = await say(expert, room.id, 'answer');
    expect(answer.is_read).toBe(false);
    expect(await ticks(client)).toEqual([true, true, false]);
    await client.http('POST', `/api/chat/rooms/${room.id}/mark_read`);
    expect((await roomOf(expert, room.id)).last_message).toMatchObject({ id: answer.id, is_read: true });
  });

  it('never goes back when the reader leaves the room, and asks nothing of one\'s own side', async () => {
    const { order, room, expert, client } = await server.people.makeRoom();
    await say(client, room.id, 'to the first expert');
    await say(expert, room.id, 'answer of the first');
    await say(client, room.id, 'nobody reads this yet');
    await server.people.putOrder(order, { client: nameOf(client), expert: null });
    const ticks = async (person: Person) => (await messagesOf(person, room.id)).map(({ is_read }) => is_read);
    expect(await ticks(client)).toEqual([true, true, false]);
    const second = someone('Борис');
    const boris = await server.people.makeUser('expert', second);
    await server.people.putOrder(order, { client: nameOf(client), expert: second });
    await say(client, room.id, 'to the second');
    expect(await ticks(boris)).toEqual([true, true, false, false]);
    await say(boris, room.id, 'answer of the second', { seen_seq: 3 });
    // The cursor stays before what had not been seen.
    expect(await ticks(client)).toEqual([true, true, true, false, false]);
    await boris.http('POST', `/api/chat/rooms/${room.id}/mark_read`);
    expect(await ticks(client)).toEqual([true, true, true, true, false]);
    // The experts read each other's answers; that is not the other side.
    await say(boris, room.id, 'one more');
    await server.people.putOrder(order, { client: nameOf(client), expert: nameOf(expert) });
    await expert.http('POST', `/api/chat/rooms/${room.id}/mark_read`);
    expect((await messagesOf(client, room.id)).at(-1)).toMatchObject({ message: 'one more', is_read: false });
  });
});

describe('unread', () => {
  it('counts others\' messages behind the cursor and none of one\'s own', async () => {
    const { room, expert, client } = await server.people.makeRoom();
    await say(client, room.id, 'one');
    await say(client, room.id, 'two');
    await say(expert, room.id, 'answer', { seen_seq: 1 });
    await say(client, room.id, 'three', { seen_seq: 2 });
    expect([await readingOf(expert, room.id), await readingOf(client, room.id)]).toEqual([[1, 2], [2, 1]]);
  });

  it('falls when somebody else\'s unread message is deleted, and stays when a read one is', async () => {
    const { room, expert, client } = await server.people.makeRoom();
    const [a, b] = [await expert.connect(), await client.connect()];
    const [one, two, three] = [await say(client, room.id), await say(client, room.id), await say(client, room.id)];
    await a.get('room:read', { room: room.id, seq: one.seq });
    expect(await readingOf(expert, room.id)).toEqual([1, 2]);
    await b.get('message:delete', { id: two.id });
    expect(await readingOf(expert, room.id)).toEqual([1, 1]);
    await b.get('message:delete', { id: two.id });
    await b.get('message:delete', { id: one.id });
    expect(await readingOf(expert, room.id)).toEqual([1, 1]);
    await b.get('message:edit', { id: three.id, message: 'edited' });
    expect(await readingOf(expert, room.id)).toEqual([1, 1]);
    await b.get('message:delete', { id: three.id });
    expect(await readingOf(expert, room.id)).toEqual([1, 0]);
    expect((await a.get('inbox:catch_up', {})).totals).toMatchObject({ unread_count: 0, unread_rooms: 0 });
    a.close();
    b.close();
  });

  it('sums up over the rooms of the reader', async () => {
    const people = [await server.people.makeRoom(), await server.people.makeRoom()] as const;
    const [{ expert }] = people;
    await server.people.putOrder(people[1].order, { client: nameOf(people[1].client), expert: nameOf(expert) });
    for (const { client, room } of people) await say(client, room.id);
    await say(people[1].client, people[1].room.id);
    const device = await expert.connect();
    expect((await device.get('inbox:catch_up', {})).totals).toMatchObject({ unread_count: 3, unread_rooms: 2, owed_rooms: 2 });
    await device.get('room:read', { room: people[1].room.id, seq: 2 });
    expect((await device.get('inbox:catch_up', {})).totals).toMatchObject({ unread_count: 1, unread_rooms: 1, owed_rooms: 2 });
    device.close();
  });
});
