import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Note } from '../../protocol/notes';
import { fresh, someone, type Device, type Person } from '../support/people';
import { nameOf, roomOf, say } from '../support/posts';
import { startServer, type TestServer } from '../support/server';

let server: TestServer;
beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.close());

const newNote = (room: number, note = 'Заметка', mentions?: number[]) => ({ room, note, client_note_id: randomUUID(), ...(mentions ? { mentions } : {}) });

async function write(desk: Device, room: number, note?: string, mentions?: number[]): Promise<Note> {
  return (await desk.get('note:post', newNote(room, note, mentions))).note;
}

async function refusal(answer: Promise<{ ok: true } | { ok: false; error: { code: string } }>): Promise<string> {
  const given = await answer;
  return given.ok ? 'ok' : given.error.code;
}

/** A second expert in a room. */
async function letIn(room: number, person: Person): Promise<void> {
  await server.app.parts.db.rows(null, `INSERT INTO participants (room, "user", role) VALUES ($1, $2, 'expert')`, [room, person.account.id]);
}

describe('a note', () => {
  it('stands behind the last message and takes no number', async () => {
    const { room, expert, client } = await server.people.makeRoom();
    await say(client, room.id, 'Вопрос');
    const desk = await expert.connect();
    const before = await roomOf(expert, room.id);
    const note = await write(desk, room.id, 'Проверить договор');
    expect(note).toMatchObject({ room: room.id, after_seq: 1, version: 1, author: expert.account.id, note: 'Проверить договор', mentions: [], edited_at: null, deleted_at: null });
    expect(await roomOf(expert, room.id)).toEqual(before);
    expect((await desk.get('room:open', { room: room.id })).notes).toEqual([note]);
    expect((await say(client, room.id, 'Ещё')).seq).toBe(2);
    desk.close();
  });

  it('is told to every device of the experts in the room', async () => {
    const { room, expert } = await server.people.makeRoom();
    const colleague = await server.people.makeUser('expert');
    await letIn(room.id, colleague);
    const [desk, laptop, other] = [await expert.connect(), await expert.connect(), await colleague.connect()];
    const note = await write(desk, room.id);
    for (const device of [desk, laptop, other]) expect((await device.fact('note:added')).note).toEqual(note);
    const { note: changed } = await desk.get('note:edit', { id: note.id, note: 'Другая' });
    expect((await other.fact('note:changed')).note).toEqual(changed);
    for (const device of [desk, laptop, other]) device.close();
  });

  it('is stored once however often it is sent', async () => {
    const { room, expert } = await server.people.makeRoom();
    const desk = await expert.connect();
    const note = newNote(room.id);
    const answers = await Promise.all([1, 2, 3, 4].map(() => desk.get('note:post', note)));
    expect(new Set(answers.map((answer) => answer.note.id)).size).toBe(1);
    await desk.get('note:edit', { id: answers[0]!.note.id, note: 'Позже' });
    expect((await desk.get('note:post', note)).note.note).toBe('Позже');
    expect(await refusal(desk.ask('note:post', { ...note, note: 'Другой текст' }))).toBe('conflict');
    expect((await desk.get('room:open', { room: room.id })).notes).toHaveLength(1);
    desk.close();
  });

  it('can be changed and deleted by its author alone, and a deleted one keeps its place', async () => {
    const { room, expert } = await server.people.makeRoom();
    const colleague = await server.people.makeUser('expert');
    await letIn(room.id, colleague);
    const [desk, other] = [await expert.connect(), await colleague.connect()];
    const note = await write(desk, room.id, 'Раз');
    expect(await refusal(other.ask('note:edit', { id: note.id, note: 'Чужая рука' }))).toBe('forbidden');
    expect(await refusal(other.ask('note:delete', { id: note.id }))).toBe('forbidden');
    const { note: edited } = await desk.get('note:edit', { id: note.id, note: 'Два' });
    expect(edited).toMatchObject({ note: 'Два', version: 2, edited_at: expect.any(String) });
    expect((await desk.get('note:edit', { id: note.id, note: 'Два' })).note).toEqual(edited);
    const { note: gone } = await desk.get('note:delete', { id: note.id });
    expect(gone).toMatchObject({ note: '', mentions: [], version: 3, deleted_at: expect.any(String) });
    expect((await desk.get('note:delete', { id: note.id })).note).toEqual(gone);
    expect(await refusal(desk.ask('note:edit', { id: note.id, note: 'Три' }))).toBe('conflict');
    expect((await other.get('room:open', { room: room.id })).notes).toEqual([gone]);
    for (const device of [desk, other]) device.close();
  });

  it('keeps its text exactly and refuses what no message may hold', async () => {
    const { room, expert } = await server.people.makeRoom();
    const desk = await expert.connect();
    const text = '  Пробелы по краям\r\n\tи строки 🙂 ';
    expect((await write(desk, room.id, text)).note).toBe(text);
    for (const bad of ['', '   \n', 'a\u0000b', '\ud800', 'x'.repeat(10_001)]) {
      expect([bad.slice(0, 5), await refusal(desk.ask('note:post', newNote(room.id, bad)))]).toEqual([bad.slice(0, 5), 'bad_request']);
    }
    desk.close();
  });

  it('comes with the room to the expert who takes the order over, and leaves the former one', async () => {
    const { room, order, expert, client } = await server.people.makeRoom();
    const next = await server.people.makeUser('expert');
    const desk = await expert.connect();
    const note = await write(desk, room.id, 'Передаю');
    await server.people.putOrder(order, { client: nameOf(client), expert: nameOf(next) });
    expect(await refusal(desk.ask('note:edit', { id: note.id, note: 'Ещё' }))).toBe('not_found');
    expect(await refusal(desk.ask('note:post', newNote(room.id)))).toBe('not_found');
    const other = await next.connect();
    expect((await other.get('room:open', { room: room.id })).notes).toEqual([note]);
    for (const device of [desk, other]) device.close();
  });

  it('comes among the newest two hundred, in order, also with what changed since', async () => {
    const { room, expert } = await server.people.makeRoom();
    const { db } = server.app.parts;
    await db.rows(
      null,
      `INSERT INTO notes (room, after_seq, author, client_note_id, request_hash, note)
       SELECT $1, 0, $2, gen_random_uuid(), decode(repeat('00', 32), 'hex'), 'n' || i FROM generate_series(1, 230) i`,
      [room.id, expert.account.id],
    );
    const desk = await expert.connect();
    const { notes = [] } = await desk.get('room:open', { room: room.id, since_rev: 0 });
    expect(notes.map((note) => note.note)).toEqual(Array.from({ length: 200 }, (_, index) => `n${index + 31}`));
    desk.close();
  });
});

describe('a mention', () => {
  it('is carried by the note and told to whoever is in the room', async () => {
    const { room, expert } = await server.people.makeRoom();
    const [colleague, absent] = [await server.people.makeUser('expert', someone('Борис', 'Левин')), await server.people.makeUser('admin')];
    await letIn(room.id, colleague);
    const [desk, other, outside] = [await expert.connect(), await colleague.connect(), await absent.connect()];
    const note = await write(desk, room.id, '@Борис Левин, глянь', [colleague.account.id, absent.account.id, colleague.account.id, expert.account.id]);
    expect(note.mentions.map((user) => user.id).sort()).toEqual([expert.account.id, colleague.account.id, absent.account.id].sort());
    expect((await other.fact('note:mentioned')).note).toEqual(note);
    await other.get('inbox:catch_up', {});
    await outside.get('inbox:catch_up', {});
    expect(outside.facts.filter(({ name }) => name.startsWith('note:'))).toEqual([]);
    expect(desk.facts.filter(({ name }) => name === 'note:mentioned')).toEqual([]);
    for (const device of [desk, other, outside]) device.close();
  });

  it('that an edit adds is told, one that was there is not told again', async () => {
    const { room, expert } = await server.people.makeRoom();
    const colleague = await server.people.makeUser('expert');
    await letIn(room.id, colleague);
    const [desk, other] = [await expert.connect(), await colleague.connect()];
    const note = await write(desk, room.id, 'Без имён');
    await desk.get('note:edit', { id: note.id, note: 'С именем', mentions: [colleague.account.id] });
    await desk.get('note:edit', { id: note.id, note: 'С именем и ещё', mentions: [colleague.account.id] });
    await other.fact('note:changed', (fact) => fact.note.version === 3);
    expect(other.facts.filter(({ name }) => name === 'note:mentioned')).toHaveLength(1);
    for (const device of [desk, other]) device.close();
  });

  it('names nobody but experts and admins', async () => {
    const { room, expert, client } = await server.people.makeRoom();
    const desk = await expert.connect();
    expect(await refusal(desk.ask('note:post', newNote(room.id, 'x', [client.account.id])))).toBe('not_found');
    expect(await refusal(desk.ask('note:post', newNote(room.id, 'x', [2 ** 41])))).toBe('not_found');
    const { colleagues } = await desk.get('colleague:list', {});
    expect(colleagues).toContainEqual({ id: expert.account.id, first_name: 'Анна', last_name: 'Соколова', role: 'expert' });
    expect(colleagues.every(({ role }) => role !== 'client')).toBe(true);
    expect(JSON.stringify(colleagues)).not.toContain('@');
    desk.close();
  });
});

it('counts notes against the posts of a minute', async () => {
  const small = await startServer({ environment: { POSTS_PER_MINUTE: '3' } });
  try {
    const { room, expert } = await small.people.makeRoom(fresh());
    const desk = await expert.connect();
    for (let count = 0; count < 3; count += 1) await write(desk, room.id);
    expect(await refusal(desk.ask('note:post', newNote(room.id)))).toBe('rate_limited');
    desk.close();
  } finally {
    await small.close();
  }
});
