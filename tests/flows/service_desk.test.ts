import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { RequestPayload } from '../../protocol/requests';
import { countForReports } from '../../server/domain/counting';
import { seriousFlaws } from '../support/axe';
import { launchChromium } from '../support/chromium';
import { makeOrder, openDesk, type ConsoleDesk, type ServedOrder } from '../support/console_page';
import { someone, type Device, type Person } from '../support/people';
import { nameOf, roomOf } from '../support/posts';
import { startServer, type TestServer } from '../support/server';

/*
 * What leads and experts work by besides the conversation: service levels, macros and reports, at one desk. What one test has done is counted
 * in the next, so none of them can be tried twice.
 */

const WAIT = { timeout: 30_000, interval: 50 };

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
  await desk.opener(at(2).order).waitFor();
});
afterAll(async () => {
  expect(desk.complaints()).toEqual([]);
  office.close();
  await browser.close();
  await server.close();
});

const at = (place: number) => orders[place]!;
const stateOf = async (place: number) => {
  const { state, labels } = await roomOf(chief, at(place).room);
  return [state, labels];
};
const mark = (place: number) => desk.row(at(place).order).locator('.level-mark');

it('a policy is written with a preview of what it means', async () => {
  await page.getByRole('button', { name: /^Меню:|Вера/ }).first().click();
  await page.getByRole('menuitem', { name: 'Администрирование' }).click();
  await page.getByRole('button', { name: 'Сроки ответа' }).click();
  const settings = page.getByRole('region', { name: 'Сроки ответа' });
  await settings.getByRole('button', { name: 'Новое правило' }).click();
  const form = settings.locator('.policy-form');
  await form.getByLabel('Название').fill('Обычная');
  await form.getByLabel('Часовой пояс').fill('Europe/Moscow');
  await form.getByLabel('Обычный: Первый ответ').fill('75');
  await form.getByLabel('Обычный: Следующие').fill('');
  await form.getByLabel('Время сообщения').fill('17:00');
  await expect.poll(() => form.getByRole('status').innerText(), WAIT).toMatch(/пт,? 17:00 — до пн,? 09:15\s+Следующие: срока нет/);
  expect(await seriousFlaws(page)).toEqual([]);
  await form.getByRole('button', { name: 'Сохранить' }).click();
  await expect.poll(() => settings.locator('.kept-row').allInnerTexts(), WAIT).toEqual([expect.stringMatching(/Обычная\s+все остальные · Europe\/Moscow/)]);
  // Two for the same orders would be a riddle.
  await settings.getByRole('button', { name: 'Новое правило' }).click();
  await form.getByLabel('Название').fill('Вторая');
  await form.getByRole('button', { name: 'Сохранить' }).click();
  await form.getByRole('alert').filter({ hasText: 'уже есть другое правило' }).waitFor();
  await form.getByRole('button', { name: 'Отмена' }).click();
  await settings.getByRole('button', { name: 'Удалить «Обычная»' }).click();
  await settings.getByRole('status').filter({ hasText: 'удалено' }).waitFor();
  await page.keyboard.press('Escape');
  await desk.opener(at(0).order).waitFor();
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

it('a macro says what it will do, sends its text past the guards, does it once the text is stored, and one undo takes all of it back', async () => {
  const { label } = await office.get('label:make', { name: 'Оплата', color: 'green' });
  await chief.http('POST', '/api/chat/replies', { scope: 'own', trigger: 'оплата', title: 'Оплачено', message: 'Оплата получена, {client}. Срок: {deadline}', actions: [{ do: 'done' }, { do: 'label', label: label.id, is_on: true }] });
  await desk.opener(at(0).order).click();
  const field = desk.field(at(0).order);
  await field.waitFor();
  // What has not been on the screen yet would hold an answer.
  await desk.pane(at(0).order).locator('article:visible').last().waitFor();
  await field.click();
  await expect.poll(async () => {
    await field.fill('');
    await field.pressSequentially('/оплата');
    return page.getByRole('option', { name: /Оплачено/ }).count();
  }, WAIT).toBe(1);
  await page.keyboard.press('Enter');
  const ready = desk.pane(at(0).order).locator('.macro-ready');
  await expect.poll(() => ready.innerText(), WAIT).toMatch(/Оплачено\s+После отправки: метка «Оплата», завершить чат/);
  expect(await seriousFlaws(page)).toEqual([]);
  // What nobody has filled in stops the text, and with it all that would follow.
  await page.keyboard.press('Enter');
  await page.getByText('Замените {deadline}').waitFor();
  expect(await stateOf(0)).toEqual(['owed', []]);
  await page.keyboard.type('пятница');
  await page.keyboard.press('Enter');
  await expect.poll(() => stateOf(0), WAIT).toEqual(['done', [label.id]]);
  await expect.poll(async () => (await roomOf(chief, at(0).room)).last_message?.message, WAIT).toBe('Оплата получена, Мария. Срок: пятница');
  await expect.poll(() => ready.count(), WAIT).toBe(0);
  const outcome = page.locator('.bulk-result');
  await expect.poll(() => outcome.innerText(), WAIT).toContain('Макрос «Оплачено» выполнен');
  await outcome.getByRole('button', { name: 'Отменить' }).click();
  await expect.poll(() => stateOf(0), WAIT).toEqual(['waiting', []]);
});

it('a macro without a text is done at once by one more key, from the palette too', async () => {
  await chief.http('POST', '/api/chat/replies', { scope: 'own', trigger: 'потом', title: 'Вернуться завтра', message: '', actions: [{ do: 'snooze', minutes: 1440 }] });
  await desk.opener(at(1).order).click();
  await desk.field(at(1).order).click();
  await expect.poll(async () => {
    await page.keyboard.press('Control+k');
    await page.getByRole('combobox').fill('Вернуться завтра');
    const count = await page.getByRole('option', { name: /Вернуться завтра/ }).count();
    if (count === 0) await page.keyboard.press('Escape');
    return count;
  }, WAIT).toBe(1);
  await page.keyboard.press('Enter');
  const ready = desk.pane(at(1).order).locator('.macro-ready');
  await expect.poll(() => ready.innerText(), WAIT).toMatch(/Вернуться завтра\s+Будет сделано: отложить/);
  await ready.getByRole('button', { name: 'Выполнить' }).press('Enter');
  await expect.poll(() => stateOf(1), WAIT).toEqual(['snoozed', []]);
});

it('a report shows chart and table, by day and by expert, and goes into a file', async () => {
  await countForReports(server.app.parts);
  await page.keyboard.press('Alt+Shift+S');
  const reports = page.getByRole('region', { name: 'Отчёты' });
  await expect.poll(() => reports.locator('.report-chart canvas').count(), WAIT).toBe(1);
  const table = reports.getByRole('table', { name: /Все числа/ });
  // The answer that the macro sent, among thirty days.
  await expect.poll(() => table.getByRole('row', { name: /^Всего/ }).getByRole('cell').nth(3).innerText(), WAIT).toBe('1');
  expect(await table.getByRole('row').count()).toBe(32);
  expect(await seriousFlaws(page)).toEqual([]);
  await reports.getByLabel('Строки').selectOption('expert');
  await expect.poll(() => table.getByRole('rowheader').allInnerTexts(), WAIT).toEqual(['Всего', 'Анна Соколова', 'Вера Стоун']);
  await reports.getByLabel('Сравнить с днями до этого').check();
  await expect.poll(() => table.getByRole('rowheader').allInnerTexts(), WAIT).toEqual(['Всего', expect.stringMatching(/^До этого/), 'Анна Соколова', 'Вера Стоун']);
  const [file] = await Promise.all([page.waitForEvent('download'), reports.getByRole('button', { name: 'Скачать CSV' }).click()]);
  expect(file.suggestedFilename()).toMatch(/^report_.+\.csv$/);
  await page.keyboard.press('Escape');
  await desk.opener(at(0).order).waitFor();
});
