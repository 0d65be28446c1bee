import { randomUUID } from 'node:crypto';
import type { Socket } from 'socket.io-client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Room } from '../../protocol/entities';
import { fresh, someone, type Device, type Person } from '../support/people';
import { nameOf, newPost, say } from '../support/posts';
import { startServer, type TestServer } from '../support/server';

/* Words that stand in notes alone. Not one byte that a client's session receives may hold them, or tell that a note was written. */

const CANARIES = ['КАНАРЕЙКА-7f3a', 'КАНАРЕЙКА-изменённая'];
const IDS = [randomUUID(), randomUUID()];

let server: TestServer;
beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.close());

type Client = { kind: string; person: Person; device: Device; frames: string[]; answers: string[] };

/** Everything that comes over this socket from now on, as it comes off the wire. */
function listen(socket: Socket): string[] {
  const frames: string[] = [];
  socket.io.engine.on('packet', (packet: { type: string; data?: unknown }) => {
    if (packet.type === 'message') frames.push(String(packet.data));
  });
  return frames;
}

/** Room, expert and the client's two kinds of session, every byte of which is kept. */
async function scene() {
  const order = fresh();
  const expert = await server.people.makeUser('expert', someone('Анна', 'Соколова'));
  const client = await server.people.makeUser('client', someone('Мария', 'Орлова'));
  const { room } = await server.people.putOrder(order, { client: nameOf(client), expert: nameOf(expert) });
  await say(client, room.id, 'Вопрос');
  const desk = await expert.connect();
  const people: [string, Person][] = [
    ['full session', client],
    ['invite', await server.people.join(order)],
  ];
  const clients: Client[] = [];
  for (const [kind, person] of people) {
    const device = await person.connect();
    clients.push({ kind, person, device, frames: listen(device.socket), answers: [] });
  }
  // All that connecting brings has come.
  for (const { device } of clients) await device.get('inbox:catch_up', {});
  await desk.get('inbox:catch_up', {});
  return { order, room, expert, desk, clients };
}

/** A note written, mentioned in, changed, deleted, and one that stays. */
async function writeNotes(desk: Device, room: number, mention: number): Promise<number[]> {
  const [first, second] = [
    await desk.get('note:post', { room, note: CANARIES[0]!, client_note_id: IDS[0]!, mentions: [mention] }),
    await desk.get('note:post', { room, note: `${CANARIES[0]} вторая`, client_note_id: IDS[1]! }),
  ];
  await desk.get('note:edit', { id: first.note.id, note: CANARIES[1]! });
  await desk.get('note:delete', { id: second.note.id });
  return [first.note.id, second.note.id];
}

/** Asks for everything that a client can ask for, and keeps the raw answers. */
async function askEverything({ person, device, answers }: Client, order: number, room: number): Promise<void> {
  const get = async (method: string, path: string, body?: object) => {
    const response = await fetch(server.url + path, {
      method,
      headers: { Authorization: `Bearer ${person.token}`, ...(body ? { 'Content-Type': 'application/json' } : {}) },
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
    answers.push(`${[...response.headers].join('\n')}\n${await response.text()}`);
  };
  const word = encodeURIComponent(CANARIES[0]!);
  await get('GET', '/api/users/me');
  await get('GET', '/api/chat/rooms');
  await get('GET', `/api/chat/rooms?q=${word}`);
  await get('GET', `/api/chat/rooms/${room}`);
  await get('GET', `/api/chat/rooms/${room}/messages`);
  await get('GET', `/api/chat/search?q=${word}`);
  await get('GET', `/api/chat/rooms/${room}/export?format=json`);
  await get('GET', `/api/chat/rooms/${room}/export?format=html&notes=true`);
  await get('GET', `/api/chat/rooms/${room}/export?format=json&notes=true`);
  await get('POST', `/api/chat/rooms/${room}/mark_read`, {});
  await get('POST', '/api/chat/rooms/create_for_order', { order_id: order });
  await get('POST', '/api/chat/messages', newPost(room, 'от клиента', { expect_seq: 0 }));
  for (const payload of [{ room }, { room, since_rev: 0 }, { room, since_rev: 1 }]) await device.ask('room:open', payload);
  await device.ask('inbox:catch_up', {});
  await device.ask('search:run', { query: CANARIES[0]! });
  await device.ask('draft:list', {});
  await device.ask('draft:save', { room, message: 'черновик', base: 0 });
  await device.ask('message:post', newPost(room, 'ещё'));
  await device.ask('room:read', { room, seq: 1 });
  await device.ask('colleague:list', {});
}

/** A cursor behind which nothing has changed: whatever transactions were under way when the first one was taken, of whatever database, are over. */
async function quietCursor(device: Device): Promise<string> {
  let { cursor } = await device.get('inbox:catch_up', {});
  await expect
    .poll(async () => {
      const answer = await device.get('inbox:catch_up', { cursor });
      cursor = answer.cursor;
      return answer.rooms;
    })
    .toEqual([]);
  return cursor;
}

describe('what a client receives', () => {
  it('holds nothing of a note, whatever he asks', async () => {
    const { order, room, expert, desk, clients } = await scene();
    const notes = await writeNotes(desk, room.id, expert.account.id);
    for (const client of clients) await askEverything(client, order, room.id);
    // An answer to a client makes experts and clients hear of messages; notes go on beside them.
    await writeNotesAgain(desk, room.id);
    for (const { kind, frames, answers, device } of clients) {
      await device.get('inbox:catch_up', {});
      const all = [...frames, ...answers].join('\n');
      expect([kind, frames.length > 10, answers.length > 10]).toEqual([kind, true, true]);
      // The own words that were looked for come back in no answer; the search knows none.
      for (const secret of [...CANARIES, ...IDS, 'after_seq":1,"version', '"note"', '"notes"', 'note:', 'mentions', 'author']) {
        expect([kind, secret, all.includes(secret)]).toEqual([kind, secret, false]);
      }
      for (const note of notes) expect([kind, (await device.ask('note:edit', { id: note, note: 'x' })).ok]).toEqual([kind, false]);
    }
    for (const { device } of [{ device: desk }, ...clients]) device.close();
  });

  it('is not one frame more when notes are written, changed and deleted', async () => {
    const { room, expert, desk, clients } = await scene();
    for (const client of clients) client.frames.length = 0;
    await writeNotes(desk, room.id, expert.account.id);
    // A message goes the same way as a note would have: when it is here, everything before it would be too.
    await say(expert, room.id, 'сигнал');
    for (const { kind, device, frames } of clients) {
      await device.fact('message:posted', ({ message }) => message.message === 'сигнал');
      const first = frames.findIndex((frame) => frame.includes('сигнал'));
      expect([kind, frames.slice(0, first)]).toEqual([kind, []]);
    }
    for (const { device } of [{ device: desk }, ...clients]) device.close();
  });

  it('is the same room before and after: no number, time or place of his list moves', async () => {
    const { room, expert, desk, clients } = await scene();
    const seen = async ({ person, device }: Client) => ({
      room: (await person.http<Room>('GET', `/api/chat/rooms/${room.id}`)).body,
      opened: await device.get('room:open', { room: room.id }),
      changes: await device.get('room:open', { room: room.id, since_rev: 0 }),
    });
    const cursors: string[] = [];
    const before: unknown[] = [];
    for (const client of clients) before.push(await seen(client));
    for (const { device } of clients) cursors.push(await quietCursor(device));
    await writeNotes(desk, room.id, expert.account.id);
    for (const [index, client] of clients.entries()) {
      const { rooms, gone } = await client.device.get('inbox:catch_up', { cursor: cursors[index]! });
      // The transactions of the notes are over, so whatever they had touched of his would come now.
      expect([client.kind, rooms.map(({ id }) => id), gone]).toEqual([client.kind, [], []]);
      expect([client.kind, await seen(client)]).toEqual([client.kind, before[index]]);
      expect(Object.keys(await client.device.get('room:open', { room: room.id }))).not.toContain('notes');
    }
    for (const { device } of [{ device: desk }, ...clients]) device.close();
  });

  it('is one and the same refusal for notes that are there and notes that are not', async () => {
    const { room, expert, desk, clients } = await scene();
    const [note] = await writeNotes(desk, room.id, expert.account.id);
    for (const { kind, device } of clients) {
      const answers = await Promise.all([
        device.ask('note:edit', { id: note!, note: 'x' }),
        device.ask('note:edit', { id: 2 ** 41, note: 'x' }),
        device.ask('note:delete', { id: note! }),
        device.ask('note:post', { room: room.id, note: 'x', client_note_id: IDS[0]! }),
        device.ask('note:post', { room: 2 ** 41, note: 'x', client_note_id: IDS[0]! }),
      ]);
      expect([kind, new Set(answers.map((answer) => JSON.stringify(answer))).size, answers[0]]).toEqual([kind, 1, expect.objectContaining({ ok: false, error: expect.objectContaining({ code: 'forbidden' }) })]);
    }
    for (const { device } of [{ device: desk }, ...clients]) device.close();
  });
});

async function writeNotesAgain(desk: Device, room: number): Promise<void> {
  const { note } = await desk.get('note:post', { room, note: CANARIES[0]!, client_note_id: randomUUID() });
  await desk.get('note:edit', { id: note.id, note: CANARIES[1]! });
}
