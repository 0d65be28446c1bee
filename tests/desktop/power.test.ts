import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeOrder, type ConsoleDesk, type ServedOrder } from '../support/console_page';
import type { Person } from '../support/people';
import { say } from '../support/posts';
import { startProxy } from '../support/proxy';
import type { TestServer } from '../support/server';
import { signInDesktop, startDesktopServer } from './desk';
import type { DesktopDriver } from './driver';
import { desktopRuntime } from './runtime';
import { userFolder } from './user_folder';

/* Sleep, the lock screen, the power cord: the built desktop with the built console, against the real server behind a line that can die unnoticed. */

const WAIT = { timeout: 30_000, interval: 100 };
let server: TestServer;
let line: Awaited<ReturnType<typeof startProxy>>;
let driver: DesktopDriver;
let desk: ConsoleDesk;
let expert: Person;
let one: ServedOrder;
let two: ServedOrder;

const shown = async () => (await driver.surface()).notifications.filter(({ state }) => state === 'shown').map(({ title, body }) => ({ title, body }));
const badge = async () => (await driver.surface()).badge;
const draftOf = async ({ room }: ServedOrder) => (await server.app.parts.db.rows<{ message: string }>(null, 'SELECT message FROM drafts WHERE room = $1 AND "user" = $2', [room, expert.account.id]))[0]?.message;

beforeAll(async () => {
  server = await startDesktopServer();
  line = await startProxy();
  line.aim(Number(new URL(server.url).port));
  expert = await server.people.makeUser('expert');
  one = await makeOrder(server, expert, 'Курсовая по праву');
  two = await makeOrder(server, expert, 'Перевод статьи');
  driver = await desktopRuntime().launch({ folder: userFolder(), machine: { locale: 'ru-RU', ...(desktopRuntime().playsMachines ? { platform: 'darwin' } : {}) } });
  desk = await signInDesktop(driver, line.url, expert.account.email);
  await desk.opener(one.order).click();
  await desk.field(one.order).waitFor();
});

afterAll(async () => {
  await driver?.kill();
  await line?.close();
  await server?.close();
});

test('before it sleeps the machine has the draft on its disk and on the server, without waiting for a pause in typing', async () => {
  // The pause in typing never comes: sleep is sooner.
  const resume = await desk.page.evaluateHandle(() => {
    const real = window.setTimeout;
    window.setTimeout = ((call: TimerHandler, ms = 0) => (ms >= 300 && ms <= 3_000 ? 0 : real(call, ms))) as typeof window.setTimeout;
    return () => void (window.setTimeout = real);
  });
  const text = `Почти дописано ${Date.now()}`;
  const { flushes } = await driver.surface();
  try {
    await desk.field(one.order).fill(text);
    await expect.poll(() => desk.page.evaluate((draft) => Object.values({ ...localStorage }).some((value) => String(value).includes(draft)), text), WAIT).toBe(true);
    expect(await draftOf(one)).not.toBe(text);
    await driver.poke({ do: 'suspend' });
    await expect.poll(() => draftOf(one), WAIT).toBe(text);
    await expect.poll(async () => (await driver.surface()).flushes, WAIT).toBe(flushes + 1);
  } finally {
    await resume.evaluate((run) => run());
  }
});

test('a connection that died in sleep is found out at once on waking, and what came meanwhile is announced once', async () => {
  await driver.poke({ do: 'blur_window' });
  const [unread, made] = [await badge(), (await driver.surface()).notifications.length];
  const announced = async () => (await driver.surface()).notifications.slice(made).map(({ body }) => body);
  line.freeze();
  await driver.poke({ do: 'suspend' });
  for (const text of ['Первое', 'Второе', 'Третье']) await say(two.client, two.room, text);
  await driver.poke({ do: 'resume' });
  // The number and the alert take ways of their own: one may be there before the other.
  await expect.poll(badge, WAIT).toBe(unread + 3);
  await expect.poll(announced, WAIT).toEqual(['Третье']);
  await expect.poll(shown, WAIT).toContainEqual({ title: expect.stringContaining('Мария'), body: 'Третье' });
  await driver.poke({ do: 'resume' });
  await driver.poke({ do: 'battery', is_on: true });
  await say(one.client, one.room, 'Уже не сплю');
  await expect.poll(badge, WAIT).toBe(unread + 4);
  await expect.poll(announced, WAIT).toEqual(['Третье', 'Уже не сплю']);
});

test.runIf(desktopRuntime().playsMachines)('behind the lock screen an alert says neither who nor what, and after it both again', async () => {
  await driver.poke({ do: 'lock' });
  await say(two.client, two.room, 'Тайна');
  await expect.poll(shown, WAIT).toContainEqual({ title: 'Orderline', body: 'Новое сообщение' });
  await driver.poke({ do: 'unlock' });
  await say(two.client, two.room, 'Не тайна');
  await expect.poll(shown, WAIT).toContainEqual({ title: expect.stringContaining('Мария'), body: 'Не тайна' });
  expect((await shown()).map(({ body }) => body)).not.toContain('Тайна');
  expect(desk.complaints()).toEqual([]);
});
