import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Room } from '../../protocol/entities';
import type { Acknowledgment, PostRequest } from '../../protocol/requests';
import { awake } from '../../renderer/store/triage';
import { endSnooze } from '../../server/domain/triage';
import { openSession } from '../../server/domain/sessions';
import type { UserRow } from '../../server/models/account';
import { fresh, someone, type Device, type People, type Person } from '../support/people';
import { newPost } from '../support/posts';
import { startServer, type TestServer } from '../support/server';
import * as model from './room_model';

const EXPERTS = ['anna', 'boris', 'clara'] as const;
const NAMES = ['client', ...EXPERTS] as const;
type Name = (typeof NAMES)[number];
type Expert = (typeof EXPERTS)[number];

/** Numbers are given as a distance from the room's last one, so that they mean something in every room. */
type Step =
  | { do: 'post'; who: Name; text: string; seen: number | null; expect: number | null }
  | { do: 'repeat'; who: Name; back: number; is_same: boolean }
  | { do: 'edit'; who: Name; back: number; text: string }
  | { do: 'delete'; who: Name; back: number }
  | { do: 'read'; who: Name; back: number }
  | { do: 'assign'; expert: Expert | null }
  | { do: 'invite'; who: Name; whom: Expert }
  | { do: 'remove'; who: Name; whom: Expert }
  | { do: 'leave'; who: Name }
  | { do: 'decide'; who: Name; action: 'waive' | 'done' | 'reopen' }
  | { do: 'snooze'; who: Name; minutes: number }
  | { do: 'undo'; who: Name; back: number }
  /** The time of a snooze comes; and its job, now or later. */
  | { do: 'time' }
  | { do: 'job' };

const who = fc.constantFrom(...NAMES);
const expert = fc.constantFrom<Name>('anna', 'anna', 'anna', 'boris', 'client');
const back = fc.integer({ min: -1, max: 6 });
const text = fc.constantFrom('yes', 'no', 'да');
const maybe = fc.option(back, { freq: 2 });
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 6, arbitrary: fc.record({ do: fc.constant('post' as const), who, text, seen: maybe, expect: fc.option(back, { freq: 1 }) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('repeat' as const), who, back, is_same: fc.boolean() }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('edit' as const), who, back, text }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('delete' as const), who, back }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('read' as const), who, back }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('assign' as const), expert: fc.constantFrom(...EXPERTS, null) }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constantFrom('invite' as const, 'invite' as const, 'remove' as const), who, whom: fc.constantFrom(...EXPERTS) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('leave' as const), who }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('decide' as const), who: expert, action: fc.constantFrom('waive', 'done', 'reopen') }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('snooze' as const), who: expert, minutes: fc.integer({ min: 1, max: 3 }) }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('undo' as const), who: expert, back: fc.constantFrom(0, 0, 0, 1) }) },
  { weight: 2, arbitrary: fc.constant({ do: 'time' as const }) },
  { weight: 1, arbitrary: fc.constant({ do: 'job' as const }) },
);

let server: TestServer;
beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.close());

/** Signed in without a password: hashing takes longer than a whole history. */
async function enter(people: People, person: ReturnType<typeof someone>, role: 'client' | 'expert'): Promise<Person> {
  await people.marketplace('POST', '/api/users', { ...person, role });
  const row = (await server.app.parts.db.users.findOne({ where: { email: person.email }, raw: true })) as unknown as UserRow;
  const { answer } = await openSession(server.app.parts, null, row, 'web', null, { address: '127.0.0.1', user_agent: 'test' });
  return people.personOf(answer.access_token, answer.user);
}

/** One device and what its inbox holds, kept up by nothing but catch-ups. */
type Mirror = { device: Device; cursor: string | undefined; rooms: Map<number, Room> };

async function catchUp(mirror: Mirror) {
  const answer = await mirror.device.get('inbox:catch_up', mirror.cursor === undefined ? {} : { cursor: mirror.cursor });
  for (const room of answer.rooms) mirror.rooms.set(room.id, room);
  for (const room of answer.gone) mirror.rooms.delete(room);
  mirror.cursor = answer.cursor;
  return answer.totals;
}

const outcomeOf = (answer: Acknowledgment<'room:triage'>) => (answer.ok ? (answer.event === null ? 'same' : 'changed') : answer.error.code);

/** Plays one history on the server and on the model, and compares them for everybody after each step. */
async function play(steps: readonly Step[]): Promise<void> {
  const { people } = server;
  const persons = { client: someone('Мария'), anna: someone('Анна'), boris: someone('Борис'), clara: someone('Клара') };
  const order = fresh();
  const mirrors = {} as Record<Name, Mirror>;
  const userIds = {} as Record<Name, number>;
  for (const name of NAMES) {
    const person = await enter(people, persons[name], name === 'client' ? 'client' : 'expert');
    userIds[name] = person.account.id;
    mirrors[name] = { device: await person.connect(), cursor: undefined, rooms: new Map() };
  }
  const { room } = await people.putOrder(order, { client: persons.client, expert: persons.anna });
  const expected = model.emptyModel();
  model.letIn(expected, 'client', 'client');
  model.assign(expected, 'anna');
  const ids: number[] = [];
  const begun = Date.now();
  const decisions: number[] = [];
  const posted: { who: Name; seq: number; request: PostRequest }[] = [];

  const take = async (one: Step): Promise<void> => {
    if (one.do === 'assign') {
      await people.putOrder(order, { client: persons.client, expert: one.expert === null ? null : persons[one.expert] });
      return model.assign(expected, one.expert);
    }
    if (one.do === 'time') {
      model.endSnooze(expected);
      for (const mirror of Object.values(mirrors)) for (const [id, known] of mirror.rooms) mirror.rooms.set(id, awake(known, known.snoozed_until ?? ''));
      await server.app.parts.db.rows(null, `UPDATE rooms SET snoozed_until = now() - interval '1 second' WHERE id = $1 AND snoozed_until > now()`, [room.id]);
      return;
    }
    if (one.do === 'job') return void (await endSnooze(server.app.parts, room.id));
    const { device } = mirrors[one.who];
    if (one.do === 'decide' || one.do === 'snooze') {
      const decision: model.ModelDecision =
        one.do === 'snooze' ? { action: 'snooze', until: new Date(begun + (10 + one.minutes) * 60_000).toISOString() } : { action: one.action };
      const answer = await device.ask('room:triage', { room: room.id, ...decision });
      const outcome = model.decide(expected, one.who, decision, answer.ok ? answer.event : null);
      expect(outcomeOf(answer)).toBe(one.who === 'client' ? 'forbidden' : outcome);
      if (answer.ok && answer.event !== null) decisions.push(answer.event);
      return;
    }
    if (one.do === 'undo') {
      const event = decisions.at(-1 - one.back) ?? 2 ** 40;
      const answer = await device.ask('room:triage', { room: room.id, action: 'undo', event });
      expect(outcomeOf(answer)).toBe(one.who === 'client' ? 'forbidden' : model.undo(expected, one.who, event));
      return;
    }
    const number = (distance: number) => Math.max(0, model.lastSeq(expected) - distance);
    if (one.do === 'invite' || one.do === 'remove') {
      const answer = await device.ask(`room:${one.do}`, { room: room.id, user: userIds[one.whom] });
      const refusal = one.do === 'invite' ? model.invite(expected, one.who, one.whom) : model.expel(expected, one.who, one.whom);
      expect(answer.ok ? undefined : answer.error.code).toBe(refusal);
      return;
    }
    if (one.do === 'leave') {
      const answer = await device.ask('room:leave', { room: room.id });
      expect(answer.ok ? undefined : answer.error.code).toBe(model.leave(expected, one.who));
      return;
    }
    if (one.do === 'post') {
      const wish: model.ModelPost = { text: one.text };
      if (one.seen !== null) wish.seen_seq = number(one.seen);
      if (one.expect !== null) wish.expect_seq = number(one.expect);
      const { text: message, ...numbers } = wish;
      const request = newPost(room.id, message, numbers as Partial<PostRequest>);
      const answer = await device.ask('message:post', request);
      const refusal = model.refusalOfPost(expected, one.who, wish);
      expect(answer.ok ? undefined : answer.error.code).toBe(refusal);
      if (!answer.ok) return;
      model.post(expected, one.who, wish, answer.message.created_at);
      expect(answer.message.seq).toBe(model.lastSeq(expected));
      ids.push(answer.message.id);
      posted.push({ who: one.who, seq: answer.message.seq, request });
      return;
    }
    if (one.do === 'repeat') {
      const before = posted.filter((past) => past.who === one.who).at(-1 - Math.max(0, one.back));
      if (before === undefined) return;
      const answer = await device.ask('message:post', one.is_same ? { ...before.request, seen_seq: 0 } : { ...before.request, message: 'other' });
      const isIn = model.viewOf(expected, one.who) !== undefined;
      if (isIn && one.is_same) expect(answer).toMatchObject({ ok: true, message: { id: ids[before.seq - 1], seq: before.seq } });
      else expect(answer).toMatchObject({ ok: false, error: { code: isIn ? 'conflict' : 'not_found' } });
      return;
    }
    const seq = number(one.back);
    const id = ids[seq - 1] ?? 2 ** 40;
    const answers = {
      edit: async () => [await device.ask('message:edit', { id, message: (one as { text: string }).text }), model.edit(expected, one.who, seq, (one as { text: string }).text)] as const,
      delete: async () => [await device.ask('message:delete', { id }), model.remove(expected, one.who, seq)] as const,
      read: async () => [await device.ask('room:read', { room: room.id, seq }), model.read(expected, one.who, seq)] as const,
    };
    const [answer, refusal] = await answers[one.do]();
    expect(answer.ok ? undefined : answer.error.code).toBe(refusal);
  };

  const compare = (name: Name) => async () => {
    const mirror = mirrors[name];
    const totals = await catchUp(mirror);
    const view = model.viewOf(expected, name);
    expect([...mirror.rooms.keys()]).toEqual(view === undefined ? [] : [room.id]);
    const { unread_count = 0, owed_since = null } = view ?? {};
    expect(totals).toEqual({
      unread_count,
      unread_rooms: unread_count > 0 ? 1 : 0,
      owed_rooms: owed_since === null ? 0 : 1,
      oldest_owed_since: owed_since,
    });
    if (view === undefined) return;
    expect(mirror.rooms.get(room.id)).toMatchObject(view);
    if (name === 'client') for (const key of ['state', 'snoozed_until', 'snoozed_owed_since']) expect(mirror.rooms.get(room.id)).not.toHaveProperty(key);
  };

  try {
    for (const one of steps) {
      await take(one);
      await Promise.all(NAMES.map((name) => compare(name)()));
    }
    const { messages } = await mirrors.client.device.get('room:open', { room: room.id });
    const shown = expected.messages.slice(-messages.length);
    expect(messages.map(({ seq, rev, message }) => [seq, rev, message])).toEqual(shown.map(({ seq, rev, text: kept }) => [seq, rev, kept]));
    expect(messages.map(({ is_read }) => is_read)).toEqual(model.ticksOf(expected).slice(-messages.length));
  } finally {
    for (const name of NAMES) mirrors[name].device.close();
  }
}

it('keeps every number as the plain model does, for everybody, after every step of random histories', { timeout: 900_000 }, async () => {
  const seed = Number(process.env.PROPERTY_SEED ?? 20_261_123);
  const history = fc.array(step, { minLength: 25, maxLength: 55, size: 'max' });
  // Several at once: their posts share transactions, and none may notice.
  await fc.assert(fc.asyncProperty(fc.tuple(history, history, history), async (histories) => void (await Promise.all(histories.map(play)))), { seed, numRuns: 22 });
});
