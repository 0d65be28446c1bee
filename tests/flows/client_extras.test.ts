import { readFile } from 'node:fs/promises';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { seriousFlaws } from '../support/axe';
import { openClientPage, openConsolePage, roomRow } from '../support/chat_pages';
import { launchChromium } from '../support/chromium';
import { nameOf, say } from '../support/posts';
import { startServer, type TestServer } from '../support/server';

let browser: Browser;
let server: TestServer;
beforeAll(async () => {
  [browser, server] = await Promise.all([launchChromium(), startServer()]);
});
afterAll(async () => {
  await browser.close();
  await server.close();
});

const shots = process.env.SHOTS;

it('saves the transcript on the client page, and takes a rating that the expert sees', async () => {
  const { client: clientPerson, expert, room, order } = await server.people.makeRoom();
  await say(expert, room.id, 'Здравствуйте! <b>Готово</b>');
  const client = await openClientPage(browser, await server.people.invite(order), { width: 360, height: 740 });
  await client.bubble('Готово').waitFor();
  await client.page.getByRole('button', { name: 'Настройки' }).click();
  const [file] = await Promise.all([client.page.waitForEvent('download'), client.page.getByRole('button', { name: 'Скачать переписку' }).click()]);
  expect(file.suggestedFilename()).toBe(`order-${order}.html`);
  expect(await readFile(await file.path(), 'utf8')).toContain('&lt;b&gt;Готово&lt;/b&gt;');
  await client.page.keyboard.press('Escape');

  await server.people.putOrder(order, { status: 'done', client: nameOf(clientPerson), expert: nameOf(expert) });
  await client.page.getByRole('radio', { name: '4 звезды' }).check();
  await client.page.getByPlaceholder('Что было хорошо, а что нет').fill('Быстро');
  if (shots) await client.page.screenshot({ path: `${shots}/rating.png` });
  expect(await seriousFlaws(client.page)).toEqual([]);
  await client.page.getByRole('button', { name: 'Оценить' }).click();
  await client.page.getByText('Спасибо!').waitFor();

  const console_ = await openConsolePage(browser, server.url, expert);
  await roomRow(console_, order).click();
  await console_.page.getByRole('button', { name: /Карточка заказа/ }).first().click();
  await console_.page.getByText('4 из 5').waitFor();
  await console_.page.getByText('Быстро').waitFor();
  if (shots) await console_.page.screenshot({ path: `${shots}/card.png` });
  const [data] = await Promise.all([console_.page.waitForEvent('download'), console_.page.getByRole('button', { name: 'Скачать данные (JSON)' }).click()]);
  expect(JSON.parse(await readFile(await data.path(), 'utf8'))).toMatchObject({ order: { id: order } });
  await Promise.all([client.context.close(), console_.context.close()]);
});

it('offers notifications only after the client has written, and takes "not now" for an answer', async () => {
  const { order } = await server.people.makeRoom();
  const client = await openClientPage(browser, await server.people.invite(order), { width: 360, height: 740 });
  const offer = client.page.getByRole('region', { name: 'Сообщить, когда вам ответят?' });
  await client.page.getByLabel('Введите сообщение…').waitFor();
  // A headless browser has refused beforehand; this one is made to have said nothing yet.
  await client.page.addInitScript(() => Object.defineProperty(Notification, 'permission', { get: () => 'default' }));
  await client.page.reload();
  await client.page.getByLabel('Введите сообщение…').waitFor();
  expect(await offer.count()).toBe(0);
  await client.write('Когда будет готово?');
  await offer.waitFor();
  if (shots) await client.page.screenshot({ path: `${shots}/push.png` });
  expect(await seriousFlaws(client.page)).toEqual([]);
  await client.page.getByRole('button', { name: 'Не сейчас' }).click();
  await offer.waitFor({ state: 'detached' });
  await client.page.reload();
  await client.bubble('Когда будет готово?').waitFor();
  expect(await offer.count()).toBe(0);

  // The way back; this browser says no by itself, and then only there can it be changed.
  await client.page.getByRole('button', { name: 'Настройки' }).click();
  const setting = client.page.getByRole('group', { name: 'Уведомления на этом устройстве' });
  await setting.getByRole('button', { name: 'Включить уведомления' }).click();
  await setting.getByText('Браузер запрещает уведомления этого сайта').waitFor();
  if (shots) await client.page.screenshot({ path: `${shots}/push-menu.png` });
  expect(await seriousFlaws(client.page)).toEqual([]);
  await client.context.close();
});

it('serves a worker whose scope covers the conversations, and a manifest', async () => {
  const { order } = await server.people.makeRoom();
  const client = await openClientPage(browser, await server.people.invite(order));
  await client.page.getByLabel('Введите сообщение…').waitFor();
  const scope = await client.page.evaluate(async () => (await navigator.serviceWorker.register('/client/worker.js', { scope: '/c' })).scope);
  expect(scope).toBe(`${server.url}/c`);
  const manifest = await client.page.evaluate(async () => (await fetch((document.querySelector('link[rel=manifest]') as HTMLLinkElement).href)).json());
  expect(manifest).toMatchObject({ start_url: '/c', display: 'standalone' });
  await client.context.close();
});

it('shows what is pushed once for each chat, not to whoever looks at it, and leads to the chat', async () => {
  const { order, client: person, expert } = await server.people.makeRoom();
  const client = await openClientPage(browser, await server.people.invite(order));
  const { page, context } = client;
  await page.getByLabel('Введите сообщение…').waitFor();
  await context.grantPermissions(['notifications'], { origin: server.url });
  await page.evaluate(async () => {
    await navigator.serviceWorker.register('/client/worker.js', { scope: '/c' });
    await navigator.serviceWorker.ready;
  });
  // The browser's own way of handing a push to the worker, without the service that would carry it.
  const devtools = await context.newCDPSession(page);
  const registered = new Promise<string>((resolve) => devtools.on('ServiceWorker.workerRegistrationUpdated', ({ registrations }) => registrations[0] && resolve(registrations[0].registrationId)));
  await devtools.send('ServiceWorker.enable');
  const registrationId = await registered;
  const push = (data: string) => devtools.send('ServiceWorker.deliverPushMessage', { origin: server.url, registrationId, data });
  const shown = () => page.evaluate(async () => (await (await navigator.serviceWorker.ready).getNotifications()).map(({ title, body, tag }) => ({ title, body, tag })));
  await push('not JSON');
  await push(JSON.stringify({ room: 1, order: 'x', title: 'no', body: 'no' }));
  await push(JSON.stringify({ room: 7, order: 700, title: 'Заказ №700', body: 'первое' }));
  await push(JSON.stringify({ room: 7, order: 700, title: 'Заказ №700', body: 'второе' }));
  await expect.poll(shown).toEqual([{ title: 'Заказ №700', body: 'второе', tag: 'room-7' }]);
  await page.bringToFront();
  await push(JSON.stringify({ room: 8, order, title: 'Этот чат', body: 'на виду' }));
  await push(JSON.stringify({ room: 9, order: 900, title: 'Заказ №900', body: 'третье' }));
  await expect.poll(async () => (await shown()).map(({ tag }) => tag).sort()).toEqual(['room-7', 'room-9']);

  const { order: other } = await server.people.putOrder(order + 500_000, { client: nameOf(person), expert: nameOf(expert), open_chat: true }).then(({ order: { id } }) => ({ order: id }));
  await page.goto(`${server.url}/c`);
  const [worker] = context.serviceWorkers();
  await worker!.evaluate(async (id) => {
    const scope = self as unknown as { registration: { getNotifications(): Promise<{ data: { order: number } }[]> }; dispatchEvent(event: Event): void };
    const [notification] = await scope.registration.getNotifications();
    notification!.data.order = id;
    const event = Object.assign(new Event('notificationclick'), { notification: { close: () => undefined, data: { order: id } }, waitUntil: () => undefined });
    scope.dispatchEvent(event);
  }, other);
  await page.waitForURL(`**/c/${other}`);
  await context.close();
});
