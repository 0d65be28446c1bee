import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { nameOf, roomOf, say } from '../support/posts';
import { startServer, type TestServer } from '../support/server';

let server: TestServer;
beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.close());

const inMinutes = (minutes: number) => new Date(Date.now() + minutes * 60_000).toISOString();

describe('a promise', () => {
  it('gives the room a due time until an expert writes, on all devices', async () => {
    const { room, expert, client } = await server.people.makeRoom();
    await say(client, room.id, 'Когда будет готово?');
    const said = await say(expert, room.id, 'Отвечу через час');
    const [desk, other] = [await expert.connect(), await expert.connect()];
    const { cursor } = await desk.get('inbox:catch_up', {});
    const due_at = inMinutes(60);
    const { promise } = await desk.get('promise:make', { room: room.id, message: said.id, due_at });
    expect(promise).toMatchObject({ room: room.id, user: expert.account.id, user_name: 'Анна Соколова', message: said.id, seq: said.seq, due_at, state: 'open', closed_at: null, version: 1 });
    await other.fact('promise:changed', (fact) => fact.promise.id === promise.id);
    await other.fact('room:changed', (fact) => fact.room.due_at === due_at);
    expect((await desk.get('inbox:catch_up', { cursor })).rooms).toMatchObject([{ id: room.id, due_at }]);
    expect((await desk.get('room:open', { room: room.id })).room.due_at).toBe(due_at);
    await say(client, room.id, 'Хорошо, жду');
    expect((await roomOf(expert, room.id)).due_at).toBe(due_at);
    await say(expert, room.id, 'Готово');
    await other.fact('promise:changed', (fact) => fact.promise.state === 'kept' && fact.promise.version === 2);
    await other.fact('room:changed', (fact) => fact.room.due_at === null && fact.room.last_seq === 4);
    expect(await roomOf(expert, room.id)).toMatchObject({ due_at: null });
    expect(await desk.get('promise:counts', {})).toMatchObject({ kept: 1, late: 0, open: 0 });
    for (const device of [desk, other]) device.close();
  });

  it('is made once by one message; again with another time it is a conflict', async () => {
    const { room, expert } = await server.people.makeRoom();
    const said = await say(expert, room.id, 'Завтра пришлю');
    const desk = await expert.connect();
    const due_at = inMinutes(600);
    const first = await desk.get('promise:make', { room: room.id, message: said.id, due_at });
    const again = await desk.get('promise:make', { room: room.id, message: said.id, due_at });
    expect(again.promise).toEqual(first.promise);
    expect(await desk.ask('promise:make', { room: room.id, message: said.id, due_at: inMinutes(5) })).toMatchObject({ ok: false, error: { code: 'conflict' } });
    expect((await desk.get('promise:list', { room: room.id })).promises).toHaveLength(1);
    desk.close();
  });

  it('can be moved and cancelled, and opened again while its time has not passed', async () => {
    const { room, expert } = await server.people.makeRoom();
    const desk = await expert.connect();
    const said = await say(expert, room.id, 'Отвечу до вечера');
    const { promise } = await desk.get('promise:make', { room: room.id, message: said.id, due_at: inMinutes(60) });
    const later = inMinutes(120);
    expect((await desk.get('promise:move', { id: promise.id, due_at: later })).promise).toMatchObject({ due_at: later, state: 'open', version: 2 });
    expect((await desk.get('promise:move', { id: promise.id, due_at: later })).promise.version).toBe(2);
    await say(expert, room.id, 'И ещё: пришлите, пожалуйста, файл');
    expect((await desk.get('promise:list', { room: room.id })).promises).toMatchObject([{ state: 'kept' }]);
    // That was not the answer yet.
    expect((await desk.get('promise:move', { id: promise.id, due_at: later })).promise).toMatchObject({ state: 'open', closed_at: null });
    expect((await roomOf(expert, room.id)).due_at).toBe(later);
    expect((await desk.get('promise:cancel', { id: promise.id })).promise.state).toBe('cancelled');
    expect((await desk.get('promise:cancel', { id: promise.id })).promise).toMatchObject({ state: 'cancelled', version: 5 });
    expect((await roomOf(expert, room.id)).due_at).toBeNull();
    expect(await desk.get('promise:counts', {})).toMatchObject({ kept: 0, late: 0, open: 0 });
    desk.close();
  });

  it('shows the earliest of several, and goes with its message when that is deleted', async () => {
    const { room, expert } = await server.people.makeRoom();
    const desk = await expert.connect();
    const [one, two] = [await say(expert, room.id, 'Отвечу до 17:00'), await say(expert, room.id, 'Макет завтра')];
    const [soon, far] = [inMinutes(30), inMinutes(300)];
    await desk.get('promise:make', { room: room.id, message: two.id, due_at: far });
    await desk.get('promise:make', { room: room.id, message: one.id, due_at: soon });
    expect((await roomOf(expert, room.id)).due_at).toBe(soon);
    await desk.get('message:delete', { id: one.id });
    await desk.fact('room:changed', (fact) => fact.room.due_at === far && fact.room.last_rev === 3);
    expect((await desk.get('promise:list', { room: room.id })).promises.map(({ state }) => state)).toEqual(['cancelled', 'open']);
    desk.close();
  });

  it('goes over to whoever takes the order, whose answer keeps it for the one who made it', async () => {
    const { order, room, expert, client } = await server.people.makeRoom();
    const [desk, next] = [await expert.connect(), await server.people.makeUser('expert')];
    const said = await say(expert, room.id, 'Отвечу сегодня');
    const due_at = inMinutes(60);
    const { promise } = await desk.get('promise:make', { room: room.id, message: said.id, due_at });
    await server.people.putOrder(order, { client: nameOf(client), expert: nameOf(next) });
    expect((await roomOf(next, room.id)).due_at).toBe(due_at);
    expect(await desk.ask('promise:cancel', { id: promise.id })).toMatchObject({ ok: false, error: { code: 'not_found' } });
    const theirs = await next.connect();
    expect(await theirs.ask('promise:cancel', { id: promise.id })).toMatchObject({ ok: false, error: { code: 'forbidden' } });
    await say(next, room.id, 'Готово');
    expect(await desk.get('promise:counts', {})).toMatchObject({ kept: 1, late: 0 });
    expect(await theirs.get('promise:counts', {})).toMatchObject({ kept: 0, late: 0 });
    for (const device of [desk, theirs]) device.close();
  });

  it('is refused for a moment that has passed or is years away, and for what the caller has not said there', async () => {
    const [{ room, expert, client }, elsewhere] = [await server.people.makeRoom(), await server.people.makeRoom()];
    const desk = await expert.connect();
    const [asked, said, foreign] = [await say(client, room.id, 'Когда?'), await say(expert, room.id, 'Завтра'), await say(elsewhere.expert, elsewhere.room.id, 'Завтра')];
    const codeOf = async (message: number, due_at: string) => {
      const answer = await desk.ask('promise:make', { room: room.id, message, due_at });
      return answer.ok ? 'ok' : answer.error.code;
    };
    expect(await codeOf(said.id, inMinutes(-1))).toBe('bad_request');
    expect(await codeOf(said.id, inMinutes(367 * 24 * 60))).toBe('bad_request');
    expect(await codeOf(said.id, 'tomorrow')).toBe('bad_request');
    expect(await codeOf(asked.id, inMinutes(5))).toBe('forbidden');
    expect(await codeOf(foreign.id, inMinutes(5))).toBe('not_found');
    await desk.get('message:delete', { id: said.id });
    expect(await codeOf(said.id, inMinutes(5))).toBe('conflict');
    desk.close();
  });
});
