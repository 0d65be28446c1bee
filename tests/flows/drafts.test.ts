import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { seriousFlaws } from '../support/axe';
import { openClientPage } from '../support/chat_pages';
import { launchChromium } from '../support/chromium';
import { textFile } from '../support/chosen_files';
import { makeOrder, openDesk } from '../support/console_page';
import { someone } from '../support/people';
import { messagesOf } from '../support/posts';
import { startProxy, type Proxy } from '../support/proxy';
import { startServer, type TestServer } from '../support/server';

/* Drafts on two devices of one person: two browsers, each with a session and a storage of its own. */

const WAIT = { timeout: 30_000, interval: 50 };
const FIELD = 'Введите сообщение…';

let browser: Browser;
let proxy: Proxy;
let server: TestServer;
beforeAll(async () => {
  [browser, proxy] = await Promise.all([launchChromium(), startProxy()]);
  // Pages come through a wire that can be cut.
  const real = await startServer({ environment: { PUBLIC_URL: proxy.url } });
  proxy.aim(Number(new URL(real.url).port));
  server = { ...real, url: proxy.url };
});
afterEach(() => proxy.restore());
afterAll(async () => {
  await browser.close();
  await proxy.close();
  await server.close();
});

const makeExpert = () => server.people.makeUser('expert', someone('Анна', 'Соколова'));
const textOf = (page: Page) => page.getByLabel(FIELD).inputValue();
const offer = (page: Page) => page.locator('.draft-offer');

/** One expert at two desks with the same chat open. */
async function twoDesks(title: string) {
  const expert = await makeExpert();
  const { order, room, client } = await makeOrder(server, expert, title, someone('Мария', 'Орлова'), 'Вопрос');
  const [desk, laptop] = [await openDesk(browser, server, expert), await openDesk(browser, server, expert)];
  for (const device of [desk, laptop]) {
    await device.opener(order).click();
    await device.page.getByLabel(FIELD).waitFor();
    // What has not been on the screen yet would hold an answer.
    await device.bubble('Вопрос').first().waitFor();
  }
  const stored = async () => (await server.app.parts.db.rows<{ message: string }>(null, `SELECT message FROM drafts WHERE room = $1`, [room]))[0]?.message;
  return { expert, order, room, client, desk, laptop, stored, close: () => Promise.all([desk.context.close(), laptop.context.close()]) };
}

it('follows from one device to the other at a pause, and is gone from both when it is sent', async () => {
  const { expert, room, order, desk, laptop, stored, close } = await twoDesks('Логотип');
  await desk.page.getByLabel(FIELD).pressSequentially('Сейчас посмо');
  await expect.poll(stored, WAIT).toBe('Сейчас посмо');
  await expect.poll(() => textOf(laptop.page), WAIT).toBe('Сейчас посмо');
  await laptop.row(order).locator('.draft-mark').waitFor();
  await laptop.page.getByLabel(FIELD).press('End');
  await laptop.page.getByLabel(FIELD).pressSequentially('трю');
  await expect.poll(() => textOf(desk.page), WAIT).toBe('Сейчас посмотрю');
  await desk.page.getByLabel(FIELD).press('Enter');
  await expect.poll(() => textOf(laptop.page), WAIT).toBe('');
  await expect.poll(() => laptop.row(order).locator('.draft-mark').count(), WAIT).toBe(0);
  await expect.poll(stored, WAIT).toBe('');
  await expect.poll(async () => (await messagesOf(expert, room)).map(({ message }) => message), WAIT).toEqual(['Вопрос', 'Сейчас посмотрю']);
  for (const { page } of [desk, laptop]) await expect.poll(() => offer(page).count(), WAIT).toBe(0);
  expect([...desk.complaints(), ...laptop.complaints()]).toEqual([]);
  await close();
});

it('asks before a newer one takes the place of what was written here without a connection', async () => {
  const { expert, room, desk, laptop, stored, close } = await twoDesks('Договор');
  await laptop.context.close();
  const other = await (await server.people.signIn(expert.account.email)).connect();
  proxy.swallow('up');
  proxy.swallow('down');
  await desk.page.getByLabel(FIELD).fill('со стола');
  await other.get('draft:save', { room, message: 'с ноутбука', base: 0 });
  proxy.restore();
  const bar = offer(desk.page);
  await bar.waitFor();
  expect(await bar.textContent()).toContain('с ноутбука');
  expect([await textOf(desk.page), await stored()]).toEqual(['со стола', 'с ноутбука']);
  expect(await seriousFlaws(desk.page)).toEqual([]);
  await bar.getByRole('button', { name: 'Оставить мой' }).click();
  await expect.poll(stored, WAIT).toBe('со стола');
  await other.fact('draft:changed', ({ draft }) => draft.message === 'со стола');
  other.close();
  await close();
});

it('takes the newer one when the reader says so', async () => {
  const { expert, order, room, close } = await twoDesks('Смета');
  await close();
  const third = await openDesk(browser, server, expert);
  await third.opener(order).click();
  await third.page.getByLabel(FIELD).fill('моё');
  await third.page.waitForFunction(() => Object.values(localStorage).some((text) => text.includes('моё') && text.includes('"base":1')));
  const other = await (await server.people.signIn(expert.account.email)).connect();
  proxy.swallow('up');
  proxy.swallow('down');
  await third.page.getByLabel(FIELD).fill('моё и ещё немного');
  await other.get('draft:save', { room, message: 'другое', base: 1 });
  proxy.restore();
  await offer(third.page).waitFor();
  expect(await offer(third.page).textContent()).toContain('другое');
  await offer(third.page).getByRole('button', { name: 'Взять его' }).click();
  await expect.poll(() => textOf(third.page), WAIT).toBe('другое');
  await expect.poll(() => offer(third.page).count(), WAIT).toBe(0);
  other.close();
  await third.context.close();
});

it('keeps what is replied to, on the other device too', async () => {
  const { desk, laptop, close } = await twoDesks('Ответ');
  await desk.page.locator('article', { hasText: 'Вопрос' }).hover();
  await desk.page.locator('article', { hasText: 'Вопрос' }).getByRole('button', { name: 'Ответить' }).click();
  await desk.page.getByLabel(FIELD).pressSequentially('на это');
  await laptop.page.locator('.reply-bar', { hasText: 'Вопрос' }).waitFor();
  await expect.poll(() => textOf(laptop.page), WAIT).toBe('на это');
  await laptop.page.reload();
  await laptop.page.locator('.reply-bar', { hasText: 'Вопрос' }).waitFor();
  await laptop.bubble('Вопрос').first().waitFor();
  await expect.poll(() => textOf(laptop.page), WAIT).toBe('на это');
  await laptop.page.getByLabel(FIELD).press('Enter');
  await expect.poll(() => desk.page.locator('.reply-bar').count(), WAIT).toBe(0);
  await expect.poll(() => textOf(desk.page), WAIT).toBe('');
  await desk.page.locator('article', { hasText: 'на это' }).locator('.bubble-quote', { hasText: 'Вопрос' }).waitFor();
  await close();
});

it('takes its files along, and sends them from the other device', async () => {
  const { expert, room, order, desk, laptop, close } = await twoDesks('Файлы');
  const chips = (page: Page) => page.locator('.file-chip').evaluateAll((nodes) => nodes.map((node) => `${node.querySelector('.file-chip-name')?.textContent}: ${(node as HTMLElement).dataset.state}`));
  await desk.page.locator('.composer input[data-source=attach_any]').setInputFiles([textFile('смета.txt', 20_000)]);
  await expect.poll(() => chips(desk.page), WAIT).toEqual(['смета.txt: done']);
  await desk.page.getByLabel(FIELD).pressSequentially('вот смета');
  await expect.poll(() => chips(laptop.page), WAIT).toEqual(['смета.txt: done']);
  await expect.poll(() => textOf(laptop.page), WAIT).toBe('вот смета');
  await laptop.row(order).locator('.draft-mark').waitFor();
  await laptop.page.getByLabel(FIELD).press('Enter');
  await desk.page.locator('article', { hasText: 'вот смета' }).getByText('смета.txt').waitFor();
  await expect.poll(() => chips(desk.page), WAIT).toEqual([]);
  const [, sent] = await messagesOf(expert, room);
  expect(sent?.attachments.map(({ name, size }) => [name, size])).toEqual([['смета.txt', 20_000]]);
  await close();
});

it('comes back after a sign-out, on a browser that never had it', async () => {
  const expert = await makeExpert();
  const { order } = await makeOrder(server, expert, 'Выход', someone('Мария', 'Орлова'), 'Вопрос');
  const desk = await openDesk(browser, server, expert);
  await desk.opener(order).click();
  await desk.page.getByLabel(FIELD).fill('не потеряйте');
  await desk.page.waitForFunction(() => Object.values(localStorage).some((text) => text.includes('"base":1')));
  await desk.context.close();
  await expert.http('POST', '/api/auth/logout', {});
  const later = await openDesk(browser, server, expert);
  await later.row(order).locator('.draft-mark').waitFor();
  await later.opener(order).click();
  await expect.poll(() => textOf(later.page), WAIT).toBe('не потеряйте');
  await later.context.close();
});

it('follows a client from his phone to his other phone, and never to the expert', async () => {
  const expert = await makeExpert();
  const { order } = await makeOrder(server, expert, 'Телефон');
  const link = await server.people.invite(order);
  const heard: string[] = [];
  const desk = await openDesk(browser, server, expert);
  desk.page.on('websocket', (socket) => socket.on('framereceived', ({ payload }) => heard.push(payload.toString())));
  await desk.page.reload();
  await desk.opener(order).click();
  const [phone, tablet] = [await openClientPage(browser, link, { width: 360 }), await openClientPage(browser, link)];
  for (const { page } of [phone, tablet]) await page.getByLabel(FIELD).waitFor();
  await phone.page.getByLabel(FIELD).pressSequentially('СЕКРЕТНЫЙ черновик');
  await expect.poll(() => textOf(tablet.page), WAIT).toBe('СЕКРЕТНЫЙ черновик');
  await phone.page.getByLabel(FIELD).fill('Отправлено');
  await phone.page.getByLabel(FIELD).press('Enter');
  await desk.bubble('Отправлено').waitFor();
  await expect.poll(() => textOf(tablet.page), WAIT).toBe('');
  expect(heard.length).toBeGreaterThan(3);
  expect(heard.join('\n')).not.toContain('СЕКРЕТНЫЙ');
  for (const { context } of [desk, phone, tablet]) await context.close();
});
