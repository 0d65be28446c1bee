import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { RequestPayload } from '../../protocol/requests';
import { seriousFlaws } from '../support/axe';
import { launchChromium } from '../support/chromium';
import { makeOrder, openDesk, type ConsoleDesk, type ServedOrder } from '../support/console_page';
import { someone, type Device, type Person } from '../support/people';
import { nameOf } from '../support/posts';
import { startServer, type TestServer } from '../support/server';

/* What leads and experts work by besides the conversation: service levels, at one desk. */

const WAIT = { timeout: 15_000, interval: 50 };

let browser: Browser;
let server: TestServer;
let chief: Person;
let office: Device;
let desk: ConsoleDesk;
let page: Page;
const orders: ServedOrder[] = [];

const target = (minutes: number | null) => ({ first_minutes: minutes, next_minutes: minutes });
const always = { zone: 'UTC', days: Array.from({ length: 7 }, () => [{ from: '00:00', to: '24:00' }]), holidays: [] };
const policy = (normal: number, urgent: number): RequestPayload<'policy:save'> => ({ name: 'Обычная', priorities: [], targets: { low: target(null), normal: target(normal), high: target(normal), urgent: target(urgent) }, calendar: always });

beforeAll(async () => {
  [browser, server] = await Promise.all([launchChromium(), startServer()]);
  chief = await server.people.makeUser('admin', someone('Вера', 'Стоун'));
  const expert = await server.people.makeUser('expert', someone('Анна', 'Соколова'));
  for (const title of ['Логотип', 'Перевод', 'Диплом']) orders.push(await makeOrder(server, expert, title, someone('Мария', title), 'Когда будет готово?'));
  office = await chief.connect();
  for (const { room } of orders) await office.get('room:invite', { room, user: chief.account.id });
  desk = await openDesk(browser, server, chief);
  page = desk.page;
  page.setDefaultTimeout(10_000);
  await desk.opener(at(2).order).waitFor();
});
afterAll(async () => {
  expect(desk.complaints()).toEqual([]);
  office.close();
  await browser.close();
  await server.close();
});

const at = (place: number) => orders[place]!;
const mark = (place: number) => desk.row(at(place).order).locator('.level-mark');

it('a policy is written with a preview of what it means', async () => {
  await page.keyboard.press('Control+,');
  const settings = page.getByRole('dialog', { name: 'Настройки' });
  await settings.getByRole('button', { name: 'Новое правило' }).click();
  const form = settings.locator('.policy-form');
  await form.getByLabel('Название').fill('Обычная');
  await form.getByLabel('Часовой пояс').fill('Europe/Moscow');
  await form.getByLabel('Обычный: Первый ответ').fill('75');
  await form.getByLabel('Обычный: Следующие').fill('');
  await form.getByLabel('Время сообщения').fill('17:00');
  await expect.poll(() => form.getByRole('status').innerText(), WAIT).toMatch(/пт,? 17:00 до пн,? 09:15\s+Следующие: срока нет/);
  expect(await seriousFlaws(page)).toEqual([]);
  await form.getByRole('button', { name: 'Сохранить' }).click();
  await expect.poll(() => settings.locator('.policy-row').allInnerTexts(), WAIT).toEqual([expect.stringMatching(/Обычная\s+все остальные · Europe\/Moscow/)]);
  // Two for the same orders would be a riddle.
  await settings.getByRole('button', { name: 'Новое правило' }).click();
  await form.getByLabel('Название').fill('Вторая');
  await form.getByRole('button', { name: 'Сохранить' }).click();
  await form.getByRole('alert').filter({ hasText: 'уже есть другое правило' }).waitFor();
  await form.getByRole('button', { name: 'Отмена' }).click();
  await settings.getByRole('button', { name: 'Удалить «Обычная»' }).click();
  await settings.getByRole('status').filter({ hasText: 'удалено' }).waitFor();
  await page.keyboard.press('Escape');
});

it('each row says how long is left, and a changed policy or priority counts at once', async () => {
  expect(await mark(0).count()).toBe(0);
  const { policy: kept } = await office.get('policy:save', policy(60, 5));
  await expect.poll(() => mark(0).getAttribute('class'), WAIT).toContain('is-calm');
  await server.people.marketplace('PUT', `/api/orders/${at(2).order}`, { title: 'Диплом', client: nameOf(at(2).client), priority: 'urgent' });
  await expect.poll(() => mark(2).getAttribute('class'), WAIT).toContain('is-soon');
  expect(await mark(2).getAttribute('title')).toMatch(/^Скоро срок: ответить до/);
  await page.getByRole('button', { name: /^Порядок/ }).click();
  await page.getByRole('menuitem', { name: 'Ближайший срок' }).click();
  await expect.poll(() => desk.listed(), WAIT).toEqual([at(2).order, at(0).order, at(1).order]);
  expect(await seriousFlaws(page)).toEqual([]);
  await office.get('policy:save', { ...policy(60, 60), id: kept.id });
  await expect.poll(() => desk.listed(), WAIT).toEqual([at(0).order, at(1).order, at(2).order]);
  await expect.poll(() => mark(2).getAttribute('class'), WAIT).toContain('is-calm');
});
