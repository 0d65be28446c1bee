import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Room } from '../../protocol/entities';
import { roomOf, say } from '../support/posts';
import { startServer, type TestServer } from '../support/server';

let server: TestServer;
beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.close());

describe('how a user keeps a room', () => {
  it('is told to his own devices alone, once, and found by catching up', async () => {
    const { room, expert, client } = await server.people.makeRoom();
    const [mine, other, theirs] = [await expert.connect(), await expert.connect(), await client.connect()];
    const { cursor } = await mine.get('inbox:catch_up', {});
    const answer = await mine.get('room:set', { room: room.id, is_muted: true, is_pinned: true });
    expect(answer.room).toMatchObject({ is_muted: true, is_pinned: true, unread_from: null });
    await other.fact('room:changed', (fact) => fact.room.is_muted);
    expect((await mine.get('inbox:catch_up', { cursor })).rooms).toMatchObject([{ id: room.id, is_pinned: true }]);
    await mine.get('room:set', { room: room.id, is_muted: true });
    await mine.get('room:set', { room: room.id, is_pinned: false });
    await other.fact('room:changed', (fact) => !fact.room.is_pinned);
    expect(other.facts.filter(({ name }) => name === 'room:changed')).toHaveLength(2);
    expect(await roomOf(client, room.id)).toMatchObject({ is_muted: false, is_pinned: false });
    await theirs.get('inbox:catch_up', {});
    expect(theirs.facts.filter(({ name }) => name === 'room:changed')).toEqual([]);
    for (const device of [mine, other, theirs]) device.close();
  });

  it('marks unread without touching cursor, count, sums or ticks; reading up to it takes it away', async () => {
    const { room, expert, client } = await server.people.makeRoom();
    for (const text of ['one', 'two', 'three']) await say(client, room.id, text);
    const [device, other] = [await expert.connect(), await expert.connect()];
    await device.get('room:read', { room: room.id, seq: 3 });
    await device.get('room:set', { room: room.id, unread_from: 2 });
    expect(await roomOf(expert, room.id)).toMatchObject({ read_seq: 3, unread_count: 0, unread_from: 2 });
    expect((await device.get('inbox:catch_up', {})).totals).toMatchObject({ unread_count: 0, unread_rooms: 0 });
    expect((await roomOf(client, room.id)).last_message!.is_read).toBe(true);
    expect((await expert.http<Room[]>('GET', '/api/chat/rooms?filter=unread')).body.map(({ id }) => id)).toEqual([room.id]);
    await device.get('room:read', { room: room.id, seq: 1 });
    expect(await roomOf(expert, room.id)).toMatchObject({ unread_from: 2 });
    await device.get('room:read', { room: room.id, seq: 3 });
    await other.fact('room:changed', (fact) => fact.room.unread_from === null && fact.room.read_seq === 3);
    expect(await roomOf(expert, room.id)).toMatchObject({ unread_from: null });
    await device.get('room:set', { room: room.id, unread_from: 1 });
    await device.get('room:set', { room: room.id, unread_from: null });
    expect(await roomOf(expert, room.id)).toMatchObject({ unread_from: null });
    for (const body of [{ unread_from: 9 }, { unread_from: 0 }, { is_muted: 'yes' }]) {
      expect(await device.ask('room:set', { room: room.id, ...body } as never)).toMatchObject({ ok: false, error: { code: 'bad_request' } });
    }
    device.close();
    other.close();
  });

  it('shows the time zone that the client has told, and takes no invented one', async () => {
    const { room, expert, client } = await server.people.makeRoom();
    const device = await client.connect();
    await device.get('zone:set', { time_zone: 'Asia/Tokyo' });
    expect((await roomOf(expert, room.id)).participants.map(({ role, time_zone }) => [role, time_zone])).toEqual(expect.arrayContaining([['client', 'Asia/Tokyo'], ['expert', null]]));
    for (const time_zone of ['Mars/Olympus', '', '<b>', 'x'.repeat(65)]) expect(await device.ask('zone:set', { time_zone })).toMatchObject({ ok: false, error: { code: 'bad_request' } });
    device.close();
  });

  it('takes a time zone, which is written into every room, no more often than devices change theirs', async () => {
    const device = await (await server.people.makeUser('client')).connect();
    for (let count = 0; count < 60; count += 1) await device.get('zone:set', { time_zone: count % 2 === 0 ? 'Asia/Tokyo' : 'UTC' });
    expect(await device.ask('zone:set', { time_zone: 'UTC' })).toMatchObject({ ok: false, error: { code: 'rate_limited' } });
    device.close();
  });
});
