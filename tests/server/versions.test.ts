import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Message } from '../../protocol/entities';
import { messagesOf, newPost, roomOf, say } from '../support/posts';
import { startServer, type TestServer } from '../support/server';

let server: TestServer;
beforeAll(async () => {
  server = await startServer({ environment: { EDIT_MINUTES: '5' } });
});
afterAll(() => server.close());

/** Makes a message as if it had been written that long ago. */
const age = (id: number, minutes: number) =>
  server.app.parts.db.rows(null, `UPDATE messages SET created_at = created_at - make_interval(mins => $2) WHERE id = $1`, [id, minutes]);

describe('a reply', () => {
  it('brings what is needed to draw and to find what it quotes, wherever messages are shown', async () => {
    const { room, expert, client } = await server.people.makeRoom();
    const first = await say(client, room.id, 'Когда будет готово?');
    const device = await expert.connect();
    const { message } = await device.get('message:post', newPost(room.id, 'Завтра', { reply_to: first.id }));
    const quote = { id: first.id, seq: 1, sender: client.account.id, sender_name: first.sender_name, excerpt: 'Когда будет готово?', is_deleted: false };
    expect(message).toMatchObject({ reply_to: first.id, reply: quote });
    expect((await device.fact('message:posted', (fact) => fact.message.id === message.id)).message.reply).toEqual(quote);
    expect((await device.get('room:open', { room: room.id })).messages.map(({ reply }) => reply)).toEqual([null, quote]);
    expect((await messagesOf(client, room.id)).map(({ reply }) => reply)).toEqual([null, quote]);
    expect((await roomOf(client, room.id)).last_message?.reply).toEqual(quote);
    device.close();
  });

  it('quotes no more than the start, and no half of a character', async () => {
    const { room, expert, client } = await server.people.makeRoom();
    const first = await say(client, room.id, '😀'.repeat(1000));
    const reply = await say(expert, room.id, 'ого', { reply_to: first.id });
    expect(reply.reply?.excerpt).toBe('😀'.repeat(200));
  });

  it('shows the quoted message as it stands now, and nothing of a deleted one', async () => {
    const { room, expert, client } = await server.people.makeRoom();
    const device = await client.connect();
    const first = await say(client, room.id, 'тайна');
    await say(expert, room.id, 'понял', { reply_to: first.id });
    await device.get('message:edit', { id: first.id, message: 'уже не тайна' });
    const quoteNow = async () => (await messagesOf(expert, room.id))[1]?.reply;
    expect(await quoteNow()).toMatchObject({ excerpt: 'уже не тайна', is_deleted: false });
    await device.get('message:delete', { id: first.id });
    expect(await quoteNow()).toMatchObject({ excerpt: '', is_deleted: true });
    device.close();
  });

  it('that was deleted quotes nothing', async () => {
    const { room, expert, client } = await server.people.makeRoom();
    const first = await say(client, room.id, 'вопрос');
    const reply = await say(expert, room.id, 'ответ', { reply_to: first.id });
    const device = await expert.connect();
    expect((await device.get('message:delete', { id: reply.id })).message).toMatchObject({ message: '', reply: null });
    device.close();
  });

  it('to a message of another room is refused as if there were no such message', async () => {
    const [here, there] = [await server.people.makeRoom(), await server.people.makeRoom()];
    const foreign = await say(there.client, there.room.id, 'чужое');
    const device = await here.client.connect();
    const answer = await device.ask('message:post', newPost(here.room.id, 'ответ', { reply_to: foreign.id }));
    expect(answer).toMatchObject({ ok: false, error: { code: 'not_found' } });
    expect(await messagesOf(here.client, here.room.id)).toEqual([]);
    device.close();
  });
});

describe('the time of editing', () => {
  it('ends after the configured minutes; deleting is possible for ever', async () => {
    const { room, client } = await server.people.makeRoom();
    const device = await client.connect();
    const { id } = await say(client, room.id, 'старое');
    await age(id, 4);
    expect((await device.get('message:edit', { id, message: 'вовремя' })).message.message).toBe('вовремя');
    await age(id, 2);
    expect(await device.ask('message:edit', { id, message: 'поздно' })).toMatchObject({ error: { code: 'forbidden' } });
    expect((await device.get('message:edit', { id, message: 'вовремя' })).message.rev).toBe(2);
    expect((await device.get('message:delete', { id })).message.deleted_at).not.toBeNull();
    device.close();
  });

  it('is told with the inbox', async () => {
    const { expert } = await server.people.makeRoom();
    const device = await expert.connect();
    expect((await device.get('inbox:catch_up', {})).edit_ms).toBe(5 * 60_000);
    device.close();
  });

  it('never ends when it is set to nothing', async () => {
    const endless = await startServer({ environment: { EDIT_MINUTES: '0' }, databaseUrl: server.databaseUrl });
    const { room, client } = await endless.people.makeRoom();
    const device = await client.connect();
    const { id } = await say(client, room.id, 'древнее');
    await age(id, 100_000);
    expect((await device.get('message:edit', { id, message: 'обновлено' })).message.message).toBe('обновлено');
    device.close();
    await endless.close();
  });
});

describe('the history of a message', () => {
  const texts = (versions: readonly { text: string }[]) => versions.map(({ text }) => text);

  it('holds every text, from when to when it stood there', async () => {
    const { room, expert, client } = await server.people.makeRoom();
    const [a, b] = [await expert.connect(), await client.connect()];
    const { id, created_at } = await say(client, room.id, 'раз');
    await b.get('message:edit', { id, message: 'два' });
    await b.get('message:edit', { id, message: 'два' });
    const { message } = await b.get('message:edit', { id, message: 'три' });
    const { versions } = await a.get('message:history', { id });
    expect(texts(versions)).toEqual(['раз', 'два', 'три']);
    expect(versions.map(({ rev }) => rev)).toEqual([1, 2, 3]);
    expect(versions[0]?.written_at).toBe(created_at);
    expect(versions[2]).toMatchObject({ written_at: message.edited_at, replaced_at: null });
    a.close();
    b.close();
  });

  it('is empty once the message is deleted', async () => {
    const { room, expert, client } = await server.people.makeRoom();
    const [a, b] = [await expert.connect(), await client.connect()];
    const { id } = await say(client, room.id, 'раз');
    await b.get('message:edit', { id, message: 'два' });
    await b.get('message:delete', { id });
    expect((await a.get('message:history', { id })).versions).toEqual([]);
    expect(await server.app.parts.db.rows(null, `SELECT * FROM message_versions WHERE message = $1`, [id])).toEqual([]);
    a.close();
    b.close();
  });

  it('is for the room’s experts: a client is forbidden, another expert finds nothing', async () => {
    const { room, expert, client } = await server.people.makeRoom();
    const stranger = (await server.people.makeRoom()).expert;
    const { id } = await say(expert, room.id, 'раз');
    const devices = [await client.connect(), await stranger.connect(), await expert.connect()] as const;
    expect(await devices[0].ask('message:history', { id })).toMatchObject({ error: { code: 'forbidden' } });
    expect(await devices[1].ask('message:history', { id })).toMatchObject({ error: { code: 'not_found' } });
    expect(await devices[2].ask('message:history', { id: 2 ** 40 })).toMatchObject({ error: { code: 'not_found' } });
    for (const device of devices) device.close();
  });

  it('keeps one text for each of many edits that came at once', async () => {
    const { room, expert, client } = await server.people.makeRoom();
    const [a, b] = [await expert.connect(), await client.connect()];
    const { id } = await say(client, room.id, '0');
    const answers = await Promise.all(Array.from({ length: 12 }, (_, index) => b.get('message:edit', { id, message: String(index + 1) })));
    const byRev = answers.map(({ message }): Message => message).sort((x, y) => x.rev - y.rev);
    expect(texts((await a.get('message:history', { id })).versions)).toEqual(['0', ...byRev.map(({ message }) => message)]);
    a.close();
    b.close();
  });
});
