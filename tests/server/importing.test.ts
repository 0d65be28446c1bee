import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Listened } from '../../server/database/connect';
import { importFile, type Imported } from '../../server/domain/importing';
import { temporaryFolder } from '../support/folder';
import { PASSWORD, fresh, someone, type Person } from '../support/people';
import { messagesOf, roomOf, say } from '../support/posts';
import { API_KEY, startServer, type TestServer } from '../support/server';

let server: TestServer;
beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.close());

async function run(name: string, text: string): Promise<Imported> {
  const path = join(temporaryFolder('import'), name);
  writeFileSync(path, text);
  const client = new Listened({ connectionString: server.databaseUrl });
  await client.connect();
  try {
    return await importFile(client, path, () => undefined);
  } finally {
    await client.end();
  }
}
const lines = (...rows: object[]) => rows.map((row) => `${JSON.stringify(row)}\n`).join('');
const at = (minute: number) => new Date(Date.UTC(2024, 0, 1, 0, minute)).toISOString();

/** An account of the import, with a password to sign in with. */
async function comeIn(person: { email: string; first_name: string; last_name: string }, role: 'client' | 'expert'): Promise<Person> {
  await server.people.marketplace('POST', '/api/users', { ...person, role, password: PASSWORD });
  return server.people.signIn(person.email);
}

type Said = { by: 'client' | 'expert'; text: string; minute: number };

/** What a room has to be after such a history, said plainly. */
function model(said: readonly Said[], isClosed: boolean) {
  const sorted = [...said].sort((a, b) => a.minute - b.minute);
  const lastAnswer = sorted.findLastIndex(({ by }) => by === 'expert');
  const owed = isClosed ? undefined : sorted.slice(lastAnswer + 1).find(({ by }) => by === 'client');
  return { texts: sorted.map(({ text }) => text), last_seq: sorted.length, last_rev: sorted.length, unread_count: 0, owed_since: owed === undefined ? null : at(owed.minute) };
}

describe('importing history', () => {
  it('makes rooms whose numbers, times and debts are those of a plain model, and passes over what is there', async () => {
    const [client, expert] = [someone('Мария', 'Орлова'), someone('Анна', 'Соколова')];
    const histories: { order: number; status: string; said: Said[] }[] = [];
    for (let place = 0; place < 12; place += 1) {
      const said = Array.from({ length: place * 3 }, (_, index): Said => ({ by: (index * 7 + place) % 3 === 0 ? 'expert' : 'client', text: `${place} ${index}`, minute: (index * 37) % 101 }));
      histories.push({ order: fresh(), status: place % 4 === 3 ? 'done' : 'open', said });
    }
    const file = lines(
      { type: 'user', ...client, role: 'client' },
      { type: 'user', ...expert, role: 'expert' },
      ...histories.map(({ order, status }) => ({ type: 'order', id: order, title: 'Старый заказ', status, client: client.email, expert: expert.email, created_at: at(0) })),
      ...histories.flatMap(({ order, said }) =>
        said.map(({ by, text, minute }, index) => ({ type: 'message', order, external_id: `m${index}`, sender: by === 'client' ? client.email : expert.email, message: text, created_at: at(minute), ...(index > 0 && { reply_to: 'm0' }) })),
      ),
    );
    const total = histories.reduce((sum, { said }) => sum + said.length, 0);
    expect(await run('history.jsonl', file)).toEqual({ lines: 14 + total, users: 2, orders: 12, messages: total, known: 0, bad: [] });
    expect(await run('history.jsonl', file)).toEqual({ lines: 14 + total, users: 0, orders: 0, messages: 0, known: total, bad: [] });

    const reader = await comeIn(expert, 'expert');
    const rooms = (await reader.http<{ id: number; order: number }[]>('GET', '/api/chat/rooms?limit=200')).body;
    for (const { order, status, said } of histories) {
      const { id } = rooms.find((room) => room.order === order)!;
      const { texts, ...numbers } = model(said, status === 'done');
      const [shown, room] = [await messagesOf(reader, id), await roomOf(reader, id)];
      expect([order, shown.map(({ message }) => message), shown.map(({ seq }) => seq)]).toEqual([order, texts, texts.map((_, index) => index + 1)]);
      expect(room).toMatchObject(numbers);
      const first = shown.find(({ message }) => message.endsWith(' 0'));
      expect(shown.filter((message) => message !== first).every(({ reply_to }) => reply_to === first?.id)).toBe(true);
    }
    // The conversation goes on behind its history.
    const last = histories.at(-1)!;
    const room = rooms.find(({ order }) => order === last.order)!.id;
    const writer = await comeIn(client, 'client');
    expect(await say(writer, room, 'Ещё вопрос')).toMatchObject({ seq: last.said.length + 1, rev: last.said.length + 1 });
    expect(await roomOf(reader, room)).toMatchObject({ unread_count: 1 });
    // And later history stays out of it.
    const late = await run('late.jsonl', lines({ type: 'message', order: last.order, external_id: 'late', sender: client.email, message: 'Поздно', created_at: at(5000) }));
    expect(late.bad).toEqual([{ line: 1, reason: 'the room has later messages' }]);
  });

  it('reads CSV, and says of each bad line why it was not taken', async () => {
    const [client, expert] = [someone('Пётр', 'Клиент'), someone('Борис', 'Эксперт')];
    const order = fresh();
    const csv = [
      'type,email,first_name,last_name,role,id,title,client,expert,order,external_id,sender,message,created_at,reply_to,status',
      `user,${client.email},Пётр,Клиент,client`,
      `user,${expert.email},Борис,Эксперт,expert`,
      `order,,,,,${order},Перевод,${client.email},${expert.email}`,
      `message,,,,,,,,,${order},a,${client.email},"Две\nстроки, с запятой",${at(1)}`,
      `message,,,,,,,,,${order},b,nobody@orderline.test,Кто я,${at(2)}`,
      `message,,,,,,,,,${order},c,${client.email},   ,${at(2)}`,
      `message,,,,,,,,,${order},d,${client.email},Когда,вчера`,
      `message,,,,,,,,,${2 ** 41},e,${client.email},Чей заказ,${at(3)}`,
    ].join('\n');
    const done = await run('history.csv', csv);
    expect(done).toMatchObject({ users: 2, orders: 1, messages: 1 });
    expect(done.bad.map(({ reason }) => reason.split(':')[0])).toEqual(['the sender is not known', 'message', 'created_at', 'the order is not known']);
    const answered = await fetch(`${server.url}/api/orders/${order}/export?format=json`, { headers: { Authorization: `Bearer ${API_KEY}` } });
    expect(await answered.json()).toMatchObject({ timeline: [{ message: { message: 'Две\nстроки, с запятой', created_at: at(1) } }] });
    expect((await run('broken.jsonl', '{ no json\n{"type":"user"}\n')).bad).toEqual([{ line: 1, reason: 'this is no JSON' }, { line: 2, reason: expect.stringContaining('email') as string }]);
  });

  it('stores a message that the file says twice once, and leaves no number out for it', async () => {
    const [client, expert] = [someone('Вера', 'Клиент'), someone('Глеб', 'Эксперт')];
    const order = fresh();
    const message = (external_id: string, text: string, minute: number) => ({ type: 'message', order, external_id, sender: client.email, message: text, created_at: at(minute) });
    const done = await run('twice.jsonl', lines({ type: 'user', ...client, role: 'client' }, { type: 'user', ...expert, role: 'expert' }, { type: 'order', id: order, title: 'Дважды', client: client.email, expert: expert.email }, message('a', 'Первое', 1), message('a', 'Первое', 1), message('b', 'Второе', 2)));
    expect(done).toMatchObject({ messages: 2, known: 1, bad: [] });
    const reader = await comeIn(expert, 'expert');
    const { id, last_seq, last_rev } = (await reader.http<{ id: number; last_seq: number; last_rev: number }[]>('GET', '/api/chat/rooms')).body[0]!;
    expect([last_seq, last_rev, (await messagesOf(reader, id)).map(({ seq, message: text }) => [seq, text])]).toEqual([2, 2, [[1, 'Первое'], [2, 'Второе']]]);
  });

  it('tells no webhook and queues no letter', async () => {
    const [client, expert] = [someone('Ольга', 'Клиент'), someone('Юрий', 'Эксперт')];
    const order = fresh();
    await server.app.parts.db.rows(null, `INSERT INTO webhook_endpoints (url, secret) VALUES ('https://webhooks.invalid/x', '\\x00')`);
    await run('quiet.jsonl', lines({ type: 'user', ...client, role: 'client' }, { type: 'user', ...expert, role: 'expert' }, { type: 'order', id: order, title: 'Тихо', client: client.email, expert: expert.email }, { type: 'message', order, external_id: '1', sender: expert.email, message: 'Было', created_at: at(1) }));
    const told = await server.app.parts.db.rows(null, `SELECT 1 FROM webhook_deliveries`);
    expect(told).toEqual([]);
    expect((await comeIn(client, 'client')).account.email).toBe(client.email);
  });

  it('lets an open order without an expert wait in the queue since it was made', async () => {
    const [client, expert] = [someone('Ирина', 'Клиент'), someone('Олег', 'Эксперт')];
    const order = fresh();
    expect((await run('waiting.jsonl', lines({ type: 'user', ...client, role: 'client' }, { type: 'order', id: order, title: 'Ничей', client: client.email, created_at: at(5) }))).bad).toEqual([]);
    const desk = await (await comeIn(expert, 'expert')).connect();
    expect((await desk.get('queue:list', {})).orders.filter((one) => one.order === order)).toMatchObject([{ order, queued_at: at(5) }]);
    desk.close();
  });
});
