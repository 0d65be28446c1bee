import { afterAll, beforeAll, expect, test } from 'vitest';
import { desktopRuntime } from '../desktop/runtime';
import { allAgree } from './day/agreement';
import { beginDay, MINUTE_MS, note, type Day } from './day/day';
import { changeSilence, comeBack, conveyor, decide, hideOrShow, replyFromNotification, toNextOwed } from './day/expert';

/*
 * A working day of eight hours with a hundred orders, within a minute: the clocks of server, database, desktop and page move on together
 * between its steps, and after each of them all that count and list must say what a plain model says. DAY_STEPS makes the day longer,
 * DAY_SEED another one. A day that has gone wrong is not begun again: it would go on with the orders of the first.
 */

const STEPS = Number(process.env.DAY_STEPS ?? 16);
const SEED = Number(process.env.DAY_SEED ?? 20);
const ORDERS = 100;
const STEP_MINUTES = Math.ceil((8 * 60) / STEPS);
/** More rooms must not wait at once, or the list does not draw all of them. */
const OWED_MAX = 25;

/** A day in which one of these never happened has shown nothing about it. */
const HAPPENED = [
  ...['answer', 'promise', 'waive', 'end', 'snooze 20 min', 'snooze 1 h', 'conveyor', 'reply from a notification', 'return card', 'hide', 'show', 'network lost', 'silence: paused', 'silence: quiet_hours'],
  ...['message shown', 'message folded', 'digest shown', 'message suppressed_paused', 'message suppressed_quiet_hours', 'message suppressed_in_view', 'reminder shown'],
];

const { playsMachines } = desktopRuntime();
let day: Day;
let lines = 0;

beforeAll(async () => {
  if (playsMachines) day = await beginDay(SEED, ORDERS);
}, 120_000);

afterAll(() => day?.end());

/** Some clients write, each in his room. */
async function clientsWrite(count: number): Promise<number[]> {
  const { model, chance } = day;
  const writing = chance.some(model.all(), Math.max(0, Math.min(count, OWED_MAX - model.owed().length))).map(({ order }) => order);
  // One after the other: who waits longest is to be certain.
  for (const order of writing) await clientWrites(order);
  return writing;
}

async function clientWrites(order: number, { isTold = true } = {}): Promise<void> {
  lines += 1;
  const text = `Когда будет готово? ${lines}`;
  day.model.say(order, text, { isTold });
  await day.client(order).say(text);
}

/** The console's network is gone while clients write; once it is back nothing is missing. */
async function loseNetwork(): Promise<void> {
  const { proxy } = day;
  proxy.swallow('down');
  if (day.chance.below(2) === 0) proxy.swallow('up');
  const [talkative] = await clientsWrite(3);
  // Of what came meanwhile in one room the newest is announced.
  if (talkative !== undefined) await clientWrites(talkative, { isTold: false });
  await day.pass(MINUTE_MS);
  proxy.restore();
  proxy.drop();
  note(day, 'network lost');
}

test.runIf(playsMachines)('a day of eight hours with a hundred orders: nothing owed is forgotten, no count lies, no alert is silent without a reason', { timeout: 60_000 + STEPS * 20_000 }, async () => {
  const { model, chance } = day;
  await allAgree(day);
  for (let step = 0; step < STEPS; step += 1) {
    // The morning begins with more than anybody wants to be alerted of one by one.
    const came = await clientsWrite(step === 0 ? 8 : 2 + chance.below(6));
    await allAgree(day);
    if (day.isWatched && step > 0 && came.length > 0) await comeBack(day);
    const [shown] = await day.desk.shown();
    if (shown !== undefined && step % 3 === 0) await clientWrites(shown);
    await allAgree(day);

    if (step % 5 === 2) await hideOrShow(day);
    if (step % 6 === 3) await loseNetwork();
    await allAgree(day);
    if (step % 4 === 1) await changeSilence(day);
    if (step % 7 === 4) for (const client of chance.some(day.clients, 30)) client.breakOff();
    await allAgree(day);

    if (day.isWatched) {
      for (let turn = 1 + chance.below(3); turn > 0 && model.owed().length > 1; turn -= 1) {
        await decide(day, await toNextOwed(day));
        await allAgree(day);
      }
      await conveyor(day, chance.below(4));
    } else await replyFromNotification(day);
    await allAgree(day);

    await day.pass(STEP_MINUTES * MINUTE_MS);
    await allAgree(day);
  }

  if (!day.isWatched) await hideOrShow(day);
  // Whatever was put off until later comes back.
  await day.pass(70 * MINUTE_MS);
  await allAgree(day);
  await conveyor(day, ORDERS);
  await allAgree(day);
  expect(model.owed()).toEqual([]);
  expect(day.desk.complaints()).toEqual([]);
  for (const deed of HAPPENED) expect([...day.done.keys()], `the day had no "${deed}"`).toContain(deed);
});
