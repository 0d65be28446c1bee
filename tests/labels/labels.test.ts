import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fresh, type Device, type Person } from '../support/people';
import { nameOf, newPost, say } from '../support/posts';
import { startServer, type TestServer } from '../support/server';

let server: TestServer;
const devices: Device[] = [];
beforeAll(async () => {
  server = await startServer();
});
afterAll(async () => {
  for (const device of devices) device.close();
  await server.close();
});

async function connected(person: Person): Promise<Device> {
  const device = await person.connect();
  devices.push(device);
  return device;
}

/** A room with its expert and a colleague at their desks, and its client. */
async function scene() {
  const { room, order, client, expert } = await server.people.makeRoom();
  const colleague = await server.people.makeUser('expert');
  const desk = await connected(expert);
  await desk.get('room:invite', { room: room.id, user: colleague.account.id });
  return { room: room.id, order, client, expert, colleague, desk, other: await connected(colleague) };
}

const newName = () => `Метка ${fresh()}`;
const refused = (code: string) => ({ ok: false, error: { code } });

describe('the catalogue of labels', () => {
  it('is one for all experts, who are told when it changes', async () => {
    const { desk, other } = await scene();
    const name = newName();
    const { label } = await desk.get('label:make', { name: `  ${name} `, color: 'teal' });
    expect(label).toMatchObject({ name, color: 'teal', is_retired: false, is_editable: true });
    await other.fact('labels:changed');
    expect((await other.get('label:list', {})).labels.find(({ id }) => id === label.id)).toMatchObject({ name, is_editable: false });
  });

  it('has no two offered labels of one name, whatever its case; a retired one stands in nobody’s way', async () => {
    const { desk } = await scene();
    const name = newName();
    const { label } = await desk.get('label:make', { name, color: 'red' });
    expect(await desk.ask('label:make', { name: name.toUpperCase(), color: 'blue' })).toMatchObject(refused('conflict'));
    await desk.get('label:change', { id: label.id, is_retired: true });
    const { label: second } = await desk.get('label:make', { name, color: 'blue' });
    expect(await desk.ask('label:change', { id: label.id, is_retired: false })).toMatchObject(refused('conflict'));
    await desk.get('label:change', { id: second.id, name: newName() });
    expect((await desk.get('label:change', { id: label.id, is_retired: false })).label).toMatchObject({ name, is_retired: false });
  });

  it('gives a name to one of several labels that ask for it at once', async () => {
    const { desk } = await scene();
    const made = await Promise.all([1, 2, 3, 4].map(() => desk.get('label:make', { name: newName(), color: 'red' })));
    const name = newName();
    const answers = await Promise.all(made.map(({ label }) => desk.ask('label:change', { id: label.id, name })));
    expect(answers.map((answer) => (answer.ok ? 'ok' : answer.error.code)).sort()).toEqual(['conflict', 'conflict', 'conflict', 'ok']);
  });

  it('is changed by a label’s maker and by admins alone, which the trail knows', async () => {
    const { desk, other, expert } = await scene();
    const { label } = await desk.get('label:make', { name: newName(), color: 'red' });
    expect(await other.ask('label:change', { id: label.id, color: 'blue' })).toMatchObject(refused('forbidden'));
    const admin = await connected(await server.people.makeUser('admin'));
    const name = newName();
    expect((await admin.get('label:change', { id: label.id, name })).label).toMatchObject({ name, color: 'red', is_editable: true });
    const lines = await server.app.parts.db.rows<{ kind: string; actor: number }>(null, `SELECT kind, actor FROM audit_log WHERE data->>'label' = $1 ORDER BY id`, [String(label.id)]);
    expect(lines.map(({ kind }) => kind)).toEqual(['label_made', 'label_changed']);
    expect(lines[0]?.actor).toBe(expert.account.id);
  });

  it('takes neither an empty name nor a colour that there is not', async () => {
    const { desk } = await scene();
    for (const wrong of [{ name: ' ', color: 'red' }, { name: 'x'.repeat(41), color: 'red' }, { name: 'x', color: '#ff0000' }, { name: 'a\nb', color: 'red' }])
      expect(await desk.ask('label:make', wrong as never)).toMatchObject(refused('bad_request'));
  });
});

describe('a label on a room', () => {
  it('comes to all experts of the room, live and by catch-up, and goes again', async () => {
    const { room, desk, other } = await scene();
    const { label } = await desk.get('label:make', { name: newName(), color: 'green' });
    const { cursor } = await other.get('inbox:catch_up', {});
    expect(await desk.get('room:label', { room, label: label.id, is_on: true })).toMatchObject({ is_changed: true, room: { labels: [label.id] } });
    await other.fact('room:changed', (fact) => fact.room.labels?.[0] === label.id);
    expect((await other.get('inbox:catch_up', { cursor })).rooms).toMatchObject([{ id: room, labels: [label.id] }]);
    expect(await other.get('room:label', { room, label: label.id, is_on: true })).toMatchObject({ is_changed: false });
    await other.get('room:label', { room, label: label.id, is_on: false });
    await desk.fact('room:changed', (fact) => fact.room.labels?.length === 0);
  });

  it('stays when it is retired, and is put on no other room then', async () => {
    const { room, desk } = await scene();
    const { label } = await desk.get('label:make', { name: newName(), color: 'pink' });
    await desk.get('room:label', { room, label: label.id, is_on: true });
    await desk.get('label:change', { id: label.id, is_retired: true });
    expect((await desk.get('room:open', { room })).room.labels).toEqual([label.id]);
    await desk.get('room:label', { room, label: label.id, is_on: false });
    expect(await desk.ask('room:label', { room, label: label.id, is_on: true })).toMatchObject(refused('conflict'));
  });

  it('is put on by the room’s experts alone, and only one that there is', async () => {
    const { room, desk } = await scene();
    const { label } = await desk.get('label:make', { name: newName(), color: 'pink' });
    const stranger = await connected(await server.people.makeUser('expert'));
    expect(await stranger.ask('room:label', { room, label: label.id, is_on: true })).toMatchObject(refused('not_found'));
    expect(await desk.ask('room:label', { room, label: 2 ** 41, is_on: true })).toMatchObject(refused('not_found'));
  });
});

describe('views', () => {
  const rule = { join: 'any' as const, conditions: [{ about: 'state' as const, is: 'owed' as const }, { about: 'text' as const, is: 'перевод', is_not: true }] };

  it('are their user’s own, in his order, on all his devices', async () => {
    const { expert, desk, other } = await scene();
    const second = await connected(expert);
    const made = [];
    for (const name of ['Первый', 'Второй', 'Третий']) made.push((await desk.get('view:make', { name, rule })).view);
    await second.fact('views:changed');
    expect((await second.get('view:list', {})).views).toEqual(made);
    expect(made[0]).toEqual({ id: made[0]!.id, name: 'Первый', rule });
    expect((await other.get('view:list', {})).views).toEqual([]);
    const [one, two, three] = made.map(({ id }) => id);
    expect((await second.get('view:arrange', { ids: [three!, one!] })).views.map(({ id }) => id)).toEqual([three, one, two]);
    await desk.get('view:delete', { id: one! });
    const { view } = await desk.get('view:make', { name: 'Первый', rule, place: 1 });
    expect((await desk.get('view:list', {})).views.map(({ id }) => id)).toEqual([three, view.id, two]);
  });

  it('are changed and deleted by nobody else', async () => {
    const { desk, other } = await scene();
    const { view } = await desk.get('view:make', { name: 'Мой', rule });
    expect(await other.ask('view:change', { id: view.id, name: 'Чужой', rule })).toMatchObject(refused('not_found'));
    expect(await other.ask('view:delete', { id: view.id })).toMatchObject(refused('not_found'));
    await other.get('view:arrange', { ids: [view.id] });
    expect((await desk.get('view:change', { id: view.id, name: 'Мой же', rule: { join: 'all', conditions: [] } })).view).toEqual({ id: view.id, name: 'Мой же', rule: { join: 'all', conditions: [] } });
  });

  it('take no condition that there is not, and not too many', async () => {
    const { desk } = await scene();
    const of = (conditions: unknown[]) => ({ name: 'x', rule: { join: 'all', conditions } }) as never;
    for (const wrong of [[{ about: 'weather' }], [{ about: 'state', is: 'late' }], [{ about: 'text', is: ' ' }], [{ about: 'unread', is: true }], Array.from({ length: 21 }, () => ({ about: 'unread' }))])
      expect(await desk.ask('view:make', of(wrong))).toMatchObject(refused('bad_request'));
  });
});

describe('many wishes at once', () => {
  it('are carried out one by one: what is refused says why, and the others are done', async () => {
    const { expert, desk } = await scene();
    const rooms: number[] = [];
    for (let count = 0; count < 3; count += 1) {
      const { room } = await server.people.putOrder(fresh(), { expert: nameOf(expert) });
      rooms.push(room.id);
    }
    const stranger = await server.people.makeRoom();
    await say(expert, rooms[1]!, 'Я уже ответил');
    const wishes = [...rooms, stranger.room.id].map((room) => ({ request: 'room:triage' as const, payload: { room, action: 'done' as const, expect_seq: 0 } }));
    const colleague = await connected(expert);
    const { results } = await desk.get('bulk:run', { wishes });
    expect(results).toMatchObject([{ ok: true, event: expect.any(Number) }, { ok: true }, { ok: true }, { ok: false, code: 'not_found' }]);
    for (const room of rooms) await colleague.fact('room:changed', (fact) => fact.room.id === room && fact.room.state === 'done');
    const undo = results.flatMap((result, index) => (result.ok && result.event != null ? [{ request: 'room:triage' as const, payload: { room: rooms[index]!, action: 'undo' as const, event: result.event } }] : []));
    expect((await desk.get('bulk:run', { wishes: undo })).results.every(({ ok }) => ok)).toBe(true);
    expect((await desk.get('room:open', { room: rooms[0]! })).room.state).toBe('waiting');
  });

  it('stop where somebody has written since', async () => {
    const { room, client, desk } = await scene();
    const message = await say(client, room, 'Вопрос');
    const { results } = await desk.get('bulk:run', { wishes: [{ request: 'room:triage', payload: { room, action: 'done', expect_seq: message.seq - 1 } }] });
    expect(results).toEqual([{ ok: false, code: 'room_moved' }]);
  });

  it('ask for each wish who may: an admin takes no order', async () => {
    const admin = await connected(await server.people.makeUser('admin'));
    const { order } = await server.people.putOrder(fresh(), {});
    const { results } = await admin.get('bulk:run', { wishes: [{ request: 'order:take', payload: { order: order.id } }] });
    expect(results).toEqual([{ ok: false, code: 'forbidden' }]);
  });

  it('return orders to the queue and take them again, let colleagues in and out', async () => {
    const { room, order, desk } = await scene();
    const helper = await server.people.makeUser('expert');
    const run = async (wishes: Parameters<typeof desk.get<'bulk:run'>>[1]['wishes']) => (await desk.get('bulk:run', { wishes })).results;
    expect(await run([{ request: 'room:invite', payload: { room, user: helper.account.id } }, { request: 'room:remove', payload: { room, user: helper.account.id } }, { request: 'order:return', payload: { order } }, { request: 'order:take', payload: { order } }])).toEqual([{ ok: true }, { ok: true }, { ok: true }, { ok: true }]);
  });

  it('are not too many, and nothing but what is listed', async () => {
    const { room, desk } = await scene();
    const one = { request: 'room:triage' as const, payload: { room, action: 'done' as const } };
    for (const wishes of [[], Array.from({ length: 51 }, () => one), [{ request: 'message:post', payload: newPost(room, 'x') }], [{ request: 'room:triage', payload: { room, action: 'done', key: randomUUID() } }]])
      expect(await desk.ask('bulk:run', { wishes: wishes as never })).toMatchObject(refused('bad_request'));
  });
});
