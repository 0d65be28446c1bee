import type { Page } from 'playwright-core';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { seriousFlaws } from '../support/axe';
import { makeOrder, type ConsoleDesk, type ServedOrder } from '../support/console_page';
import { PASSWORD, someone, type Person } from '../support/people';
import { nameOf, say } from '../support/posts';
import { startProxy, type Proxy } from '../support/proxy';
import type { TestServer } from '../support/server';
import { desktopDesk, signInDesktop, startDesktopServer } from './desk';
import type { DesktopDriver } from './driver';
import { desktopRuntime } from './runtime';
import { userFolder } from './user_folder';

/* Two accounts of two servers in one program, with the built console in both windows. The tests go on where the one before has ended, so none of them can be tried twice. */

const WAIT = { timeout: 30_000, interval: 100 };
/** `line`: by it the program reaches the server; it can go away. */
type Side = { server: TestServer; line: Proxy; expert: Person; order: ServedOrder };
type Answered = Record<string, (args?: unknown) => Promise<unknown>>;
let a: Side;
let b: Side;
let folder: string;
let driver: DesktopDriver;
let deskA: ConsoleDesk;
let deskB: ConsoleDesk;

async function startSide(name: string, title: string): Promise<Side> {
  const server = await startDesktopServer();
  const line = await startProxy();
  line.aim(Number(new URL(server.url).port));
  const expert = await server.people.makeUser('expert', someone(name, 'Соколова'));
  return { server, line, expert, order: await makeOrder(server, expert, title) };
}

const launch = async (flags: string[] = []) => {
  driver = await desktopRuntime().launch({ folder, flags, machine: { locale: 'ru-RU', ...(desktopRuntime().playsMachines ? { platform: 'darwin' } : {}) } });
};
const windows = async () => (await driver.surface()).windows;
const menu = async () => (await driver.surface()).tray?.menu.map(({ label }) => label) ?? [];
const alertOf = async (text: string) => {
  const find = async () => (await driver.surface()).notifications.findIndex(({ body, state }) => state === 'shown' && body === text);
  await expect.poll(find, WAIT).toBeGreaterThanOrEqual(0);
  return find();
};
const answers = async ({ expert, order }: Side) => {
  const { body } = await expert.http<{ message: string; sender: number }[]>('GET', `/api/chat/rooms/${order.room}/messages`);
  return body.filter(({ sender }) => sender === expert.account.id).map(({ message }) => message);
};
/** What the page gets out of its bridge. */
const ask = <T>(page: Page, name: string, args?: unknown) => page.evaluate(([method, value]) => (window as unknown as { desktop: Answered }).desktop[method as string]!(value), [name, args] as const) as Promise<T>;
const tabs = (desk: ConsoleDesk) => desk.page.getByRole('list', { name: 'Аккаунты' }).getByRole('button').allInnerTexts();

beforeAll(async () => {
  [a, b] = await Promise.all([startSide('Анна', 'Курсовая по праву'), startSide('Вера', 'Перевод статьи')]);
  folder = userFolder();
  await launch();
  deskA = await signInDesktop(driver, a.line.url, a.expert.account.email);
});

afterAll(async () => {
  await driver?.kill();
  await a?.line.close();
  await Promise.all([a, b].map((side) => side?.server.close()));
});

test('one account shows nothing of the others that could be; one more gets a window of its own, and both are one sum', async () => {
  await deskA.row(a.order.order).waitFor();
  expect(await deskA.page.getByRole('list', { name: 'Аккаунты' }).count()).toBe(0);
  await driver.poke({ do: 'click_menu', label: 'Добавить аккаунт…' });
  deskB = await signInDesktop(driver, b.line.url, b.expert.account.email, 2);
  await deskB.row(b.order.order).waitFor();
  await driver.poke({ do: 'blur_window', window: 1 });
  await say(a.order.client, a.order.room, 'Вопрос к Анне');
  await say(b.order.client, b.order.room, 'Вопрос к Вере');
  await say(b.order.client, b.order.room, 'Ещё вопрос к Вере');
  await expect.poll(async () => (await driver.surface()).badge, WAIT).toBe(3);
  await expect.poll(async () => (await windows()).map(({ title }) => title), WAIT).toEqual(['(1) Orderline · Анна Соколова', '(2) Orderline · Вера Соколова']);
  await expect.poll(async () => (await driver.surface()).tray?.tooltip, WAIT).toMatch(/^Orderline: 2 чата ждут ответа, дольше всех .+, 3 непрочитанных$/);
  await expect.poll(menu, WAIT).toEqual(
    expect.arrayContaining([expect.stringMatching(/Заказ #.* · Анна Соколова$/), expect.stringMatching(/Заказ #.* · Вера Соколова$/), 'Анна Соколова (1)', 'Вера Соколова (2)', 'Анна Соколова: На связи', 'Вера Соколова: На связи']),
  );
  expect(await seriousFlaws(deskA.page)).toEqual([]);
  await expect.poll(() => tabs(deskA), WAIT).toEqual([expect.stringMatching(/Анна Соколова\s*1/), expect.stringMatching(/Вера Соколова\s*2/)]);
});

test('an alert names its account, a click on it opens its window, and a reply to it goes to its server', async () => {
  const index = await alertOf('Ещё вопрос к Вере');
  expect((await driver.surface()).notifications[index]?.title).toMatch(/· Вера Соколова$/);
  await driver.poke({ do: 'focus_window', window: 0 });
  if (desktopRuntime().playsMachines) {
    await driver.poke({ do: 'reply_notification', index, text: 'От Веры' });
    await expect.poll(() => answers(b), WAIT).toEqual(['От Веры']);
    expect(await answers(a)).toEqual([]);
  }
  await say(b.order.client, b.order.room, 'Спасибо, Вера');
  await driver.poke({ do: 'click_notification', index: await alertOf('Спасибо, Вера') });
  await deskB.pane(b.order.order).waitFor();
  await expect.poll(async () => (await windows()).map(({ focused }) => focused), WAIT).toEqual([false, true]);
  expect(await deskA.shown()).toEqual([]);
});

test('keys and the row lead from window to window', async () => {
  await deskB.page.keyboard.press(desktopRuntime().name === 'double' || process.platform !== 'darwin' ? 'Control+Alt+Digit1' : 'Meta+Alt+Digit1');
  await expect.poll(async () => (await windows()).map(({ focused }) => focused), WAIT).toEqual([true, false]);
  await deskA.page.getByRole('list', { name: 'Аккаунты' }).getByRole('button', { name: /Вера/ }).click();
  await expect.poll(async () => (await windows()).map(({ focused }) => focused), WAIT).toEqual([false, true]);
});

test('a page has the sign-in, the deeds, the log and the storage of its own account, whatever it says', async () => {
  const [one, two] = await Promise.all([deskA, deskB].map(({ page }) => ask<{ user: { id: number; email: string } }>(page, 'renewAccess')));
  expect([one?.user.email, two?.user.email]).toEqual([a.expert.account.email, b.expert.account.email]);
  const log = async (desk: ConsoleDesk) => JSON.stringify(await ask(desk.page, 'getAlertLog'));
  expect(await log(deskB)).toContain(`"order":${b.order.order}`);
  expect(await log(deskA)).not.toContain('Вера');
  expect(await deskA.page.evaluate(() => Object.keys(localStorage).join())).not.toContain(b.line.url);
  // Not even the sign-out of another account can be asked for: who calls is known by his window.
  await ask(deskA.page, 'eraseAlerts', { user: b.expert.account.id, with_unsent: true });
  expect(await log(deskB)).toContain(`"order":${b.order.order}`);
  for (const name of ['session.json', 'account-2.json']) expect(readFileSync(join(folder, name), 'utf8')).toMatch(/"refresh_token": "[A-Za-z0-9+/=]{40,}"/);
});

test('a link that names an order goes to the account that has it, and asks where both have one', async () => {
  const extra = await makeOrder(b.server, b.expert, 'Только у Веры');
  await deskB.row(extra.order).waitFor();
  const second = await desktopRuntime().launch({ folder, flags: [`orderline://order/${extra.order}`], machine: { locale: 'ru-RU' } });
  await second.ended();
  await deskB.pane(extra.order).waitFor();
  await expect.poll(async () => (await windows()).map(({ focused }) => focused), WAIT).toEqual([false, true]);
  expect((await driver.surface()).questions).toEqual([]);
  await b.server.people.putOrder(a.order.order, { title: 'У обеих', expert: nameOf(b.expert) });
  await deskB.row(a.order.order).waitFor();
  const third = await desktopRuntime().launch({ folder, flags: [`orderline://order/${a.order.order}`], machine: { locale: 'ru-RU' } });
  await third.ended();
  await expect.poll(async () => (await driver.surface()).questions, WAIT).toEqual([{ message: `В каком аккаунте открыть: Заказ #${a.order.order}?`, buttons: ['Анна Соколова', 'Вера Соколова', 'Отмена'] }]);
  await driver.poke({ do: 'answer', index: 0, button: 0 });
  await deskA.pane(a.order.order).waitFor();
});

test('the same account cannot be had twice, and an account that is given up leaves nothing', async () => {
  await driver.poke({ do: 'click_menu', label: 'Добавить аккаунт…' });
  const page = await driver.page(3);
  await page.getByLabel('Адрес').fill(a.line.url);
  await page.getByRole('button', { name: 'Продолжить' }).click();
  await page.getByLabel('Почта').fill(a.expert.account.email);
  await page.getByLabel('Пароль', { exact: true }).fill(PASSWORD);
  await page.getByRole('button', { name: 'Войти' }).click();
  await page.getByText('Этот аккаунт уже открыт в другом окне').waitFor();
  const asked = (await driver.surface()).questions.length;
  await page.getByRole('button', { name: 'Убрать этот аккаунт с компьютера' }).click();
  await expect.poll(async () => (await driver.surface()).questions.slice(asked), WAIT).toEqual([{ message: expect.stringContaining(new URL(a.line.url).host), buttons: ['Убрать', 'Отмена'] }]);
  expect(await windows()).toHaveLength(3);
  await driver.poke({ do: 'answer', index: asked, button: 0 });
  await expect.poll(async () => (await windows()).length, WAIT).toBe(2);
  await expect.poll(async () => (await driver.surface()).cleared, WAIT).toEqual(['persist:account-3']);
});

test('a server that is gone shows in the line of its own account alone', async () => {
  await say(a.order.client, a.order.room, 'Пока B не отвечает');
  await b.line.close();
  await expect.poll(menu, WAIT).toEqual(expect.arrayContaining(['Анна Соколова: На связи', expect.stringMatching(/^Вера Соколова: (Соединение…|Нет связи с сервером)$/)]));
  expect((await driver.surface()).tray?.tooltip).not.toMatch(/Нет связи|Соединение/);
  await deskA.page.getByRole('list', { name: 'Аккаунты' }).getByRole('button', { name: /Вера.*(нет связи|соединение)/ }).waitFor();
});

test('after a restart both are back, and signing out of one leaves the other as it was', async () => {
  await driver.kill();
  await launch();
  deskA = desktopDesk(await driver.page());
  deskB = desktopDesk(await driver.page(2));
  await deskA.row(a.order.order).waitFor();
  await expect.poll(() => tabs(deskA), WAIT).toEqual([expect.stringMatching(/Анна/), expect.stringMatching(/Вера/)]);
  await ask(deskB.page, 'signOut');
  await expect.poll(menu, WAIT).toEqual(expect.arrayContaining(['Анна Соколова: На связи']));
  expect(JSON.parse(readFileSync(join(folder, 'account-2.json'), 'utf8'))).toMatchObject({ refresh_token: null });
  expect(await ask<{ ok: boolean }>(deskA.page, 'renewAccess')).toMatchObject({ ok: true });
  expect(deskA.complaints()).toEqual([]);
});
