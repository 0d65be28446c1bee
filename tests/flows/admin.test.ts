import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { seriousFlaws } from '../support/axe';
import { launchChromium } from '../support/chromium';
import { makeOrder, openDesk, type ConsoleDesk, type ServedOrder } from '../support/console_page';
import { someone, type Person } from '../support/people';
import { startServer, type TestServer } from '../support/server';

/* The administration in the console: one administrator, page after page. */

const WAIT = { timeout: 15_000, interval: 50 };

let browser: Browser;
let server: TestServer;
let admin: Person;
let expert: Person;
let served: ServedOrder;
let desk: ConsoleDesk;
let page: Page;

beforeAll(async () => {
  [browser, server] = await Promise.all([launchChromium(), startServer()]);
  admin = await server.people.makeUser('admin', someone('Вера', 'Стоун'));
  expert = await server.people.makeUser('expert', someone('Анна', 'Соколова'));
  served = await makeOrder(server, expert, 'Логотип', someone('Мария', 'Орлова'), 'Когда будет готово?');
  desk = await openDesk(browser, server, admin);
  page = desk.page;
  page.setDefaultTimeout(10_000);
});
afterAll(async () => {
  expect(desk.complaints()).toEqual([]);
  await browser.close();
  await server.close();
});

const open = (name: string) => page.getByRole('navigation', { name: 'Администрирование' }).getByRole('button', { name, exact: true }).click();
const said = () => page.locator('.admin-said').textContent();
const row = (text: string) => page.locator('.admin-table tbody tr', { hasText: text });

it('is opened by key and from the menu, and Escape leads back to the chats', async () => {
  await page.keyboard.press('Alt+Shift+KeyB');
  await page.getByRole('heading', { name: 'Пользователи' }).waitFor();
  expect(await page.locator('.inbox').count()).toBe(0);
  await page.keyboard.press('Escape');
  await page.locator('.inbox-header .account').click();
  await page.getByRole('menuitem', { name: 'Администрирование' }).click();
  await row('Анна Соколова').waitFor();
  expect(await seriousFlaws(page)).toEqual([]);
});

it('makes a user and gives the link for his password, closes his account and opens it again', async () => {
  await page.getByRole('button', { name: 'Новый пользователь' }).click();
  const dialog = page.getByRole('dialog', { name: 'Новый пользователь' });
  await dialog.getByLabel('Почта').fill(expert.account.email);
  await dialog.getByLabel('Имя', { exact: true }).fill('Борис');
  await dialog.getByLabel('Фамилия').fill('Левин');
  await dialog.getByRole('button', { name: 'Создать' }).click();
  await expect.poll(() => dialog.getByRole('alert').textContent(), WAIT).toBe('Пользователь с этой почтой уже есть.');
  await dialog.getByLabel('Почта').fill('boris@new.test');
  expect(await seriousFlaws(page)).toEqual([]);
  await dialog.getByRole('button', { name: 'Создать' }).click();
  await expect.poll(() => page.getByLabel('Ссылка для пароля', { exact: true }).last().inputValue(), WAIT).toContain(`${server.url}/console#reset=`);
  await page.getByRole('button', { name: 'Готово' }).click();
  await page.getByLabel('Имя или почта').fill('boris@');
  await expect.poll(() => page.locator('.admin-table tbody tr').count(), WAIT).toBe(1);
  const choose = async (item: string) => {
    await row('Борис Левин').getByRole('button', { name: 'Действия: Борис Левин' }).click();
    await page.getByRole('menuitem', { name: item }).click();
  };
  await choose('Закрыть доступ');
  await page.getByRole('dialog').getByRole('button', { name: 'Закрыть доступ' }).click();
  await expect.poll(said, WAIT).toBe('Доступ закрыт: Борис Левин');
  expect(await row('Борис Левин').textContent()).toContain('закрыт');
  await choose('Открыть доступ');
  await expect.poll(said, WAIT).toBe('Доступ открыт: Борис Левин');
});

it('does not let an administrator change his own role or close his own account', async () => {
  await page.getByLabel('Имя или почта').fill('Стоун');
  await row('Вера Стоун').getByRole('button', { name: 'Изменить: Вера Стоун' }).click();
  expect(await page.getByRole('dialog').getByLabel('Роль').isDisabled()).toBe(true);
  await page.keyboard.press('Escape');
  await row('Вера Стоун').getByRole('button', { name: 'Действия: Вера Стоун' }).click();
  await page.getByRole('menuitem', { name: 'Ссылка для пароля' }).waitFor();
  expect(await page.getByRole('menuitem', { name: 'Закрыть доступ' }).count()).toBe(0);
  await page.keyboard.press('Escape');
});

it('makes a key that is seen once, and replaces and revokes it', async () => {
  await open('Ключи API');
  await page.getByRole('button', { name: 'Новый ключ' }).click();
  await page.getByLabel('Название').fill('Магазин');
  await page.getByLabel('читать заказы и переписку').check();
  await page.getByRole('button', { name: 'Создать' }).click();
  const secret = page.getByLabel('Ключ «Магазин»', { exact: true }).last();
  await expect.poll(() => secret.inputValue(), WAIT).toMatch(/^olk_/);
  expect(await seriousFlaws(page)).toEqual([]);
  const first = await secret.inputValue();
  await page.getByRole('button', { name: 'Готово' }).click();
  await page.getByRole('button', { name: 'Заменить ключ «Магазин»' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Заменить' }).click();
  await expect.poll(() => secret.inputValue(), WAIT).not.toBe(first);
  await page.getByRole('button', { name: 'Готово' }).click();
  await expect.poll(() => row('Магазин').count(), WAIT).toBe(2);
  await row('действует до').getByRole('button', { name: 'Отозвать: Магазин' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Отозвать' }).click();
  await expect.poll(() => row('Магазин').count(), WAIT).toBe(1);
  expect(await seriousFlaws(page)).toEqual([]);
});

it('shows who did what, by deed and by order', async () => {
  await open('Журнал действий');
  await row('Ключ API отозван').filter({ hasText: 'Вера Стоун' }).waitFor();
  await page.getByLabel('Номер заказа').fill(String(served.order));
  await expect.poll(() => row('Ключ API отозван').count(), WAIT).toBe(0);
  await row('Заказ создан').waitFor();
  await page.getByRole('button', { name: 'Сбросить' }).click();
  await page.getByLabel('Действие').selectOption({ label: 'Пользователь создан' });
  await expect.poll(() => row('Борис Левин').filter({ hasText: 'Вера Стоун' }).allTextContents(), WAIT).toEqual([expect.stringContaining('Пользователь создан')]);
  expect(await seriousFlaws(page)).toEqual([]);
});
