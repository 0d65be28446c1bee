import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { Scheduled } from '../../protocol/later';
import type { Device } from '../support/people';
import { messagesOf, nameOf, newPost, roomOf, say } from '../support/posts';
import { collectFiles } from '../../server/domain/collecting';
import { upload } from '../support/uploads';
import { addJob } from '../../server/sql/jobs';
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
/** Lets its time come now, whoever may change it. */
async function due({ id }: Scheduled): Promise<void> {
  const { db } = server.app.parts;
  await db.rows(null, `UPDATE scheduled_messages SET send_at = clock_timestamp() WHERE id = $1`, [id]);
  await addJob(db, null, 'send_later', { id }, { run_at: new Date(), key: `send_later:${id}` });
}
const codeOf = async (answer: Promise<{ ok: boolean; error?: { code: string } }>) => (await answer).error?.code ?? 'ok';
const became = (device: Device, { id }: Scheduled, state: string) => device.fact('later:changed', ({ scheduled }) => scheduled.id === id && scheduled.state === state);

describe('a scheduled message', () => {
  it('is posted at its time, once, under its id, and its writer is told', async () => {
    const { room, expert, client } = await server.people.makeRoom();
    const [mine, other, theirs] = [await expert.connect(), await expert.connect(), await client.connect()];
    const scheduled = await schedule(mine, room.id, 'Доброе утро', { send_at: inMs(1_500) });
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
    const scheduled = await schedule(device, room.id, 'text', { send_at: inMs(2_000) });
    await device.get('later:change', { id: scheduled.id, send_at: inMs(HOUR) });
    const next = await schedule(device, room.id, 'next', { send_at: inMs(2_500) });
    await became(device, next, 'sent');
    expect((await messagesOf(expert, room.id)).map(({ message }) => message)).toEqual(['next']);
    device.close();
  });

  it('keeps its files until it goes, and is refused whole when one is gone', async () => {
    const { room, expert, client } = await server.people.makeRoom();
    const device = await expert.connect();
    const file = () => upload(server.url, expert, { room: room.id, bytes: Buffer.from('the contract'), name: 'contract.txt' });
    const [kept, lost] = [await file(), await file()];
    const first = await schedule(device, room.id, '', { attachments: [kept.id] });
    const second = await schedule(device, room.id, 'with a file', { attachments: [lost.id] });
    await server.app.parts.db.rows(null, `UPDATE attachments SET created_at = now() - interval '25 hours'`);
    await collectFiles(server.app.parts);
    await device.get('later:change', { id: first.id, send_at: inMs(0) });
    await became(device, first, 'sent');
    await server.app.parts.db.rows(null, `UPDATE attachments SET state = 'dropped' WHERE id = $1`, [lost.id]);
    await device.get('later:change', { id: second.id, send_at: inMs(0) });
    expect((await became(device, second, 'refused')).scheduled.error).toBe('not_found');
    expect((await messagesOf(client, room.id)).map(({ message, attachments }) => [message, attachments.map(({ id }) => id)])).toEqual([['', [kept.id]]]);
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
    const scheduled = await schedule(device, room.id, 'only if quiet', { expect_seq: 2 });
    await say(client, room.id, 'meanwhile');
    await due(scheduled);
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
    const scheduled = await schedule(device, room.id, 'from outside');
    await server.people.putOrder(order, { client: nameOf(client), expert: null });
    await due(scheduled);
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
    const scheduled = await schedule(device, room.id, 'answer');
    const unread = await say(client, room.id, 'not read');
    await expert.http('POST', '/api/auth/logout', {});
    await due(scheduled);
    await vi.waitFor(async () => expect((await messagesOf(client, room.id)).map(({ message }) => message)).toEqual(['read', 'not read', 'answer']), { timeout: 40_000, interval: 100 });
    const again = await server.people.signIn(expert.account.email);
    expect(await roomOf(again, room.id)).toMatchObject({ read_seq: 1, unread_count: 1, owed_since: unread.created_at });
    device.close();
  });
});
