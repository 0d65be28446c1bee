import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Room } from '../../protocol/entities';
import type { SearchAnswer, SearchFilters, SearchHit } from '../../protocol/search';
import { fresh, someone, type Device, type Person } from '../support/people';
import { nameOf, say } from '../support/posts';
import { startServer, type TestServer } from '../support/server';
import { upload } from '../support/uploads';

let server: TestServer;
let expert: Person;
let client: Person;
let room: Room;
let other: { room: Room; expert: Person; client: Person; order: number };
let device: Device;

beforeAll(async () => {
  server = await startServer();
  ({ expert, client, room } = await server.people.makeRoom());
  other = await server.people.makeRoom();
  device = await expert.connect();
});
afterAll(async () => {
  device.close();
  await server.close();
});

async function find(query: string, filters: SearchFilters = {}, from: Device = device): Promise<SearchHit[]> {
  const answer: SearchAnswer = await from.get('search:run', { query, filters });
  return answer.hits;
}

const idsOf = (hits: readonly SearchHit[]) => hits.map((hit) => hit.id);
/** The found places of a hit, as text. */
const marked = ({ excerpt }: SearchHit) => excerpt.ranges.map(([from, to]) => excerpt.text.slice(from, to));

describe('words', () => {
  it('are found in every form, in Russian', async () => {
    const message = await say(client, room.id, 'Здравствуйте! Я бы хотела «вернуть» деньги за подписку…');
    for (const query of ['хотел', 'деньгами', 'Подписки', 'ДЕНЬГАМ подпиской', '«вернуть»']) expect([query, idsOf(await find(query))]).toEqual([query, [message.id]]);
  });

  it('are found in every form, in English', async () => {
    const message = await say(client, room.id, 'The refunds were promised, but nothing has been delivered.');
    for (const query of ['refund', 'promising', 'deliver', 'Refunds DELIVERING']) expect([query, idsOf(await find(query))]).toEqual([query, [message.id]]);
  });

  it('are found beside quotes, dashes, emoji and in addresses', async () => {
    const message = await say(client, room.id, '😀привет—мир, пишите на kontakt@primer.test или https://primer.test/oplata?a=1');
    for (const query of ['привет', 'мир', 'kontakt', 'primer.test', 'oplata']) expect([query, idsOf(await find(query))]).toEqual([query, [message.id]]);
  });

  it('are the same with е and ё', async () => {
    const message = await say(client, room.id, 'Самолёт опаздывает');
    expect(idsOf(await find('самолет'))).toEqual([message.id]);
    expect(idsOf(await find('САМОЛЁТОМ'))).toEqual([message.id]);
    expect(idsOf(await find('молёт'))).toEqual([message.id]);
  });

  it('must all be there', async () => {
    await say(client, room.id, 'жёлтый конверт');
    expect(await find('конверт зелёный')).toEqual([]);
  });

  it('that are nothing but signs find nothing, and white space alone is refused', async () => {
    expect(await find('?!…')).toEqual([]);
    expect(await device.ask('search:run', { query: '  ' })).toMatchObject({ ok: false, error: { code: 'bad_request' } });
    expect(await device.ask('search:run', { query: 'слово', page: 'x1' })).toMatchObject({ ok: false, error: { code: 'bad_request' } });
  });

  it('of PostgreSQL’s own languages are only words', async () => {
    for (const query of ["'; DROP TABLE messages; --", 'a & | ! b:*', '%_%', '\\', '<->', '$1']) {
      expect([query, (await device.ask('search:run', { query })).ok]).toEqual([query, true]);
    }
  });
});

describe('parts of words', () => {
  it('are found in Cyrillic and in Latin, behind the whole words', async () => {
    const part = await say(client, room.id, 'электростанция работает');
    const whole = await say(client, room.id, 'станция закрыта');
    const latin = await say(client, room.id, 'номер XK42971-QZ');
    expect(idsOf(await find('станция'))).toEqual([whole.id, part.id]);
    expect(idsOf(await find('ростанц'))).toEqual([part.id]);
    expect(idsOf(await find('4297'))).toEqual([latin.id]);
  });

  it('stand beside whole words of one query', async () => {
    const message = await say(client, room.id, 'водопроводчика вызывали трижды');
    expect(idsOf(await find('проводч вызвал'))).toEqual([]);
    expect(idsOf(await find('проводч вызывала'))).toEqual([message.id]);
    expect(idsOf(await find('проводчик трижды'))).toEqual([message.id]);
  });

  it('take no Latin letter for a Cyrillic one', async () => {
    await say(client, room.id, 'кабриолетная');
    expect(await find('abriolet')).toEqual([]);
  });
});

describe('around the conversation', () => {
  it('order number, title and names narrow to their rooms', async () => {
    const third = await server.people.putOrder(fresh(), { title: 'Ремонт велосипеда', client: someone('Ульяна', 'Пчёлкина'), expert: nameOf(expert) });
    await say(client, room.id, 'сколько это стоит');
    const here = await say(expert, third.room.id, 'это стоит тысячу');
    for (const around of [String(third.order.id), 'велосипеда', 'Пчелкина', 'улья']) {
      expect([around, idsOf(await find(`${around} стоит`))]).toEqual([around, [here.id]]);
    }
    expect(await find('Пчёлкина')).toEqual([]);
    const named = await say(expert, third.room.id, 'Ульяна, добрый день');
    expect(idsOf(await find('Ульяна Пчёлкина'))).toEqual([named.id]);
  });
});

describe('what is found', () => {
  it('comes as text with places, never as HTML', async () => {
    const text = `${'Очень длинное начало. '.repeat(30)}<b>Квитанцию</b> 😀 приложила,\nквитанции нет. ${'И длинный конец. '.repeat(30)}`;
    const message = await say(client, room.id, text);
    const [hit] = await find('квитанция');
    expect(hit).toMatchObject({ kind: 'message', id: message.id, room: room.id, seq: message.seq, sender: client.account.id, created_at: message.created_at });
    expect(marked(hit!)).toEqual(['Квитанцию', 'квитанции']);
    expect(hit!.excerpt.text).toContain('<b>Квитанцию</b> 😀 приложила, квитанции нет.');
    expect(hit!.excerpt.text.length).toBeLessThan(210);
    expect(hit!.excerpt.text).toMatch(/^….*…$/u);
  });

  it('marks the part of a word', async () => {
    await say(client, room.id, 'фотоаппаратура');
    expect(marked((await find('аппарат'))[0]!)).toEqual(['аппарат']);
  });

  it('follows edits, and never holds a deleted message', async () => {
    const author = await client.connect();
    const message = await say(client, room.id, 'первоначально пингвин');
    await author.get('message:edit', { id: message.id, message: 'теперь тюлень' });
    expect(await find('пингвин')).toEqual([]);
    expect(idsOf(await find('тюленя'))).toEqual([message.id]);
    await author.get('message:delete', { id: message.id });
    expect(await find('тюлень')).toEqual([]);
    expect(await find('тюле')).toEqual([]);
    author.close();
  });

  it('comes newest first, in pages that neither skip nor repeat', async () => {
    const posted: number[] = [];
    for (let n = 0; n < 27; n += 1) posted.unshift((await say(client, room.id, n % 3 === 0 ? `сверхпанорама ${n}` : `панорама ${n}`)).id);
    const whole = posted.filter((_, at) => (posted.length - 1 - at) % 3 !== 0);
    const parts = posted.filter((_, at) => (posted.length - 1 - at) % 3 === 0);
    const found: number[] = [];
    for (let page: string | undefined; ; ) {
      const answer: SearchAnswer = await device.get('search:run', { query: 'панорама', ...(page === undefined ? {} : { page }) });
      found.push(...idsOf(answer.hits));
      if (answer.next_page === null) break;
      page = answer.next_page;
    }
    expect(found).toEqual([...whole, ...parts]);
    for (const limit of [1, 2, 18, 27]) {
      const byHttp: number[] = [];
      for (let path: string | undefined = `/api/chat/search?q=${encodeURIComponent('панорама')}&limit=${limit}`; path; ) {
        const answer: { body: SearchHit[]; headers: Headers } = await expert.http<SearchHit[]>('GET', path);
        byHttp.push(...idsOf(answer.body));
        const next: string | undefined = /<([^>]+)>; rel="next"/.exec(answer.headers.get('link') ?? '')?.[1];
        path = next && new URL(next).pathname + new URL(next).search;
      }
      expect([limit, byHttp]).toEqual([limit, [...whole, ...parts]]);
    }
  });
});

describe('filters', () => {
  it('narrow to a room, a sender, and a time', async () => {
    const second = await server.people.putOrder(fresh(), { client: nameOf(client), expert: nameOf(expert) });
    const one = await say(client, room.id, 'чемодан один');
    const two = await say(expert, room.id, 'чемодан два');
    const three = await say(client, second.room.id, 'чемодан три');
    expect(idsOf(await find('чемодан'))).toEqual([three.id, two.id, one.id]);
    expect(idsOf(await find('чемодан', { room: room.id }))).toEqual([two.id, one.id]);
    expect(idsOf(await find('чемодан', { sender: client.account.id }))).toEqual([three.id, one.id]);
    expect(idsOf(await find('чемодан', { from: two.created_at }))).toEqual([three.id, two.id]);
    expect(idsOf(await find('чемодан', { to: two.created_at }))).toEqual([one.id]);
    expect(idsOf(await find('емода', { room: room.id, sender: client.account.id, to: two.created_at }))).toEqual([one.id]);
  });
});

describe('the filter for files', () => {
  it('finds only what carries one', async () => {
    await say(client, room.id, 'чертёж опишу словами');
    const { id } = await upload(server.url, client, { room: room.id, name: 'plan.txt', bytes: Buffer.from('a plan') });
    const drawn = await say(client, room.id, 'чертёж приложен', { attachments: [id] });
    expect(await find('чертёж')).toHaveLength(2);
    expect(idsOf(await find('чертёж', { has_file: true }))).toEqual([drawn.id]);
    expect(idsOf((await expert.http<SearchHit[]>('GET', `/api/chat/search?q=${encodeURIComponent('черте')}&has_file=true`)).body)).toEqual([drawn.id]);
    expect((await expert.http('GET', '/api/chat/search?q=a&has_file=false')).status).toBe(400);
  });
});

describe('rooms of others', () => {
  it('are never found, neither by words nor by parts nor by name', async () => {
    await say(other.client, other.room.id, 'секретный бегемот');
    for (const query of ['бегемот', 'бегем', `${other.order} бегемот`]) expect([query, await find(query)]).toEqual([query, []]);
    expect(await device.ask('search:run', { query: 'бегемот', filters: { room: other.room.id } })).toMatchObject({ ok: false, error: { code: 'not_found' } });
    expect(await device.ask('search:run', { query: 'бегемот', filters: { room: 2 ** 41 } })).toMatchObject({ ok: false, error: { code: 'not_found' } });
  });

  it('are not found any more by who has left', async () => {
    const order = fresh();
    const { room: left } = await server.people.putOrder(order, { client: nameOf(client), expert: nameOf(expert) });
    await say(client, left.id, 'носорог пришёл');
    expect(await find('носорог')).toHaveLength(1);
    await server.people.putOrder(order, { client: nameOf(client), expert: nameOf(other.expert) });
    expect(await find('носорог')).toEqual([]);
  });

  it('stay closed to an invite’s session, also those of the same client', async () => {
    const order = fresh();
    const { room: invited } = await server.people.putOrder(order, { client: nameOf(client), expert: nameOf(expert) });
    const inside = await say(expert, invited.id, 'жираф внутри');
    await say(expert, room.id, 'жираф снаружи');
    const guest = await server.people.join(order);
    const phone = await guest.connect();
    expect(idsOf(await find('жираф', {}, phone))).toEqual([inside.id]);
    expect(await phone.ask('search:run', { query: 'жираф', filters: { room: room.id } })).toMatchObject({ ok: false, error: { code: 'not_found' } });
    phone.close();
  });
});
