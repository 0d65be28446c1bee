import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createViewing } from '../../server/domain/viewing';
import { someone, type Device, type Person } from '../support/people';
import { say } from '../support/posts';
import { startServer, type TestServer } from '../support/server';

describe('what is shown', () => {
  const viewing = createViewing();
  const show = (connection: string, ...rooms: [number, boolean][]) => viewing.show(connection, 1, rooms.map(([room, is_writing]) => ({ room, is_writing })));

  it('is the most that any device of a user shows, and ends with the last', () => {
    show('a', [7, false]);
    show('b', [7, true], [8, false]);
    expect(viewing.stateOf(1, 7)).toBe('writing');
    expect(viewing.all()).toEqual([{ room: 7, user: 1, state: 'writing' }, { room: 8, user: 1, state: 'viewing' }]);
    expect(show('b')).toEqual([7, 8]);
    expect([viewing.stateOf(1, 7), viewing.stateOf(1, 8)]).toEqual(['viewing', 'gone']);
    expect(show('a', [9, false])).toEqual([7]);
    expect(show('a')).toEqual([9]);
    expect(viewing.all()).toEqual([]);
  });
});

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

const show = (device: Device, room: number, is_writing = false) => device.get('viewing:set', { rooms: [{ room, is_writing }] });
const seen = (device: Device, user: Person, state: string) => device.fact('viewing:changed', (fact) => fact.user === user.account.id && fact.state === state);

/** A room with two experts and its client in both kinds of session. */
async function team() {
  const made = await server.people.makeRoom();
  const helper = await server.people.makeUser('expert', someone('Борис', 'Левин'));
  const invited = await server.people.join(made.order);
  const [a, b, c, d] = [await connected(made.expert), await connected(helper), await connected(made.client), await connected(invited)];
  await a.get('room:invite', { room: made.room.id, user: helper.account.id });
  return { ...made, room: made.room.id, helper, a, b, c, d };
}

it('tells an expert who else has the room before his eyes and who writes, once for all devices of one', async () => {
  const { room, expert, helper, a, b } = await team();
  await show(a, room);
  expect(await seen(b, expert, 'viewing')).toEqual({ room, user: expert.account.id, state: 'viewing' });
  const phone = await connected(expert);
  await show(phone, room, true);
  await seen(b, expert, 'writing');
  // The one device goes, the other is still there.
  phone.close();
  await expect.poll(() => b.facts.filter(({ name }) => name === 'viewing:changed').map(({ payload }) => (payload as { state: string }).state)).toEqual(['viewing', 'writing', 'viewing']);
  await a.get('viewing:set', { rooms: [] });
  await seen(b, expert, 'gone');
  // A device that comes later knows from the beginning.
  await show(b, room, true);
  await seen(await connected(expert), helper, 'writing');
  // Nobody hears of himself.
  expect(b.facts.filter(({ name, payload }) => name === 'viewing:changed' && (payload as { user: number }).user === helper.account.id)).toEqual([]);
});

it('never says to a client which expert looks or writes', async () => {
  const { room, client, expert, helper, a, b, c, d } = await team();
  await show(a, room, true);
  await show(b, room);
  await seen(b, expert, 'writing');
  await seen(a, helper, 'viewing');
  b.close();
  await seen(a, helper, 'gone');
  const late = await connected(client);
  // Whatever was told before this message has arrived before it.
  const { id } = await say(expert, room, 'the end');
  for (const device of [c, d, late]) {
    await device.fact('message:posted', ({ message }) => message.id === id);
    expect(JSON.stringify(device.facts)).not.toMatch(/viewing|writing/);
    expect(await device.ask('viewing:set', { rooms: [{ room, is_writing: true }] })).toMatchObject({ error: { code: 'forbidden' } });
  }
});

it('says nothing of whoever stands outside, or has left, and nothing to him', async () => {
  const { room, expert, helper, a, b } = await team();
  const stranger = await server.people.makeUser('expert');
  const s = await connected(stranger);
  await show(s, room, true);
  await b.get('room:leave', { room });
  await show(b, room, true);
  await show(a, room);
  const late = await connected(helper);
  const back = await server.people.makeUser('expert');
  const r = await connected(back);
  await show(a, room, true);
  await a.get('room:invite', { room, user: back.account.id });
  await seen(r, expert, 'writing');
  expect(r.facts.filter(({ name, payload }) => name === 'viewing:changed' && (payload as { user: number }).user !== expert.account.id)).toEqual([]);
  for (const device of [s, late]) expect(device.facts.filter(({ name }) => name === 'viewing:changed')).toEqual([]);
  expect(a.facts.filter(({ name }) => name === 'viewing:changed')).toEqual([]);
});

it('refuses what is not a short list of rooms', async () => {
  const { a } = await team();
  const bad = [{}, { rooms: [{ room: 1 }] }, { rooms: Array.from({ length: 21 }, (_, room) => ({ room: room + 1, is_writing: false })) }, { rooms: [{ room: 1, is_writing: true, user: 2 }] }];
  for (const payload of bad) expect(await a.ask('viewing:set', payload as never)).toMatchObject({ error: { code: 'bad_request' } });
});
