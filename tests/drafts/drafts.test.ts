import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { nameOf, say } from '../support/posts';
import { fresh } from '../support/people';
import { startServer, type TestServer } from '../support/server';

let server: TestServer;
beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.close());

describe('a draft', () => {
  it('goes to the other devices of its writer and to nobody else', async () => {
    const { room, expert, client } = await server.people.makeRoom();
    const again = await server.people.signIn(expert.account.email);
    const [desk, laptop, phone] = [await expert.connect(), await again.connect(), await client.connect()];
    const { draft, is_saved } = await desk.get('draft:save', { room: room.id, message: 'Начало', base: 0 });
    expect([draft, is_saved]).toEqual([expect.objectContaining({ room: room.id, message: 'Начало', version: 1, reply_to: null, reply: null, attachments: [] }), true]);
    expect((await laptop.fact('draft:changed')).draft).toEqual(draft);
    expect((await laptop.get('draft:list', {})).drafts).toEqual([draft]);
    expect((await phone.get('draft:list', {})).drafts).toEqual([]);
    await desk.get('inbox:catch_up', {});
    for (const device of [desk, phone]) expect(device.facts.filter(({ name }) => name === 'draft:changed')).toEqual([]);
    for (const device of [desk, laptop, phone]) device.close();
  });

  it('of another device that is newer is not written over', async () => {
    const { room, expert } = await server.people.makeRoom();
    const again = await server.people.signIn(expert.account.email);
    const [desk, laptop] = [await expert.connect(), await again.connect()];
    await desk.get('draft:save', { room: room.id, message: 'раз', base: 0 });
    const second = await laptop.get('draft:save', { room: room.id, message: 'два', base: 1 });
    const refused = await desk.get('draft:save', { room: room.id, message: 'раз и ещё', base: 1 });
    expect(refused).toMatchObject({ is_saved: false, draft: second.draft });
    // He has seen it and wants his own.
    expect(await desk.get('draft:save', { room: room.id, message: 'раз и ещё', base: 2 })).toMatchObject({ is_saved: true, draft: { version: 3 } });
    for (const device of [desk, laptop]) device.close();
  });

  it('may always be written over by the device that wrote it, and when it is empty', async () => {
    const { room, expert } = await server.people.makeRoom();
    const again = await server.people.signIn(expert.account.email);
    const [desk, laptop] = [await expert.connect(), await again.connect()];
    await desk.get('draft:save', { room: room.id, message: 'а', base: 0 });
    // The answer was lost: the device still stands at 0.
    expect(await desk.get('draft:save', { room: room.id, message: 'аб', base: 0 })).toMatchObject({ is_saved: true, draft: { version: 2 } });
    await desk.get('draft:save', { room: room.id, message: '', base: 2 });
    expect((await laptop.get('draft:list', {})).drafts).toEqual([]);
    expect(await laptop.get('draft:save', { room: room.id, message: 'в', base: 0 })).toMatchObject({ is_saved: true, draft: { version: 4 } });
    for (const device of [desk, laptop]) device.close();
  });

  it('said again changes nothing and tells nobody', async () => {
    const { room, expert } = await server.people.makeRoom();
    const again = await server.people.signIn(expert.account.email);
    const [desk, laptop] = [await expert.connect(), await again.connect()];
    await desk.get('draft:save', { room: room.id, message: 'то же', base: 0 });
    expect((await desk.get('draft:save', { room: room.id, message: 'то же', base: 0 })).draft.version).toBe(1);
    expect((await laptop.get('draft:save', { room: room.id, message: 'то же', base: 0 })).draft.version).toBe(1);
    expect(laptop.facts.filter(({ name }) => name === 'draft:changed')).toHaveLength(1);
    for (const device of [desk, laptop]) device.close();
  });

  it('keeps what is replied to, of this room alone', async () => {
    const { room, expert, client } = await server.people.makeRoom();
    const elsewhere = await server.people.makeRoom();
    const [question, foreign] = [await say(client, room.id, 'Когда готово?'), await say(elsewhere.client, elsewhere.room.id, 'Чужое')];
    const desk = await expert.connect();
    const { draft } = await desk.get('draft:save', { room: room.id, message: '', reply_to: question.id, base: 0 });
    expect(draft).toMatchObject({ reply_to: question.id, reply: { id: question.id, seq: 1, excerpt: 'Когда готово?', is_deleted: false } });
    expect((await desk.get('draft:list', {})).drafts).toEqual([draft]);
    const answer = await desk.ask('draft:save', { room: room.id, message: '', reply_to: foreign.id, base: 1 });
    expect(answer).toMatchObject({ ok: false, error: { code: 'not_found' } });
    desk.close();
  });

  it('names own unsent files of this room, and leaves others out', async () => {
    const { room, expert, client } = await server.people.makeRoom();
    const { db } = server.app.parts;
    const upload = async (person: typeof expert) =>
      (await db.rows<{ id: number }>(
        null,
        `INSERT INTO attachments (key, room, "user", name, size, sha256) VALUES ($1, $2, $3, 'a.txt', 1, $4) RETURNING id`,
        [randomBytes(16).toString('hex'), room.id, person.account.id, randomBytes(32)],
      ))[0]!.id;
    const [mine, another, foreign] = [await upload(expert), await upload(expert), await upload(client)];
    const desk = await expert.connect();
    const { draft } = await desk.get('draft:save', { room: room.id, message: '', attachments: [another, foreign, mine, 2 ** 41], base: 0 });
    expect(draft.attachments).toEqual([another, mine]);
    expect((await desk.get('draft:list', {})).drafts).toEqual([draft]);
    desk.close();
  });

  it('outlives the sign-out', async () => {
    const { room, expert } = await server.people.makeRoom();
    const desk = await expert.connect();
    await desk.get('draft:save', { room: room.id, message: 'Не потеряйте', base: 0 });
    await expert.http('POST', '/api/auth/logout', {});
    const back = await (await server.people.signIn(expert.account.email)).connect();
    expect((await back.get('draft:list', {})).drafts.map((draft) => draft.message)).toEqual(['Не потеряйте']);
    back.close();
  });

  it('of another order does not reach the session of an invite', async () => {
    const { room, order, client } = await server.people.makeRoom();
    const other = await server.people.putOrder(fresh(), { client: nameOf(client) });
    const phone = await client.connect();
    const invited = await (await server.people.join(order)).connect();
    await phone.get('draft:save', { room: other.room.id, message: 'в другом', base: 0 });
    const { draft } = await phone.get('draft:save', { room: room.id, message: 'в этом', base: 0 });
    expect((await invited.fact('draft:changed')).draft).toEqual(draft);
    expect((await invited.get('draft:list', {})).drafts).toEqual([draft]);
    expect(JSON.stringify(invited.facts)).not.toContain('в другом');
    expect(await invited.ask('draft:save', { room: other.room.id, message: 'x', base: 0 })).toMatchObject({ ok: false, error: { code: 'not_found' } });
    for (const device of [phone, invited]) device.close();
  });

  it('changes no number of the room and is not listed to whoever left it', async () => {
    const { room, order, expert, client } = await server.people.makeRoom();
    const before = (await expert.http('GET', `/api/chat/rooms/${room.id}`)).body;
    const desk = await expert.connect();
    await desk.get('draft:save', { room: room.id, message: 'тихо', base: 0 });
    expect((await expert.http('GET', `/api/chat/rooms/${room.id}`)).body).toEqual({ ...before, participants: expect.anything() });
    await server.people.putOrder(order, { client: nameOf(client), expert: null });
    expect((await desk.get('draft:list', {})).drafts).toEqual([]);
    expect(await desk.ask('draft:save', { room: room.id, message: 'ещё', base: 1 })).toMatchObject({ ok: false, error: { code: 'not_found' } });
    desk.close();
  });

  it('settles when two devices write at once: one is stored, the other hears of it', async () => {
    const { room, expert } = await server.people.makeRoom();
    const again = await server.people.signIn(expert.account.email);
    const devices = [await expert.connect(), await again.connect()];
    const answers = await Promise.all(devices.map((device, index) => device.get('draft:save', { room: room.id, message: `рука ${index}`, base: 0 })));
    expect(answers.filter((answer) => answer.is_saved)).toHaveLength(1);
    expect(new Set(answers.map((answer) => answer.draft.message)).size).toBe(1);
    for (const device of devices) device.close();
  });
});
