import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Room, RoomEvent } from '../../protocol/entities';
import { endSnooze } from '../../server/domain/triage';
import type { Device } from '../support/people';
import { nameOf, newPost, roomOf, say } from '../support/posts';
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

const inMinutes = (minutes: number) => new Date(Date.now() + minutes * 60_000).toISOString();

/** A room in which the client asked once, with both sides connected. */
async function asked() {
  const made = await server.people.makeRoom();
  const question = await say(made.client, made.room.id, 'question');
  const [desk, phone] = [await made.expert.connect(), await made.client.connect()];
  devices.push(desk, phone);
  const room = made.room.id;
  return {
    ...made,
    room,
    question,
    desk,
    phone,
    seen: () => roomOf(made.expert, room),
    decide: (action: 'waive' | 'done' | 'reopen') => desk.get('room:triage', { room, action }),
    snooze: (minutes: number) => desk.get('room:triage', { room, action: 'snooze', until: inMinutes(minutes) }),
    undo: (event: number | null) => desk.ask('room:triage', { room, action: 'undo', event: event ?? 0 }),
    events: async () => (await desk.get('room:open', { room })).events,
  };
}

/** Time goes by until the room's snooze is over: its moment lies in the past, and nobody has been told. */
async function sleepOut(room: number): Promise<void> {
  await server.app.parts.db.rows(null, `UPDATE rooms SET snoozed_until = now() - interval '1 second' WHERE id = $1`, [room]);
}

const owedAgain = (since: string): Partial<Room> => ({ state: 'owed', owed_since: since, snoozed_until: null, snoozed_owed_since: null });
const kinds = (events: readonly RoomEvent[]) => events.slice(1).map(({ kind }) => kind);

describe('no answer needed', () => {
  it('clears what is owed, and a later message of the client owes again', async () => {
    const { client, room, decide, seen, desk } = await asked();
    expect(await seen()).toMatchObject({ state: 'owed' });
    expect((await decide('waive')).room).toMatchObject({ state: 'waiting', owed_since: null });
    expect((await desk.get('inbox:catch_up', {})).totals).toMatchObject({ owed_rooms: 0, oldest_owed_since: null });
    const later = await say(client, room, 'and another one');
    expect(await seen()).toMatchObject(owedAgain(later.created_at));
  });

  it('is undone to exactly what was owed, partial answers included', async () => {
    const { client, expert, room, decide, undo, seen } = await asked();
    const second = await say(client, room, 'second');
    await say(expert, room, 'to the first', { seen_seq: 1 });
    const { event } = await decide('waive');
    expect(await seen()).toMatchObject({ state: 'waiting' });
    expect(await undo(event)).toMatchObject({ ok: true, room: owedAgain(second.created_at) });
  });

  it('is taken back by reopening, also later', async () => {
    const { question, decide, seen } = await asked();
    await decide('waive');
    await decide('done');
    expect((await decide('reopen')).room).toMatchObject({ state: 'waiting' });
    await decide('reopen');
    expect(await seen()).toMatchObject(owedAgain(question.created_at));
    // Nothing is left to take back.
    expect(await decide('reopen')).toMatchObject({ event: null });
  });

  it('changes nothing where nothing is owed', async () => {
    const { expert, room, decide, events } = await asked();
    await say(expert, room, 'answer');
    expect(await decide('waive')).toMatchObject({ event: null, room: { state: 'waiting' } });
    expect(kinds(await events())).toEqual([]);
  });
});

describe('a snooze', () => {
  it('owes nothing until its time, then what it owed before, whoever asks first', async () => {
    const { expert, room, question, snooze, seen, desk } = await asked();
    const { room: asleep } = await snooze(30);
    expect(asleep).toMatchObject({ state: 'snoozed', owed_since: null, snoozed_owed_since: question.created_at });
    expect((await desk.get('inbox:catch_up', {})).totals).toMatchObject({ owed_rooms: 0, oldest_owed_since: null });
    expect((await expert.http<Room[]>('GET', '/api/chat/rooms?filter=snoozed')).body).toMatchObject([{ id: room }]);
    expect((await expert.http<Room[]>('GET', '/api/chat/rooms?filter=owed')).body).toEqual([]);
    await sleepOut(room);
    expect(await seen()).toMatchObject(owedAgain(question.created_at));
    expect((await desk.get('inbox:catch_up', {})).totals).toMatchObject({ owed_rooms: 1, oldest_owed_since: question.created_at });
    expect((await expert.http<Room[]>('GET', '/api/chat/rooms?filter=owed&sort=owed')).body).toMatchObject([{ id: room, state: 'owed' }]);
  });

  it('is told to the devices once when it ends, by the job of whichever server', async () => {
    const { room, snooze, desk, question } = await asked();
    const { room: asleep } = await snooze(30);
    await sleepOut(room);
    const told = await Promise.all(Array.from({ length: 5 }, () => endSnooze(server.app.parts, room)));
    const happenings = told.flatMap((one) => one.happenings);
    // The server's own job may have been the first of them.
    expect(happenings.length).toBeLessThanOrEqual(1);
    server.app.tell(happenings);
    await desk.fact('room:changed', (fact) => fact.room.id === room && fact.room.state === 'owed' && fact.room.owed_since === question.created_at);
    expect(asleep.state).toBe('snoozed');
    const woken = desk.facts.filter(({ name, payload }) => name === 'room:changed' && (payload as { room: Room }).room.state === 'owed');
    expect(woken).toHaveLength(1);
  });

  it('owes nothing afterwards when it was answered meanwhile', async () => {
    const { expert, room, snooze, seen } = await asked();
    await snooze(30);
    await say(expert, room, 'answer');
    expect(await seen()).toMatchObject({ state: 'snoozed', owed_since: null, snoozed_owed_since: null });
    await sleepOut(room);
    expect(await seen()).toMatchObject({ state: 'waiting', owed_since: null });
  });

  it('ends when the client writes, and is owed since the first question', async () => {
    const { room, phone, desk, question, snooze, seen, events } = await asked();
    await snooze(30);
    const { message } = await phone.get('message:post', newPost(room, 'are you there?'));
    expect(await desk.fact('message:posted', (fact) => fact.message.id === message.id)).toMatchObject(owedAgain(question.created_at));
    expect(await desk.fact('event:added', ({ event }) => event.kind === 'room_woken')).toMatchObject({ event: { after_seq: message.seq, data: { was: 'snoozed' } } });
    expect(await seen()).toMatchObject(owedAgain(question.created_at));
    expect(kinds(await events())).toEqual(['room_snoozed', 'room_woken']);
  });

  it('is at least a minute and at most a year', async () => {
    const { desk, room, seen } = await asked();
    const before = await seen();
    for (const minutes of [-1, 0, 0.2, 367 * 24 * 60]) {
      expect(await desk.ask('room:triage', { room, action: 'snooze', until: inMinutes(minutes) })).toMatchObject({ error: { code: 'bad_request' } });
    }
    expect(await desk.ask('room:triage', { room, action: 'snooze', until: 'tomorrow' } as never)).toMatchObject({ error: { code: 'bad_request' } });
    expect(await seen()).toEqual(before);
    for (const minutes of [1, 365 * 24 * 60]) expect(await desk.ask('room:triage', { room, action: 'snooze', until: inMinutes(minutes) })).toMatchObject({ ok: true });
  });
});

describe('done', () => {
  it('owes nothing until the client writes again', async () => {
    const { expert, client, room, question, decide, seen, desk, events } = await asked();
    await decide('done');
    expect(await seen()).toMatchObject({ state: 'done', owed_since: null });
    expect((await desk.get('inbox:catch_up', {})).totals.owed_rooms).toBe(0);
    expect((await expert.http<Room[]>('GET', '/api/chat/rooms?filter=done')).body).toMatchObject([{ id: room }]);
    await say(client, room, 'one more thing');
    expect(await seen()).toMatchObject(owedAgain(question.created_at));
    expect(kinds(await events())).toEqual(['room_done', 'room_woken']);
  });

  it('takes the place of a snooze, and reopening shows what was beneath', async () => {
    const { question, snooze, decide, seen } = await asked();
    await snooze(30);
    expect((await decide('done')).room).toMatchObject({ state: 'done', snoozed_until: null });
    await decide('reopen');
    expect(await seen()).toMatchObject(owedAgain(question.created_at));
  });
});

describe('undoing', () => {
  it('restores each decision to what was before it', async () => {
    const { snooze, decide, undo, seen } = await asked();
    const steps = [() => decide('waive'), () => snooze(30), () => snooze(60), () => decide('done'), () => decide('reopen')];
    for (const step of steps) {
      const before = await seen();
      const { event } = await step();
      expect(await seen()).not.toEqual(before);
      expect(await undo(event)).toMatchObject({ ok: true, room: before });
      expect(await seen()).toEqual(before);
      await step();
    }
  });

  it('may be asked for twice, and undoes once', async () => {
    const { decide, undo, seen, events } = await asked();
    const { event } = await decide('done');
    const first = await undo(event);
    expect(first).toMatchObject({ ok: true, room: { state: 'owed' } });
    expect(await undo(event)).toMatchObject({ ok: true, event: null, room: await seen() });
    expect(kinds(await events())).toEqual(['room_done', 'triage_undone']);
    // An undoing itself cannot be undone.
    expect(await undo((await events()).at(-1)!.id)).toMatchObject({ error: { code: 'conflict' } });
  });

  it('is refused once anybody has written or decided since, and for events that are none', async () => {
    const { client, expert, room, decide, snooze, undo, seen, events } = await asked();
    const other = await asked();
    const { event: foreign } = await other.decide('done');
    const { event: first } = await decide('done');
    await say(client, room, 'wait');
    expect(await undo(first)).toMatchObject({ error: { code: 'conflict' } });
    const { event: second } = await decide('waive');
    await say(expert, room, 'I wrote after all');
    expect(await undo(second)).toMatchObject({ error: { code: 'conflict' } });
    const { event: third } = await snooze(30);
    await snooze(40);
    expect(await undo(third)).toMatchObject({ error: { code: 'conflict' } });
    const before = await seen();
    for (const event of [foreign, (await events())[0]!.id, 2 ** 41]) expect(await undo(event)).toMatchObject({ error: { code: 'conflict' } });
    expect(await seen()).toEqual(before);
  });
});

describe('a decision', () => {
  it('is refused with what was written meanwhile when it expected nothing', async () => {
    const { client, room, desk, seen } = await asked();
    await say(client, room, 'two');
    const before = await seen();
    const answer = await desk.ask('room:triage', { room, action: 'done', expect_seq: 1 });
    expect(answer).toMatchObject({ ok: false, error: { code: 'room_moved', last_seq: 2, messages: [{ message: 'two' }] } });
    expect(await seen()).toEqual(before);
    expect(await desk.ask('room:triage', { room, action: 'done', expect_seq: 2 })).toMatchObject({ ok: true });
  });

  it('says who made it, at once to every device and later to whoever opens the room', async () => {
    const { expert, room, desk, snooze, decide, undo, events } = await asked();
    const second = await expert.connect();
    devices.push(second);
    const until = (await snooze(30)).room.snoozed_until;
    const { event } = await decide('done');
    await undo(event);
    for (const device of [desk, second]) {
      expect((await device.fact('event:added', (fact) => fact.event.kind === 'room_snoozed')).event).toMatchObject({ actor: { id: expert.account.id }, data: { until } });
      await device.fact('room:changed', (fact) => fact.room.id === room && fact.room.state === 'done');
    }
    expect((await events()).slice(1).map(({ kind, actor }) => [kind, actor?.id])).toEqual([
      ['room_snoozed', expert.account.id],
      ['room_done', expert.account.id],
      ['triage_undone', expert.account.id],
    ]);
  });

  it('stays when the order passes to another expert, who can undo it', async () => {
    const { order, client, room, decide } = await asked();
    const { event } = await decide('done');
    const boris = await server.people.makeUser('expert');
    await server.people.putOrder(order, { client: nameOf(client), expert: nameOf(boris) });
    expect(await roomOf(boris, room)).toMatchObject({ state: 'done' });
    const desk = await boris.connect();
    devices.push(desk);
    expect(await desk.ask('room:triage', { room, action: 'undo', event: event! })).toMatchObject({ ok: true, room: { state: 'owed' } });
  });

  it('meets the client’s message in one order or the other, never half', async () => {
    for (let round = 0; round < 10; round += 1) {
      const { room, desk, phone, seen } = await asked();
      const [answer, { message }] = await Promise.all([
        desk.ask('room:triage', { room, action: 'done', expect_seq: 1 }),
        phone.get('message:post', newPost(room, 'at the same moment')),
      ]);
      // Done first and woken, or refused: owed either way.
      expect(['done', 'room_moved']).toContain(answer.ok ? answer.room.state : answer.error.code);
      expect(await seen()).toMatchObject({ state: 'owed', last_seq: message.seq });
    }
  });
});
