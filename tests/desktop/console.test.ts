import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { userFolder } from './user_folder';
import { hasFocus, makeOrder, type ConsoleDesk, type ServedOrder } from '../support/console_page';
import type { Person } from '../support/people';
import { pagedPdfFile } from '../support/chosen_files';
import { newPost, say } from '../support/posts';
import type { TestServer } from '../support/server';
import { upload } from '../support/uploads';
import { desktopDesk, signInDesktop, startDesktopServer } from './desk';
import type { DesktopDriver } from './driver';
import { desktopRuntime } from './runtime';
import type { DoubleOptions } from './surface';

/* The built desktop with the built console in it, against the real server. */

const WAIT = { timeout: 30_000, interval: 100 };
let server: TestServer;
let folder: string;
let driver: DesktopDriver;
let desk: ConsoleDesk;
let expert: Person;
let one: ServedOrder;
let two: ServedOrder;

const launch = async (machine: DoubleOptions = {}) => {
  driver = await desktopRuntime().launch({ folder, machine: { locale: 'ru-RU', ...machine } });
};
const shown = async () => (await driver.surface()).notifications.filter(({ state }) => state === 'shown').map(({ title, body }) => ({ title, body }));
const face = async () => {
  const { tray, badge, windows } = await driver.surface();
  return { tooltip: tray?.tooltip, badge, title: windows[0]?.title };
};
const unreadOnServer = async ({ room }: ServedOrder) => (await expert.http<{ unread_count: number }>('GET', `/api/chat/rooms/${room}`)).body.unread_count;

beforeAll(async () => {
  server = await startDesktopServer();
});

afterAll(() => server.close());

beforeEach(async () => {
  folder = userFolder();
  expert = await server.people.makeUser('expert');
  one = await makeOrder(server, expert, 'Курсовая по праву');
  two = await makeOrder(server, expert, 'Перевод статьи');
  await launch();
  desk = await signInDesktop(driver, server.url, expert.account.email);
});

afterEach(() => driver?.kill());

test('a client writes: tray, badge, title and one alert say so; its click opens that chat from the hidden window; the answer arrives', async () => {
  await desk.row(two.order).waitFor();
  await expect.poll(face, WAIT).toEqual({ tooltip: 'Orderline: Всё спокойно', badge: 0, title: 'Orderline' });
  await driver.poke({ do: 'close_window' });
  await expect.poll(async () => (await driver.surface()).windows[0]?.visible).toBe(false);

  await say(two.client, two.room, 'Когда будет готово?');
  await say(two.client, two.room, 'Очень нужно сегодня');
  await expect.poll(shown, WAIT).toEqual([{ title: expect.stringContaining('Мария'), body: 'Очень нужно сегодня' }]);
  await expect.poll(face, WAIT).toEqual({ tooltip: 'Orderline: 1 чат ждёт ответа, дольше всех меньше минуты, 2 непрочитанных', badge: 2, title: '(2) Orderline' });

  const { notifications } = await driver.surface();
  await driver.poke({ do: 'click_notification', index: notifications.length - 1 });
  await desk.pane(two.order).waitFor();
  expect(await desk.shown()).toEqual([two.order]);
  expect((await driver.surface()).windows[0]).toMatchObject({ visible: true, focused: true });
  await expect.poll(() => unreadOnServer(two), WAIT).toBe(0);

  const client = await two.client.connect();
  await desk.field(two.order).fill('К вечеру пришлю');
  await desk.field(two.order).press('Enter');
  expect((await client.fact('message:posted', ({ message }) => message.message === 'К вечеру пришлю')).message.sender).toBe(expert.account.id);
  await expect.poll(face, WAIT).toEqual({ tooltip: 'Orderline: Всё спокойно', badge: 0, title: 'Orderline' });
  client.close();
  expect(desk.complaints()).toEqual([]);
});

test('an open chat in a window without focus alerts and stays unread; coming back reads it and takes the alert away', async () => {
  await desk.opener(one.order).click();
  await desk.field(one.order).waitFor();
  await driver.poke({ do: 'blur_window' });
  await say(one.client, one.room, 'Вы здесь?');
  await expect.poll(shown, WAIT).toEqual([{ title: expect.stringContaining('Мария'), body: 'Вы здесь?' }]);
  await expect.poll(async () => (await face()).badge, WAIT).toBe(1);
  expect(await unreadOnServer(one)).toBe(1);

  await driver.poke({ do: 'focus_window' });
  await expect.poll(() => unreadOnServer(one), WAIT).toBe(0);
  await expect.poll(shown, WAIT).toEqual([]);
  await expect.poll(async () => (await face()).badge, WAIT).toBe(0);

  await say(one.client, one.room, 'Вижу, спасибо');
  await desk.bubble('Вижу, спасибо').waitFor();
  await expect.poll(() => unreadOnServer(one), WAIT).toBe(0);
  expect(await shown()).toEqual([]);
});

test('the tray’s list leads to the chat that waits longest', async () => {
  await say(one.client, one.room, 'Первый вопрос');
  await say(two.client, two.room, 'Второй вопрос');
  const rows = async () => (await driver.surface()).tray?.menu.map(({ label }) => label).filter((label) => label.includes('Заказ #')) ?? [];
  await expect.poll(rows, WAIT).toEqual([expect.stringContaining(`Заказ #${one.order}`), expect.stringContaining(`Заказ #${two.order}`)]);
  // Whatever was open when the window was put away does not stand in the way.
  await desk.opener(one.order).focus();
  await desk.page.keyboard.press('Alt+k');
  await desk.page.getByRole('dialog').waitFor();
  await driver.poke({ do: 'close_window' });
  await driver.poke({ do: 'click_menu', label: (await rows())[1] ?? '' });
  await desk.pane(two.order).waitFor();
  expect(await desk.shown()).toEqual([two.order]);
  await expect.poll(() => hasFocus(desk.field(two.order)), WAIT).toBe(true);
  expect(await desk.page.getByRole('dialog').count()).toBe(0);
});

test('killed and started again it is signed in, with the same numbers; a link opens its chat at once', async () => {
  await say(one.client, one.room, 'Пока программы нет');
  await expect.poll(async () => (await face()).badge, WAIT).toBe(1);
  await driver.kill();
  await say(one.client, one.room, 'И ещё');
  driver = await desktopRuntime().launch({ folder, machine: { locale: 'ru-RU' }, flags: [`orderline://room/${one.room}`] });
  desk = desktopDesk(await driver.page());
  await desk.pane(one.order).waitFor(WAIT);
  expect(await desk.shown()).toEqual([one.order]);
  await expect.poll(() => unreadOnServer(one), WAIT).toBe(0);
  await expect.poll(async () => (await face()).badge, WAIT).toBe(0);
});

test('the refresh token is on disk only as ciphertext, and nowhere in the page', async () => {
  const kept = readFileSync(join(folder, 'session.json'), 'utf8');
  expect(kept).toMatch(/"refresh_token": "[A-Za-z0-9+/=]{40,}"/);
  const { body } = await server.people.anyone('POST', '/api/auth/refresh', { refresh_token: (JSON.parse(kept) as { refresh_token: string }).refresh_token });
  expect(body).toMatchObject({ code: expect.any(String) });
  const stored = await desk.page.evaluate(() => JSON.stringify({ local: { ...localStorage }, session: { ...sessionStorage }, cookie: document.cookie }));
  expect(stored).not.toMatch(/token/i);
});

test('a session that the server has ended leads to a clean sign-in', async () => {
  const { body: sessions } = await expert.http<{ id: number; device: string; is_current: boolean }[]>('GET', '/api/auth/sessions');
  for (const session of sessions.filter(({ is_current }) => !is_current)) await expert.http('DELETE', `/api/auth/sessions/${session.id}`);
  await desk.page.getByLabel('Почта').waitFor(WAIT);
  await expect.poll(face, WAIT).toEqual({ tooltip: 'Orderline: Вход не выполнен', badge: 0, title: 'Orderline' });
  await driver.kill();
  await launch();
  await (await driver.page()).getByLabel('Почта').waitFor(WAIT);
});

test('a document opens in its place, from the app\'s own files and the server\'s, under the app\'s rules', async () => {
  const { buffer, name } = pagedPdfFile('договор.pdf', 2);
  const file = await upload(server.url, one.client, { room: one.room, bytes: buffer, name });
  await one.client.http('POST', '/api/chat/messages', { ...newPost(one.room, 'вот договор'), attachments: [file.id] });
  await desk.opener(one.order).click();
  await desk.page.getByRole('button', { name: 'Открыть договор.pdf' }).click();
  const viewer = desk.page.getByRole('dialog', { name: 'Просмотр документа' });
  await viewer.getByText('Стр. 1 из 2').waitFor();
  const ink = () => viewer.locator('[data-page="1"] canvas').evaluate((canvas) => {
    const { width, height } = canvas as HTMLCanvasElement;
    return (canvas as HTMLCanvasElement).getContext('2d')!.getImageData(0, 0, width, height).data.filter((value, at) => at % 4 === 0 && value < 100).length;
  });
  await expect.poll(ink, WAIT).toBeGreaterThan(1_000);
  expect(desk.complaints()).toEqual([]);
});
