import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { PromiseState } from '../../protocol/promises';
import type { Device, Person } from '../support/people';
import { roomOf, say } from '../support/posts';
import { startServer, type TestServer } from '../support/server';

/** Which promise: counted from the newest one, so that it means something in every history. */
type Step = { do: 'promise'; hours: number } | { do: 'answer' } | { do: 'ask' } | { do: 'wait'; hours: number } | { do: 'move'; back: number; hours: number } | { do: 'cancel'; back: number };

/** The plain model: hours on a clock of its own. */
type Modelled = { id: number; due: number; closed: number | null; isCancelled: boolean };

const HOUR_MS = 3_600_000;
// Whole hours for due times and odd halves for waiting: the two never meet, so a slow step cannot change what comes first.
const hours = fc.integer({ min: 1, max: 6 });
const back = fc.integer({ min: 0, max: 3 });
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ do: fc.constant('promise' as const), hours }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('answer' as const) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('ask' as const) }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('wait' as const), hours: fc.integer({ min: 1, max: 4 }) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('move' as const), back, hours }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('cancel' as const), back }) },
);

let server: TestServer;
let person: { room: number; expert: Person; client: Person; desk: Device };
beforeAll(async () => {
  server = await startServer({ environment: { EVENTS_PER_SECOND: '100000' } });
  const { room, expert, client } = await server.people.makeRoom();
  person = { room: room.id, expert, client, desk: await expert.connect() };
});
afterAll(async () => {
  person.desk.close();
  await server.close();
});

const stateOf = (one: Modelled, now: number): PromiseState => {
  if ((one.closed ?? now) > one.due) return 'late';
  if (one.closed === null) return 'open';
  return one.isCancelled ? 'cancelled' : 'kept';
};

async function play(steps: readonly Step[]): Promise<void> {
  const { room, expert, client, desk } = person;
  const { db } = server.app.parts;
  await db.rows(null, `DELETE FROM promises`);
  const made: Modelled[] = [];
  let now = 0;
  const dueAt = (due: number) => new Date(Date.now() + (due - now) * HOUR_MS).toISOString();
  for (const one of steps) {
    const named = 'back' in one ? made.at(-1 - one.back) : undefined;
    if (one.do === 'promise') {
      const said = await say(expert, room, 'Отвечу');
      // Saying it is writing: what stood before is settled by it.
      for (const other of made) if (other.closed === null) other.closed = now;
      const due = Math.floor(now) + one.hours;
      const { promise } = await desk.get('promise:make', { room, message: said.id, due_at: dueAt(due) });
      made.push({ id: promise.id, due, closed: null, isCancelled: false });
    } else if (one.do === 'answer') {
      await say(expert, room, 'Ответ');
      for (const other of made) if (other.closed === null) other.closed = now;
    } else if (one.do === 'ask') {
      await say(client, room, 'Когда?');
    } else if (one.do === 'wait') {
      // Time passes by moving everything that has been written into the past.
      const byHours = one.hours + 0.5 - (now % 1);
      now += byHours;
      await db.rows(null, `UPDATE promises SET due_at = due_at - $1 * interval '1 hour', closed_at = closed_at - $1 * interval '1 hour'`, [byHours]);
    } else if (named && one.do === 'move') {
      const due = Math.floor(now) + one.hours;
      const isLate = stateOf(named, now) === 'late';
      const answer = await desk.ask('promise:move', { id: named.id, due_at: dueAt(due) });
      expect(answer.ok ? 'ok' : answer.error.code).toBe(isLate ? 'conflict' : 'ok');
      if (!isLate) Object.assign(named, { due, closed: null, isCancelled: false });
    } else if (named) {
      await desk.get('promise:cancel', { id: named.id });
      if (named.closed === null) Object.assign(named, { closed: now, isCancelled: true });
    }
    const { promises } = await desk.get('promise:list', { room });
    expect(promises.map(({ id, state }) => [id, state])).toEqual([...made].reverse().map((each) => [each.id, stateOf(each, now)]));
    const count = (state: PromiseState) => made.filter((each) => stateOf(each, now) === state).length;
    expect(await desk.get('promise:counts', {})).toMatchObject({ kept: count('kept'), late: count('late'), open: count('open') });
    const standing = made.filter(({ closed }) => closed === null).map(({ due }) => due);
    const { due_at } = await roomOf(expert, room);
    expect(due_at === null ? null : Math.round(now + (new Date(due_at).getTime() - Date.now()) / HOUR_MS)).toBe(standing.length === 0 ? null : Math.min(...standing));
  }
}

it('ends as the plain model says, whatever happens in which order', { timeout: 600_000 }, async () => {
  await fc.assert(fc.asyncProperty(fc.array(step, { minLength: 3, maxLength: 14 }), play), { numRuns: 25 });
});
