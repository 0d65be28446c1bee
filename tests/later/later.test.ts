import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { Scheduled } from '../../protocol/later';
import type { Device } from '../support/people';
import { messagesOf, nameOf, newPost, roomOf, say } from '../support/posts';
import { startServer, type TestServer } from '../support/server';

let server: TestServer;
beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.close());

const inMs = (ms: number) => new Date(Date.now() + ms).toISOString();
const HOUR = 3_600_000;
const schedule = async (device: Device, room: number, message: string, more: object = {}): Promise<Scheduled> =>
  (await device.get('later:schedule', { room, message, client_message_id: randomUUID(), send_at: inMs(HOUR), ...more })).scheduled;
const codeOf = async (answer: Promise<{ ok: boolean; error?: { code: string } }>) => (await answer).error?.code ?? 'ok';
const became = (device: Device, { id }: Scheduled, state: string) => device.fact('later:changed', ({ scheduled }) => scheduled.id === id && scheduled.state === state);

describe('a scheduled message', () => {
  it('is posted at its time, once, under its id, and its writer is told', async () => {
    const { room, expert, client } = await server.people.makeRoom();
    const [mine, other, theirs] = [await expert.connect(), await expert.connect(), await client.connect()];
    const scheduled = await schedule(mine, room.id, 'Доброе утро', { send_at: inMs(700) });
    expect(scheduled).toMatchObject({ state: 'scheduled', message: 'Доброе утро', error: null });
    expect(await messagesOf(expert, room.id)).toEqual([]);
    const { message } = await theirs.fact('message:posted');
    expect(message).toMatchObject({ message: 'Доброе утро', sender: expert.account.id, client_message_id: scheduled.client_message_id });
    expect(new Date(message.created_at).getTime()).toBeGreaterThanOrEqual(new Date(scheduled.send_at).getTime());
    for (const device of [mine, other]) await became(device, scheduled, 'sent');
    expect((await mine.get('later:list', {})).scheduled).toEqual([]);
    expect(await messagesOf(client, room.id)).toHaveLength(1);
    expect(theirs.facts.filter(({ name }) => name.startsWith('later'))).toEqual([]);
    for (const device of [mine, other, theirs]) device.close();
  });

  it('is found again under its id; another text under it is a conflict', async () => {
    const { room, expert } = await server.people.makeRoom();
    const device = await expert.connect();
    const request = { room: room.id, message: 'text', client_message_id: randomUUID(), send_at: inMs(HOUR) };
    const first = await device.get('later:schedule', request);
    expect(await device.get('later:schedule', { ...request, send_at: inMs(2 * HOUR) })).toEqual(first);
    expect(await codeOf(device.ask('later:schedule', { ...request, message: 'other' }))).toBe('conflict');
    device.close();
  });

  it('is changed and cancelled by its writer alone', async () => {
    const { room, expert } = await server.people.makeRoom();
    const [device, stranger] = [await expert.connect(), await (await server.people.makeRoom()).expert.connect()];
    const scheduled = await schedule(device, room.id, 'old');
    for (const name of ['later:change', 'later:cancel'] as const) expect(await codeOf(stranger.ask(name, { id: scheduled.id }))).toBe('not_found');
    const changed = (await device.get('later:change', { id: scheduled.id, message: 'new', send_at: inMs(2 * HOUR) })).scheduled;
    expect(changed).toMatchObject({ message: 'new', version: 2 });
    expect((await device.get('later:list', {})).scheduled).toEqual([changed]);
    await device.get('later:cancel', { id: scheduled.id });
    expect((await device.get('later:list', {})).scheduled).toEqual([]);
    expect((await device.get('later:cancel', { id: scheduled.id })).scheduled.version).toBe(3);
    expect(await codeOf(device.ask('later:change', { id: scheduled.id, message: 'again' }))).toBe('conflict');
    device.close();
    stranger.close();
  });

  it('goes at once when its time is changed to now, with its new text', async () => {
    const { room, expert, client } = await server.people.makeRoom();
    const device = await expert.connect();
    const scheduled = await schedule(device, room.id, 'old');
    await device.get('later:change', { id: scheduled.id, message: 'new', send_at: inMs(0) });
    await became(device, scheduled, 'sent');
    expect((await messagesOf(client, room.id)).map(({ message }) => message)).toEqual(['new']);
    expect(await codeOf(device.ask('later:cancel', { id: scheduled.id }))).toBe('conflict');
    device.close();
  });

  it('does not go before a time to which it was put off', async () => {
    const { room, expert } = await server.people.makeRoom();
    const device = await expert.connect();
    const scheduled = await schedule(device, room.id, 'text', { send_at: inMs(400) });
    await device.get('later:change', { id: scheduled.id, send_at: inMs(HOUR) });
    const next = await schedule(device, room.id, 'next', { send_at: inMs(900) });
    await became(device, next, 'sent');
    expect((await messagesOf(expert, room.id)).map(({ message }) => message)).toEqual(['next']);
    device.close();
  });

  it('refuses what is no message, what is too far away, and references to other rooms', async () => {
    const { room, expert, client } = await server.people.makeRoom();
    const other = await server.people.makeRoom();
    const foreign = await say(other.client, other.room.id);
    const device = await expert.connect();
    const attempt = (more: object) => codeOf(device.ask('later:schedule', { ...newPost(room.id), send_at: inMs(HOUR), ...more } as never));
    expect(await attempt({ message: ' ' })).toBe('bad_request');
    expect(await attempt({ send_at: inMs(400 * 24 * HOUR) })).toBe('bad_request');
    expect(await attempt({ send_at: 'tomorrow' })).toBe('bad_request');
    expect(await attempt({ room: other.room.id })).toBe('not_found');
    expect(await attempt({ reply_to: foreign.id })).toBe('not_found');
    expect(await attempt({ attachments: [2 ** 40] })).toBe('not_found');
    const theirs = await client.connect();
    expect(await codeOf(theirs.ask('later:schedule', { ...newPost(room.id), send_at: inMs(HOUR) }))).toBe('forbidden');
    device.close();
    theirs.close();
  });
});

describe('at its time', () => {
  it('it is refused when somebody else has written since, and may be sent all the same', async () => {
    const { room, expert, client } = await server.people.makeRoom();
    const device = await expert.connect();
    await say(client, room.id, 'before');
    const quiet = await schedule(device, room.id, 'quiet', { expect_seq: 1, send_at: inMs(100) });
    await became(device, quiet, 'sent');
    const scheduled = await schedule(device, room.id, 'only if quiet', { expect_seq: 2, send_at: inMs(600) });
    await say(client, room.id, 'meanwhile');
    expect((await became(device, scheduled, 'refused')).scheduled.error).toBe('room_moved');
    expect((await device.get('later:list', {})).scheduled).toMatchObject([{ id: scheduled.id, state: 'refused', error: 'room_moved' }]);
    expect(await messagesOf(client, room.id)).toHaveLength(3);
    await device.get('later:change', { id: scheduled.id, expect_seq: null, send_at: inMs(0) });
    await became(device, scheduled, 'sent');
    expect((await messagesOf(client, room.id)).at(-1)!.message).toBe('only if quiet');
    device.close();
  });

  it('it is refused when its writer is not in the room any more, and he is told', async () => {
    const { order, room, expert, client } = await server.people.makeRoom();
    const device = await expert.connect();
    const scheduled = await schedule(device, room.id, 'from outside', { send_at: inMs(800) });
    await server.people.putOrder(order, { client: nameOf(client), expert: null });
    expect((await became(device, scheduled, 'refused')).scheduled.error).toBe('not_found');
    expect(await messagesOf(client, room.id)).toEqual([]);
    expect(await codeOf(device.ask('later:change', { id: scheduled.id, send_at: inMs(0) }))).toBe('not_found');
    await device.get('later:cancel', { id: scheduled.id });
    expect((await device.get('later:list', {})).scheduled).toEqual([]);
    device.close();
  });

  it('it goes though its writer has signed out, and answers only what he had read', async () => {
    const { room, expert, client } = await server.people.makeRoom();
    await say(client, room.id, 'read');
    const device = await expert.connect();
    await device.get('room:read', { room: room.id, seq: 1 });
    await schedule(device, room.id, 'answer', { send_at: inMs(900) });
    const unread = await say(client, room.id, 'not read');
    await expert.http('POST', '/api/auth/logout', {});
    await vi.waitFor(async () => expect((await messagesOf(client, room.id)).map(({ message }) => message)).toEqual(['read', 'not read', 'answer']), { timeout: 8_000, interval: 100 });
    const again = await server.people.signIn(expert.account.email);
    expect(await roomOf(again, room.id)).toMatchObject({ read_seq: 1, unread_count: 1, owed_since: unread.created_at });
    device.close();
  });
});
