import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Room } from '../../protocol/entities';
import type { InboxAnswer } from '../../protocol/requests';
import { ROOMS_PAGE_MAX } from '../../protocol/limits';
import { fresh, someone, type Device, type Person } from '../support/people';
import { nameOf, newPost, say } from '../support/posts';
import { startServer, type TestServer } from '../support/server';

/** More than fits into one page of a catch-up. */
const MANY = ROOMS_PAGE_MAX + 30;

let server: TestServer;
/** An expert and a client who share many orders; every third is owed, and of those every second was read. */
let expert: Person;
let client: Person;
let rooms: Room[];
const devices: Device[] = [];

beforeAll(async () => {
  server = await startServer();
  expert = await server.people.makeUser('expert');
  client = await server.people.makeUser('client', someone('Ярослава', 'Ёлкина'));
  rooms = [];
  const numbers = Array.from({ length: MANY }, () => fresh());
  const make = async () => {
    for (let number = numbers.shift(); number !== undefined; number = numbers.shift()) {
      const { room } = await server.people.putOrder(number, { title: `Заказ номер ${number}`, client: nameOf(client), expert: nameOf(expert) });
      rooms.push(room);
    }
  };
  await Promise.all([make(), make(), make(), make()]);
  for (const [index, room] of rooms.entries()) {
    if (index % 3 !== 0) continue;
    await say(client, room.id);
    if (index % 6 === 0) await expert.http('POST', `/api/chat/rooms/${room.id}/mark_read`);
  }
});
afterAll(async () => {
  for (const device of devices) device.close();
  await server.close();
});

async function deviceOf(person: Person): Promise<Device> {
  const device = await person.connect();
  devices.push(device);
  return device;
}

const ids = (answer: Pick<InboxAnswer, 'rooms'>) => answer.rooms.map(({ id }) => id);
const sorted = (numbers: number[]) => [...numbers].sort((a, b) => a - b);

/** Follows the cursor to its end; the pages together. */
async function catchUp(device: Device, cursor?: string): Promise<{ rooms: Room[]; gone: number[]; cursor: string; pages: number }> {
  const all: Room[] = [];
  const gone: number[] = [];
  for (let pages = 1; ; pages += 1) {
    const answer: InboxAnswer = await device.get('inbox:catch_up', cursor === undefined ? {} : { cursor });
    all.push(...answer.rooms);
    gone.push(...answer.gone);
    cursor = answer.cursor;
    if (!answer.has_more) return { rooms: all, gone, cursor, pages };
  }
}

/**
 * A cursor behind which nothing has changed. Other databases of the same server may have transactions open, and what was written beside
 * them is shown once more: so it takes what comes until nothing does.
 */
async function settled(device: Device): Promise<string> {
  let answer = await catchUp(device);
  while (answer.rooms.length + answer.gone.length > 0) {
    // A busy server is asked no more often than one user may ask.
    await new Promise((resolve) => setTimeout(resolve, 50));
    answer = await catchUp(device, answer.cursor);
  }
  return answer.cursor;
}

describe('catching up without a cursor', () => {
  it('gives every room once, in pages', async () => {
    const device = await deviceOf(expert);
    const first = await device.get('inbox:catch_up', {});
    expect([first.rooms.length, first.has_more, first.gone]).toEqual([ROOMS_PAGE_MAX, true, []]);
    const answer = await catchUp(device);
    expect(answer.pages).toBe(2);
    expect(sorted(ids(answer))).toEqual(sorted(rooms.map(({ id }) => id)));
  });

  it('sums up over all rooms on every page', async () => {
    const device = await deviceOf(expert);
    const first = await device.get('inbox:catch_up', {});
    const second = await device.get('inbox:catch_up', { cursor: first.cursor });
    const owed = (await catchUp(device)).rooms.filter(({ owed_since }) => owed_since !== null);
    const unread = Math.floor((MANY + 2) / 6);
    expect(first.totals).toEqual({
      unread_count: unread,
      unread_rooms: unread,
      owed_rooms: owed.length,
      oldest_owed_since: owed.map(({ owed_since }) => owed_since!).sort()[0],
    });
    expect(second.totals).toEqual(first.totals);
  });

  it('loses nothing that changes between two pages', async () => {
    const device = await deviceOf(expert);
    const first = await device.get('inbox:catch_up', {});
    const shown = new Set(ids(first));
    const hidden = rooms.filter(({ id }) => !shown.has(id));
    await say(client, hidden[0]!.id, 'moves to the front, behind the reader\'s back');
    const rest = await catchUp(device, first.cursor);
    const later = await catchUp(device, rest.cursor);
    const seen = [...first.rooms, ...rest.rooms, ...later.rooms];
    expect(new Set(seen.map(({ id }) => id)).size).toBe(MANY);
    expect(seen.filter(({ id }) => id === hidden[0]!.id).at(-1)?.last_message?.message).toBe('moves to the front, behind the reader\'s back');
    await say(expert, hidden[0]!.id, 'answer');
  });
});

describe('catching up with a cursor', () => {
  it('gives only what has changed', async () => {
    const { order, room, ...people } = await server.people.makeRoom();
    const [a, b] = [await deviceOf(people.expert), await deviceOf(people.client)];
    let cursor = await settled(a);
    const expectChange = async (fits: Partial<Room>) => {
      const answer = await catchUp(a, cursor);
      expect(answer).toMatchObject({ rooms: [{ id: room.id, ...fits }], gone: [] });
      cursor = await settled(a);
    };
    // Another room of the same person, in which nothing happens.
    await server.people.putOrder(fresh(), { expert: nameOf(people.expert) });
    cursor = await settled(a);
    const { message } = await b.get('message:post', newPost(room.id, 'new'));
    await expectChange({ last_seq: 1, unread_count: 1, owed_since: message.created_at });
    await b.get('message:edit', { id: message.id, message: 'edited' });
    await expectChange({ last_rev: 2, unread_count: 1 });
    const { message: answer } = await a.get('message:post', newPost(room.id, 'answer'));
    await expectChange({ last_seq: 2, unread_count: 0 });
    await b.get('room:read', { room: room.id, seq: 2 });
    await expectChange({ last_message: { ...answer, is_read: true } });
    await server.people.putOrder(order, { title: 'Another title', client: nameOf(people.client) });
    await expectChange({ order_title: 'Another title' });
    await server.people.putOrder(order, { title: 'Another title', client: { ...nameOf(people.client), first_name: 'Марина' } });
    const renamed = await catchUp(a, cursor);
    expect(renamed.rooms[0]?.participants.find(({ role }) => role === 'client')?.user.first_name).toBe('Марина');
  });

  it('names the rooms that were lost and gives those that were won', async () => {
    const { order, room, ...people } = await server.people.makeRoom();
    const boris = await server.people.makeUser('expert');
    const [a, b] = [await deviceOf(people.expert), await deviceOf(boris)];
    const cursors = { a: await settled(a), b: await settled(b) };
    await server.people.putOrder(order, { client: nameOf(people.client), expert: nameOf(boris) });
    const lost = await catchUp(a, cursors.a);
    expect([ids(lost), lost.gone]).toEqual([[], [room.id]]);
    expect(await catchUp(b, cursors.b)).toMatchObject({ rooms: [{ id: room.id }], gone: [] });
    await server.people.putOrder(order, { client: nameOf(people.client), expert: nameOf(people.expert) });
    // Back again before the device asked: not lost, but changed.
    const back = await catchUp(a, cursors.a);
    expect([ids(back), back.gone]).toEqual([[room.id], []]);
    expect((await catchUp(a)).gone).toEqual([]);
  });

  it('names to an invite\'s session no room of another order', async () => {
    const { order, room, ...people } = await server.people.makeRoom();
    const other = fresh();
    const second = await server.people.putOrder(other, { client: nameOf(people.client) });
    const [invited, full] = [await deviceOf(await server.people.join(order)), await deviceOf(people.client)];
    expect(ids(await catchUp(invited))).toEqual([room.id]);
    const cursors = { invited: await settled(invited), full: await settled(full) };
    await server.people.putOrder(other, { client: someone('Другая') });
    expect((await catchUp(full, cursors.full)).gone).toEqual([second.room.id]);
    expect((await catchUp(invited, cursors.invited)).gone).toEqual([]);
    await server.people.putOrder(order, { client: someone('Другая') });
    expect((await catchUp(invited, cursors.invited)).gone).toEqual([room.id]);
  });

  it('misses no transaction that began before it and ended after it', async () => {
    const { room, ...people } = await server.people.makeRoom();
    const late = await server.people.putOrder(fresh(), { expert: nameOf(people.expert) });
    const device = await deviceOf(people.expert);
    const cursor = await settled(device);
    const slow = new pg.Client({ connectionString: server.databaseUrl });
    await slow.connect();
    try {
      await slow.query('BEGIN');
      await slow.query(`UPDATE rooms SET changed_xid = pg_current_xact_id() WHERE id = $1`, [late.room.id]);
      // A later transaction, committed first.
      await say(people.client, room.id);
      const during = await catchUp(device, cursor);
      expect(ids(during)).toEqual([room.id]);
      const again = await catchUp(device, during.cursor);
      await slow.query('COMMIT');
      expect(ids(await catchUp(device, again.cursor))).toContain(late.room.id);
      expect(ids(await catchUp(device, during.cursor))).toContain(late.room.id);
    } finally {
      await slow.end();
    }
    await settled(device);
  });

  it('takes a cursor from the future as none: the database was restored from a copy', async () => {
    const { room, ...people } = await server.people.makeRoom();
    const device = await deviceOf(people.expert);
    await device.get('inbox:catch_up', {});
    for (const cursor of ['999999999999999', '18446744073709551615', '99999999999999999999', '3.99999999999999999999.1.3', '3.18446744073709551615.1.3', '3.3.1.99999999999999999999']) {
      const answer = await catchUp(device, cursor);
      expect([cursor, ids(answer), answer.gone]).toEqual([cursor, [room.id], []]);
    }
  });

  it('takes a cursor of another database as none, and says that everything comes', async () => {
    const { room, ...people } = await server.people.makeRoom();
    const device = await deviceOf(people.expert);
    const { cursor } = await device.get('inbox:catch_up', {});
    const foreign = cursor.replace(/^[\da-f]+/, (history) => `${history}1`);
    expect(await device.get('inbox:catch_up', { cursor: foreign })).toMatchObject({ is_whole: true, rooms: [{ id: room.id }] });
    expect(await device.get('inbox:catch_up', { cursor })).toMatchObject({ is_whole: false });
    expect(await device.get('inbox:catch_up', {})).toMatchObject({ is_whole: true });
  });

  it('refuses a cursor that is none of ours', async () => {
    const device = await deviceOf(expert);
    for (const cursor of ['', 'x', '-1', '1.5', '1.2.3', '1.2.3.4.5', ' 1', '1\n', '0x10', '1e3', "1'--", '1'.repeat(21), '1'.repeat(201), '٣']) {
      expect([cursor, await device.ask('inbox:catch_up', { cursor })]).toMatchObject([cursor, { ok: false, error: { code: 'bad_request' } }]);
    }
  });
});

describe('the list over HTTP', () => {
  /** Follows the `Link` headers to the end. */
  async function list(query: string, person = expert): Promise<{ rooms: Room[]; pages: number }> {
    const all: Room[] = [];
    let path: string | undefined = `/api/chat/rooms?${query}`;
    let pages = 0;
    while (path !== undefined) {
      const answer: { status: number; body: Room[]; headers: Headers } = await person.http<Room[]>('GET', path);
      expect([path, answer.status]).toEqual([path, 200]);
      all.push(...answer.body);
      pages += 1;
      const link: string | null = answer.headers.get('link');
      const next: URL | undefined = link === null ? undefined : new URL(/^<(.+)>; rel="next"$/.exec(link)![1]!);
      path = next && next.pathname + next.search;
    }
    return { rooms: all, pages };
  }

  it('gives every room once, whatever the order and the size of a page', async () => {
    const all = sorted(rooms.map(({ id }) => id));
    for (const query of ['', 'sort=recent&limit=7', 'sort=owed&limit=7', 'sort=owed&limit=200', 'limit=1&q=номер+10']) {
      const found = (await list(query)).rooms.map(({ id }) => id);
      expect(new Set(found).size).toBe(found.length);
      if (!query.includes('q=')) expect(sorted(found)).toEqual(all);
    }
    expect((await list('limit=50')).pages).toBe(5);
  });

  it('sorts by the last message, and by who waits longest', async () => {
    const recent = (await list('sort=recent&limit=31')).rooms.map(({ updated_at }) => updated_at);
    expect(recent).toEqual([...recent].sort().reverse());
    const waiting = (await list('sort=owed&limit=31')).rooms.map(({ owed_since }) => owed_since);
    const owed = waiting.filter((since) => since !== null);
    expect(owed.length).toBeGreaterThan(10);
    expect(waiting.slice(0, owed.length)).toEqual([...owed].sort());
  });

  it('filters what is unread and what is owed, and keeps the filter from page to page', async () => {
    const all = (await list('limit=200')).rooms;
    for (const [filter, holds] of [['unread', (room: Room) => room.unread_count > 0], ['owed', (room: Room) => room.owed_since !== null]] as const) {
      const expected = all.filter(holds).map(({ id }) => id);
      const found = await list(`filter=${filter}&limit=5`);
      expect(sorted(found.rooms.map(({ id }) => id))).toEqual(sorted(expected));
      expect(found.pages).toBe(Math.ceil(expected.length / 5));
    }
  });

  it('finds by number, title and client, in any case, taking every character for itself', async () => {
    const { room, order, ...people } = await server.people.makeRoom();
    await server.people.putOrder(order, { title: 'Скидка 50%_Öl', client: nameOf(people.client), expert: nameOf(people.expert) });
    const other = await server.people.putOrder(fresh(), { title: 'Другой', client: someone('Ярослава', 'Ёлкина'), expert: nameOf(people.expert) });
    const find = async (q: string) => (await list(`q=${encodeURIComponent(q)}`, people.expert)).rooms.map(({ id }) => id);
    expect(await find(String(order))).toEqual([room.id]);
    expect(await find('СКИДКА')).toEqual([room.id]);
    expect(await find('0%_ö')).toEqual([room.id]);
    expect(await find('%')).toEqual([room.id]);
    expect(await find('ёлкина')).toEqual([other.room.id]);
    expect(await find('  ярослава ёл ')).toEqual([other.room.id]);
    expect(await find("' OR 1=1 --")).toEqual([]);
    expect(sorted(await find(' '))).toEqual(sorted([room.id, other.room.id]));
  });

  it('refuses what it does not know', async () => {
    const bad = ['sort=new', 'filter=mine', 'limit=0', 'limit=201', 'limit=x', 'limit=1&limit=2', 'page=x', 'page=1', 'page=1e5_1', 'page=1_', 'page=999999999999999_1', 'page=-999999999999999_1', 'other=1', 'q=%00', `q=${'a'.repeat(201)}`, 'sort[]=recent'];
    for (const query of bad) expect([query, (await expert.http('GET', `/api/chat/rooms?${query}`)).status]).toEqual([query, 400]);
  });
});
