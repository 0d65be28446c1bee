import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { ChatState } from '../../renderer/store/chat';
import { deliveryOf, outboxOf, totals, typistsOf } from '../../renderer/store/select';
import { memoryOutbox } from '../../renderer/sync/outbox_storage';
import type { OutboxStorage } from '../../renderer/sync/outbox_storage';
import { createSync } from '../../renderer/sync/sync';
import type { AuthSource, Sync } from '../../renderer/sync/sync';
import type { Message } from '../../protocol/entities';
import type { Person } from '../support/people';
import { messagesOf, nameOf, roomOf, say } from '../support/posts';
import { startProxy } from '../support/proxy';
import type { Proxy } from '../support/proxy';
import { startServer } from '../support/server';
import type { TestServer } from '../support/server';

let server: TestServer;
const running: Sync[] = [];
const proxies: Proxy[] = [];

beforeAll(async () => {
  server = await startServer({ environment: { EVENTS_PER_SECOND: '5000' } });
});
afterAll(() => server.close());
afterEach(async () => {
  await Promise.all(running.splice(0).map((sync) => sync.stop()));
  await Promise.all(proxies.splice(0).map((proxy) => proxy.close()));
});

const access = (person: Person, token = person.token, expires_in = 600) => ({ ok: true as const, access_token: token, expires_in, user: person.account });

/** The real sync layer of a person's device, on its way in. */
function device(person: Person, url = server.url, storage: OutboxStorage = memoryOutbox(), renew: AuthSource['renew'] = async () => access(person)): Sync {
  const sync = createSync({
    server: url,
    auth: { renew, signOut: async () => undefined },
    language: 'en',
    page: 'console',
    storage,
  });
  running.push(sync);
  sync.start();
  return sync;
}

async function wire(): Promise<Proxy> {
  const proxy = await startProxy();
  proxy.aim(Number(new URL(server.url).port));
  proxies.push(proxy);
  return proxy;
}

/** Resolves when the store fits. */
function until(sync: Sync, fits: (state: ChatState) => boolean, waitMs = 40_000): Promise<void> {
  return new Promise((resolve, reject) => {
    const look = () => {
      if (!fits(sync.store.getState())) return;
      clearTimeout(timer);
      stop();
      resolve();
    };
    const timer = setTimeout(() => (stop(), reject(new Error(`never came: ${fits.toString()}`))), waitMs);
    const stop = sync.store.subscribe(look);
    look();
  });
}

const caughtUp = (sync: Sync) => until(sync, (state) => state.is_caught_up);
const entry = (sync: Sync, room: number) => sync.store.getState().rooms.get(room)?.room;
const texts = (sync: Sync, room: number) => sync.store.getState().timelines.get(room)?.messages.map((message) => message.message);

/** Resolves when this device shows of the room exactly what the server has. */
async function agrees(sync: Sync, person: Person, room: number): Promise<void> {
  const truth = await roomOf(person, room);
  await until(sync, (state) => {
    const shown = state.rooms.get(room)?.room;
    return shown?.last_rev === truth.last_rev && shown.read_seq === truth.read_seq && shown.owed_since === truth.owed_since;
  });
  const shown = entry(sync, room);
  expect([shown?.unread_count, shown?.last_seq, shown?.last_message?.id]).toEqual([truth.unread_count, truth.last_seq, truth.last_message?.id]);
  const window = sync.store.getState().timelines.get(room);
  if (!window) return;
  await until(sync, (state) => state.timelines.get(room)?.last_rev === truth.last_rev);
  const plain = (message: Message) => ({ ...message, is_read: deliveryOf(message, truth) });
  const messages = sync.store.getState().timelines.get(room)!.messages.map(plain);
  expect(messages).toEqual((await messagesOf(person, room)).map(plain).slice(-messages.length));
}

describe('the sync layer on the real server', () => {
  it('shows a new room without reloading, posts, ticks and counts on both sides', async () => {
    const { room, expert, client } = await server.people.makeRoom();
    const [console_, page] = [device(expert), device(client)];
    await Promise.all([caughtUp(console_), caughtUp(page)]);
    console_.show(room.id);
    page.show(room.id);
    await page.post(room.id, 'Здравствуйте!');
    await until(console_, (state) => state.rooms.get(room.id)?.room.unread_count === 1);
    expect(totals(console_.store.getState())).toMatchObject({ unread_count: 1, owed_rooms: 1 });
    console_.read(room.id, 1);
    await until(page, (state) => state.rooms.get(room.id)!.room.participants.some((one) => one.role === 'expert' && one.read_seq === 1));
    // The window may still be on its way when the room's summary already knows.
    await until(page, (state) => state.timelines.get(room.id)?.messages.length === 1);
    const sent = page.store.getState().timelines.get(room.id)!.messages[0]!;
    expect(deliveryOf(sent, entry(page, room.id)!)).toBe('read');
    expect(totals(console_.store.getState())).toMatchObject({ unread_count: 0, owed_rooms: 1 });
    await console_.post(room.id, 'Добрый день');
    await until(page, (state) => state.rooms.get(room.id)!.room.unread_count === 1);
    await until(console_, (state) => state.rooms.get(room.id)!.room.owed_since === null && state.outbox.length === 0);
    const other = await server.people.putOrder(room.order + 500_000, { client: nameOf(client), expert: nameOf(expert) });
    await until(console_, (state) => state.rooms.has(other.room.id));
    await agrees(console_, expert, room.id);
    await agrees(page, client, room.id);
  });

  it('counts the same on every device of a user', async () => {
    const { room, expert, client } = await server.people.makeRoom();
    const [one, two] = [device(expert), device(expert)];
    await Promise.all([caughtUp(one), caughtUp(two)]);
    one.show(room.id);
    for (let number = 1; number <= 5; number += 1) await say(client, room.id, `message ${number}`);
    await Promise.all([one, two].map((sync) => until(sync, (state) => state.rooms.get(room.id)?.room.unread_count === 5)));
    one.read(room.id, 3);
    await Promise.all([one, two].map((sync) => until(sync, (state) => state.rooms.get(room.id)?.room.unread_count === 2)));
    await Promise.all([agrees(one, expert, room.id), agrees(two, expert, room.id)]);
  });

  it('brings back everything that was missed behind a dead network', async () => {
    const { room, expert, client } = await server.people.makeRoom();
    const quiet = await server.people.putOrder(room.order + 500_000, { client: nameOf(client), expert: nameOf(expert) });
    const proxy = await wire();
    const sync = device(expert, proxy.url);
    await caughtUp(sync);
    sync.show(room.id);
    await say(client, room.id, 'before');
    await until(sync, (state) => state.timelines.get(room.id)?.messages.length === 1);
    proxy.swallow('down');
    const missed = await say(client, room.id, 'missed');
    await say(client, room.id, 'missed too');
    await client.http('POST', '/api/chat/messages', { room: quiet.room.id, message: 'elsewhere', client_message_id: randomUUID() });
    const device_ = await client.connect();
    await device_.get('message:edit', { id: missed.id, message: 'edited' });
    device_.close();
    proxy.restore();
    await until(sync, (state) => state.is_caught_up && state.rooms.get(room.id)!.room.unread_count === 3);
    await agrees(sync, expert, room.id);
    await agrees(sync, expert, quiet.room.id);
    expect(texts(sync, room.id)).toEqual(['before', 'edited', 'missed too']);
  });

  it('sends a post once whose acknowledgment was lost', async () => {
    const { room, expert, client } = await server.people.makeRoom();
    const proxy = await wire();
    const sync = device(expert, proxy.url);
    await caughtUp(sync);
    sync.show(room.id);
    await until(sync, (state) => state.timelines.has(room.id));
    proxy.swallow('down');
    await sync.post(room.id, 'only once');
    await expect.poll(() => messagesOf(client, room.id).then((list) => list.length)).toBe(1);
    expect(outboxOf(sync.store.getState(), room.id)).toHaveLength(1);
    proxy.restore();
    await until(sync, (state) => state.outbox.length === 0 && state.timelines.get(room.id)?.messages.length === 1);
    await agrees(sync, expert, room.id);
    expect((await messagesOf(client, room.id)).map((message) => message.message)).toEqual(['only once']);
  });

  it('keeps what was written without a connection through the end of the page, in order', async () => {
    const { room, expert, client } = await server.people.makeRoom();
    const proxy = await wire();
    const storage = memoryOutbox();
    const first = device(expert, proxy.url, storage);
    await caughtUp(first);
    proxy.swallow('up');
    for (const text of ['one', 'two', 'three']) await first.post(room.id, text);
    expect(outboxOf(first.store.getState(), room.id).map((one) => one.message)).toEqual(['one', 'two', 'three']);
    await first.stop();
    const second = device(expert, server.url, storage);
    await until(second, (state) => state.is_caught_up && state.outbox.length === 0 && state.rooms.get(room.id)?.room.last_seq === 3);
    expect((await messagesOf(client, room.id)).map((message) => message.message)).toEqual(['one', 'two', 'three']);
    expect(await storage.load(expert.account.id)).toEqual([]);
  });

  it('does not send again what a page that ended had already sent', async () => {
    const { room, expert, client } = await server.people.makeRoom();
    const proxy = await wire();
    const storage = memoryOutbox();
    const first = device(expert, proxy.url, storage);
    await caughtUp(first);
    proxy.swallow('down');
    await first.post(room.id, 'stored, never acknowledged');
    await expect.poll(() => messagesOf(client, room.id).then((list) => list.length)).toBe(1);
    await first.stop();
    expect(await storage.load(expert.account.id)).toHaveLength(1);
    const second = device(expert, server.url, storage);
    second.show(room.id);
    await until(second, (state) => state.is_caught_up && state.outbox.length === 0);
    await expect.poll(() => storage.load(expert.account.id)).toEqual([]);
    await agrees(second, expert, room.id);
    expect(texts(second, room.id)).toEqual(['stored, never acknowledged']);
  });

  it('holds a post back when the room has moved, and sends it when its writer asks again', async () => {
    const { room, expert, client } = await server.people.makeRoom();
    const sync = device(expert);
    await caughtUp(sync);
    sync.show(room.id);
    await say(client, room.id, 'a question');
    await until(sync, (state) => state.rooms.get(room.id)?.room.last_seq === 1);
    await sync.post(room.id, 'an answer too early', { expect_seq: 0, seen_seq: 0 });
    await until(sync, (state) => state.outbox[0]?.state === 'failed');
    const [failed] = outboxOf(sync.store.getState(), room.id);
    expect(failed?.error).toBe('room_moved');
    await sync.retry(failed!.client_message_id);
    await until(sync, (state) => state.outbox.length === 0 && state.timelines.get(room.id)?.messages.length === 2);
    await sync.post(room.id, 'never sent', { expect_seq: 0 });
    await sync.post(room.id, 'not held up by it');
    await until(sync, (state) => state.timelines.get(room.id)?.messages.length === 3 || state.outbox.every((one) => one.state === 'failed'));
    await agrees(sync, expert, room.id);
  });

  it('gives the text of a discarded post back', async () => {
    const { room, expert, client } = await server.people.makeRoom();
    const sync = device(expert);
    await caughtUp(sync);
    await say(client, room.id, 'a question');
    await sync.post(room.id, 'a refused answer', { expect_seq: 0 });
    await until(sync, (state) => state.outbox[0]?.state === 'failed');
    expect(await sync.discard(sync.store.getState().outbox[0]!.client_message_id)).toBe('a refused answer');
    expect(sync.store.getState().outbox).toEqual([]);
  });

  it('edits and deletes, keeps what was refused, and sends what was written offline', async () => {
    const { room, expert, client } = await server.people.makeRoom();
    const sync = device(expert);
    await caughtUp(sync);
    sync.show(room.id);
    const foreign = await say(client, room.id, 'not yours');
    await sync.post(room.id, 'mine');
    await until(sync, (state) => state.timelines.get(room.id)?.messages.length === 2);
    const mine = sync.store.getState().timelines.get(room.id)!.messages[1]!;
    await sync.edit(mine, 'mine, corrected');
    await until(sync, (state) => state.changes.length === 0);
    expect(texts(sync, room.id)?.[1]).toBe('mine, corrected');
    await sync.edit(foreign, 'no');
    await until(sync, (state) => state.changes[0]?.state === 'failed');
    expect(sync.store.getState().changes).toMatchObject([{ message: foreign.id, text: 'no', error: 'forbidden' }]);
    expect(await sync.discardChange(foreign.id)).toBe('no');
    await agrees(sync, expert, room.id);
    await sync.stop();
    await sync.remove(mine);
    sync.start();
    await until(sync, (state) => state.timelines.get(room.id)?.messages[1]?.deleted_at != null && state.changes.length === 0);
  });

  it('loads older pages up to the first message, and starts a new window when far behind', async () => {
    const { room, expert, client } = await server.people.makeRoom();
    const talk = async (count: number) => {
      const socket = await client.connect();
      for (let done = 0; done < count; done += 1) await socket.get('message:post', { room: room.id, message: `m${done}`, client_message_id: randomUUID() });
      socket.close();
    };
    await talk(120);
    const proxy = await wire();
    const sync = device(expert, proxy.url);
    await caughtUp(sync);
    sync.show(room.id);
    await until(sync, (state) => state.timelines.get(room.id)?.messages.length === 50);
    await sync.loadOlder(room.id);
    await Promise.all([sync.loadOlder(room.id), sync.loadOlder(room.id)]);
    expect(sync.store.getState().timelines.get(room.id)).toMatchObject({ has_older: false, is_loading_older: false });
    expect(sync.store.getState().timelines.get(room.id)?.messages.map((one) => one.seq)).toEqual(Array.from({ length: 120 }, (_, place) => place + 1));
    proxy.swallow('down');
    await talk(430);
    proxy.restore();
    await until(sync, (state) => state.is_caught_up && state.timelines.get(room.id)?.messages.at(-1)?.seq === 550);
    expect(sync.store.getState().timelines.get(room.id)?.messages).toHaveLength(50);
    await agrees(sync, expert, room.id);
  });

  it('loses a room with the order, and what was written for it is refused', async () => {
    const { room, order, expert, client } = await server.people.makeRoom();
    const sync = device(expert);
    await caughtUp(sync);
    sync.show(room.id);
    await until(sync, (state) => state.timelines.has(room.id));
    await server.people.putOrder(order, { client: nameOf(client), expert: null });
    await until(sync, (state) => !state.rooms.has(room.id) && !state.timelines.has(room.id) && state.absent.has(room.id));
    await sync.post(room.id, 'too late');
    await until(sync, (state) => state.outbox[0]?.state === 'failed');
    expect(sync.store.getState().outbox[0]?.error).toBe('not_found');
    await server.people.putOrder(order, { client: nameOf(client), expert: nameOf(expert) });
    await until(sync, (state) => state.rooms.has(room.id) && state.timelines.has(room.id) && !state.absent.has(room.id));
    await agrees(sync, expert, room.id);
  });

  it('announces what others wrote once, live and after a break, and nothing of what was there before', async () => {
    const { room, expert, client } = await server.people.makeRoom();
    await say(client, room.id, 'old news');
    const proxy = await wire();
    const sync = device(expert, proxy.url);
    const heard: string[] = [];
    sync.onForeignMessage((message) => heard.push(message.message));
    await caughtUp(sync);
    await say(client, room.id, 'live');
    await until(sync, (state) => state.rooms.get(room.id)?.room.last_seq === 2);
    await say(expert, room.id, 'my own, from another device');
    await until(sync, (state) => state.rooms.get(room.id)?.room.last_seq === 3);
    proxy.swallow('down');
    await say(client, room.id, 'missed');
    await say(client, room.id, 'missed, the newest');
    proxy.restore();
    await until(sync, (state) => state.is_caught_up && state.rooms.get(room.id)?.room.last_seq === 5);
    sync.wake();
    await until(sync, (state) => state.is_caught_up);
    expect(heard).toEqual(['live', 'missed, the newest']);
  });

  it('shows who types until he falls silent', async () => {
    const { room, expert, client } = await server.people.makeRoom();
    const [console_, page] = [device(expert), device(client)];
    await Promise.all([caughtUp(console_), caughtUp(page)]);
    page.typing(room.id);
    await until(console_, (state) => typistsOf(state, room.id).some((user) => user.id === client.account.id));
    await until(console_, (state) => typistsOf(state, room.id).length === 0, 5_000);
  });

  it('opens the chat of an order, or says why not', async () => {
    const { order, room, expert } = await server.people.makeRoom();
    const stranger = await server.people.makeRoom();
    const sync = device(expert);
    await caughtUp(sync);
    expect(await sync.createForOrder(order)).toMatchObject({ ok: true, room: { id: room.id } });
    expect(await sync.createForOrder(stranger.order)).toMatchObject({ ok: false, code: 'order_forbidden', message: 'You have no access to this order' });
  });

  it('shows the truth after any history of talk and broken connections', async () => {
    const { room, expert, client } = await server.people.makeRoom();
    const second = await server.people.putOrder(room.order + 500_000, { client: nameOf(client), expert: nameOf(expert) });
    const rooms = [room.id, second.room.id];
    const proxy = await wire();
    const [sync, tablet] = [device(expert, proxy.url), device(expert)];
    await Promise.all([caughtUp(sync), caughtUp(tablet)]);
    sync.show(rooms[0]!);
    const writer = await client.connect();
    // A fixed sequence that looks like chance.
    let seed = 7;
    const chance = (below: number) => (seed = (seed * 48271) % 2147483647) % below;
    const written: Record<number, string[]> = { [rooms[0]!]: [], [rooms[1]!]: [] };
    const posted: Message[] = [];
    for (let step = 0; step < 150; step += 1) {
      const id = rooms[chance(2)]!;
      const deed = chance(12);
      const known = posted[chance(Math.max(1, posted.length))];
      if (deed < 4) posted.push((await writer.get('message:post', { room: id, message: `client ${step}`, client_message_id: randomUUID() })).message);
      else if (deed < 6) {
        written[id]!.push(`expert ${step}`);
        await sync.post(id, `expert ${step}`);
      } else if (deed === 6) sync.read(id, chance(posted.length + 1));
      else if (deed === 7) tablet.read(id, chance(posted.length + 1));
      else if (deed === 8 && known) await writer.ask('message:edit', { id: known.id, message: `edited ${step}` });
      else if (deed === 9 && known) await writer.ask('message:delete', { id: known.id });
      else if (deed === 10) {
        if (chance(2) === 0) proxy.drop();
        else proxy.swallow(chance(2) === 0 ? 'up' : 'down');
      } else proxy.restore();
    }
    proxy.restore();
    writer.close();
    sync.wake();
    await until(sync, (state) => state.is_caught_up && state.outbox.length === 0);
    const told = await Promise.all([sync, tablet].flatMap((one) => rooms.map((id) => agrees(one, expert, id))));
    expect(told).toHaveLength(4);
    for (const id of rooms) {
      const mine = (await messagesOf(expert, id)).filter((message) => message.sender === expert.account.id);
      expect(mine.map((message) => message.message)).toEqual(written[id]);
    }
  });

  it('renews its token ahead of its end on the same connection', async () => {
    const { expert } = await server.people.makeRoom();
    let renewals = 0;
    const sync = device(expert, server.url, memoryOutbox(), async () => ((renewals += 1), access(expert, expert.token, 2)));
    await caughtUp(sync);
    const connections: string[] = [];
    sync.store.subscribe(({ connection }) => connections.push(connection));
    await expect.poll(() => renewals).toBeGreaterThanOrEqual(3);
    expect(new Set(connections)).toEqual(new Set(['online']));
  });

  it('asks for a fresh token when the server does not take the one it has', async () => {
    const { expert } = await server.people.makeRoom();
    const tokens = ['no.such.token.at.all', expert.token];
    const sync = device(expert, server.url, memoryOutbox(), async () => access(expert, tokens.shift()));
    await caughtUp(sync);
    expect(tokens).toEqual([]);
  });

  it('sends nothing over the connection of somebody else, when a renewal brings another user', async () => {
    const [first, second] = [await server.people.makeRoom(), await server.people.makeRoom()];
    const storage = memoryOutbox();
    const left = { client_message_id: randomUUID(), room: second.room.id, user: second.expert.account.id, message: 'mine', reply_to: null, created_at: new Date().toISOString(), state: 'pending' as const, error: null };
    await storage.put(left);
    let person = first.expert;
    const sync = device(first.expert, server.url, storage, async () => access(person, person.token, person === first.expert ? 0 : 600));
    await caughtUp(sync);
    // The cookie is another one's meanwhile, and a question over HTTP needs a token before the connection does.
    person = second.expert;
    await sync.ask('/api/chat/sounds');
    await until(sync, (state) => state.me?.id === second.expert.account.id && state.is_caught_up);
    await expect.poll(async () => (await messagesOf(second.expert, second.room.id)).map(({ message, sender }) => [message, sender])).toEqual([['mine', second.expert.account.id]]);
    expect([...sync.store.getState().rooms.keys()]).toEqual([second.room.id]);
    expect(sync.store.getState().outbox).toEqual([]);
  });

  it('waits for a server that is not there, and for a sign-in that cannot be renewed just now', async () => {
    const { room, expert } = await server.people.makeRoom();
    const proxy = await startProxy();
    proxies.push(proxy);
    let tries = 0;
    const sync = device(expert, proxy.url, memoryOutbox(), async () => ((tries += 1) < 3 ? { ok: false, code: 'unavailable' } : access(expert)));
    await until(sync, (state) => state.connection === 'offline' && state.problem === 'unavailable');
    await until(sync, (state) => state.connection === 'offline' && state.problem === 'offline');
    await sync.post(room.id, 'written before the server came');
    proxy.aim(Number(new URL(server.url).port));
    await until(sync, (state) => state.is_caught_up && state.outbox.length === 0);
    expect((await messagesOf(expert, room.id)).map((message) => message.message)).toEqual(['written before the server came']);
  });

  it('needs a new sign-in when the old one is refused, and starts again with it', async () => {
    const { room, expert } = await server.people.makeRoom();
    const storage = memoryOutbox();
    const answers: Awaited<ReturnType<AuthSource['renew']>>[] = [{ ok: false, code: 'unauthorized' }];
    const sync = device(expert, server.url, storage, async () => answers.shift() ?? access(expert));
    await until(sync, (state) => state.connection === 'signed_out');
    await expect(sync.post(room.id, 'nobody is here')).rejects.toMatchObject({ code: 'unauthorized' });
    sync.start();
    await caughtUp(sync);
    await sync.signOut();
    expect(sync.store.getState()).toMatchObject({ connection: 'signed_out', me: null, outbox: [] });
  });

  it('is signed out by a session that has ended', async () => {
    const { expert } = await server.people.makeRoom();
    const sync = device(expert);
    await caughtUp(sync);
    await expert.http('POST', '/api/auth/logout', {});
    const sessions = await expert.http<{ id: number; is_current: boolean }[]>('GET', '/api/auth/sessions');
    for (const { id } of Array.isArray(sessions.body) ? sessions.body : []) await expert.http('DELETE', `/api/auth/sessions/${id}`);
    await until(sync, (state) => state.connection === 'signed_out');
    expect(sync.store.getState().rooms.size).toBe(0);
  });
});
