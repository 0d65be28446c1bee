import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { offerSetUp } from '../../server/domain/first_admin';
import { seriousFlaws } from '../support/axe';
import { launchChromium } from '../support/chromium';
import { hasFocus, makeOrder, openDesk, type ConsoleDesk, type ServedOrder } from '../support/console_page';
import { PASSWORD, someone, type Person } from '../support/people';
import { startServer, type TestServer } from '../support/server';

/* The administration in the console: one administrator, page after page. What one test makes is there in the next, so none of them can be tried twice. */

const WAIT = { timeout: 30_000, interval: 50 };

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
  // There are no chats that could have the focus.
  await expect.poll(() => hasFocus(page.locator('.inbox-header .account')), WAIT).toBe(true);
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
  await expect.poll(() => row('Борис Левин').textContent(), WAIT).toContain('закрыт');
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

it('allows a site to show the chat, says what is no site, and takes it away', async () => {
  await open('Разрешённые сайты');
  await page.getByText('Пока ни один сайт не может показывать чат').waitFor();
  expect(await page.locator('.admin-snippet code').textContent()).toContain(`<script src="${server.url}/embed.js"></script>`);
  expect(await seriousFlaws(page)).toEqual([]);
  await page.getByRole('button', { name: 'Разрешить сайт' }).click();
  const dialog = page.getByRole('dialog', { name: 'Разрешить сайт' });
  const allow = async (site: string, answer: string) => {
    await dialog.getByLabel('Адрес сайта').fill(site);
    await page.keyboard.press('Enter');
    await expect.poll(() => dialog.getByRole('alert').textContent(), WAIT).toBe(answer);
  };
  await allow('https://shop.test/orders', 'Нужен только сайт, без пути: https://shop.test');
  await allow('http://shop.test', 'Нужен https: без него страницу можно подменить по дороге.');
  expect(await seriousFlaws(page)).toEqual([]);
  await dialog.getByLabel('Комментарий').fill('Витрина');
  await dialog.getByLabel('Адрес сайта').fill('Shop.test/');
  await page.keyboard.press('Enter');
  await expect.poll(said, WAIT).toBe('Сайт разрешён: https://shop.test');
  await row('https://shop.test').filter({ hasText: 'Витрина' }).filter({ hasText: 'Вера Стоун' }).waitFor();
  await page.getByRole('button', { name: 'Разрешить сайт' }).click();
  await allow('shop.test', 'Этот сайт уже разрешён.');
  await page.keyboard.press('Escape');
  await row('https://shop.test').getByRole('button', { name: 'Убрать: https://shop.test' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Убрать' }).click();
  await page.getByText('Пока ни один сайт не может показывать чат').waitFor();
  await expect.poll(said, WAIT).toBe('Сайт убран: https://shop.test');
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
  // A name in a line leads to all lines about him; what is written there as it is lies behind each.
  await row('Борис Левин').getByRole('button', { name: 'Борис Левин' }).click();
  expect(await page.getByLabel('Человек').inputValue()).toBe('Борис Левин');
  await page.getByLabel('Действие').selectOption('');
  await expect.poll(() => page.locator('.admin-table tbody th .admin-name').allTextContents(), WAIT).toEqual(expect.arrayContaining(['Доступ открыт', 'Доступ закрыт', 'Пользователь создан']));
  await row('Пользователь создан').getByText('Запись целиком').click();
  await row('Пользователь создан').getByText('"kind": "user_created"').waitFor();
  // So does his line among the users.
  await open('Пользователи');
  await row('Анна Соколова').getByRole('button', { name: 'Действия: Анна Соколова' }).click();
  await page.getByRole('menuitem', { name: 'Журнал действий' }).click();
  await page.getByRole('heading', { name: 'Журнал действий' }).waitFor();
  expect(await page.getByLabel('Человек').inputValue()).toBe('Анна Соколова');
});

it('shows what retention would empty before it is switched on', async () => {
  await open('Хранение');
  await page.getByLabel('Через сколько дней').fill('3');
  await page.getByRole('button', { name: 'Что будет стёрто' }).click();
  await expect.poll(() => page.locator('.admin-form').getByRole('alert').textContent(), WAIT).toBe('От 7 до 3650 дней.');
  await page.getByLabel('Через сколько дней').fill('90');
  await page.getByRole('switch', { name: 'Стирать переписку закрытых заказов' }).click();
  await page.getByRole('button', { name: 'Сохранить' }).click();
  const sure = page.getByRole('dialog', { name: 'Включить стирание?' });
  await expect.poll(() => sure.textContent(), WAIT).toContain('Сейчас стирать нечего');
  expect(await seriousFlaws(page)).toEqual([]);
  await sure.getByRole('button', { name: 'Включить' }).click();
  await expect.poll(said, WAIT).toBe('Включено. Стирание идёт в фоне.');
});

it('erases a client only when his address is typed once more', async () => {
  await open('Пользователи');
  await page.getByLabel('Имя или почта').fill(served.client.account.email);
  await row('Мария Орлова').getByRole('button', { name: 'Действия: Мария Орлова' }).click();
  await page.getByRole('menuitem', { name: 'Стереть данные…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Стереть данные: Мария Орлова' });
  await expect.poll(() => dialog.textContent(), WAIT).toContain('Сейчас это сообщений: 1');
  await dialog.getByLabel('Чтобы подтвердить').fill('wrong@orderline.test');
  await dialog.getByRole('button', { name: 'Стереть' }).click();
  await expect.poll(() => dialog.getByRole('alert').textContent(), WAIT).toBe('Почта не совпадает.');
  await dialog.getByLabel('Чтобы подтвердить').fill(served.client.account.email);
  expect(await seriousFlaws(page)).toEqual([]);
  await dialog.getByRole('button', { name: 'Стереть' }).click();
  await expect.poll(said, WAIT).toBe('Данные стираются: Мария Орлова');
  await page.getByLabel('Имя или почта').fill('Deleted user');
  await row('данные стёрты').waitFor();
});

it('makes a team with a lead, who sees it and does not change it', async () => {
  const lead = await server.people.makeUser('lead', someone('Ольга', 'Руководова'));
  await open('Команды');
  await page.getByRole('button', { name: 'Новая команда' }).click();
  const dialog = page.getByRole('dialog', { name: 'Новая команда' });
  await dialog.getByLabel('Название').fill('Дизайн');
  await dialog.getByLabel(/Ольга Руководова/).selectOption('lead');
  await dialog.getByLabel(/Анна Соколова/).selectOption('member');
  expect(await seriousFlaws(page)).toEqual([]);
  await dialog.getByRole('button', { name: 'Создать' }).click();
  await row('Дизайн').filter({ hasText: 'Ольга Руководова' }).filter({ hasText: 'Анна Соколова' }).waitFor();
  const hers = await openDesk(browser, server, lead, { width: 1000, locale: 'en-US', colorScheme: 'dark' });
  await hers.page.keyboard.press('Alt+Shift+KeyB');
  await hers.page.locator('.admin-table tbody tr', { hasText: 'Дизайн' }).waitFor();
  expect([await hers.page.locator('.admin-nav li').allTextContents(), await hers.page.getByRole('button', { name: 'New team' }).count(), await seriousFlaws(hers.page)]).toEqual([['Teams'], 0, []]);
  await hers.context.close();
});

it('makes a webhook, shows its secret once and its deliveries, and removes it', async () => {
  await open('Вебхуки');
  await page.getByRole('button', { name: 'Новый вебхук' }).click();
  const dialog = page.getByRole('dialog', { name: 'Новый вебхук' });
  await dialog.getByLabel('Адрес').fill('http://127.0.0.1/hook');
  await dialog.getByRole('button', { name: 'Создать' }).click();
  await expect.poll(() => dialog.getByRole('alert').textContent(), WAIT).toBe('Нужен адрес с https, доступный из интернета.');
  await dialog.getByLabel('Адрес').fill('https://webhooks.invalid/hook');
  await dialog.getByLabel('новое сообщение').check();
  await dialog.getByRole('button', { name: 'Создать' }).click();
  await expect.poll(() => page.getByLabel('Секрет вебхука', { exact: true }).last().inputValue(), WAIT).toMatch(/^whsec_/);
  await page.getByRole('button', { name: 'Готово' }).click();
  // Without motion menus stand where they belong, too.
  await page.emulateMedia({ reducedMotion: 'reduce' });
  const choose = async (item: string) => {
    await row('webhooks.invalid').getByRole('button', { name: /^Действия/ }).click();
    await expect.poll(async () => (await page.getByRole('menu').boundingBox())?.x, WAIT).toBeLessThan(page.viewportSize()!.width);
    await page.getByRole('menuitem', { name: item }).click();
  };
  await choose('Отправить проверку');
  await expect.poll(said, WAIT).toBe('Проверка отправлена: ответ будет в журнале.');
  await choose('Журнал отправок');
  const log = page.getByRole('dialog', { name: /^Журнал отправок/ });
  await log.locator('tbody tr', { hasText: 'webhook.test' }).waitFor();
  // Each attempt is there with what came back.
  const attempts = log.getByRole('button', { name: /попыт/ }).first();
  await expect.poll(async () => (await log.getByRole('button', { name: 'Обновить' }).click(), attempts.count()), WAIT).toBe(1);
  await attempts.click();
  await expect.poll(() => log.locator('.delivery-attempts').textContent(), WAIT).toMatch(/ошибка: .+ за \d+ мс/);
  expect(await seriousFlaws(page)).toEqual([]);
  await page.keyboard.press('Escape');
  await choose('Удалить');
  await page.getByRole('dialog').getByRole('button', { name: 'Удалить' }).click();
  await page.getByText('Вебхуков пока нет.').waitFor();
  await open('Сроки ответа');
  await page.locator('.admin-page .kept-list').waitFor({ state: 'attached' });
  expect(await seriousFlaws(page)).toEqual([]);
});

it('a program that the server does not serve any more says so', async () => {
  const context = await browser.newContext({ locale: 'ru-RU' });
  await context.route('**/api/auth/ways', async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, json: { ...((await response.json()) as object), contract: { version: 99, oldest: 99 }, later: { unknown: true } } });
  });
  const old = await context.newPage();
  await old.goto(`${server.url}/console`);
  await old.getByRole('heading', { name: 'Нужна новая версия' }).waitFor();
  expect(await seriousFlaws(old)).toEqual([]);
  await context.close();
});

it('an empty installation is set up by the code of the log', async () => {
  const empty = await startServer();
  const url = await offerSetUp(empty.app.parts);
  const context = await browser.newContext({ locale: 'ru-RU' });
  const door = await context.newPage();
  await door.goto(url!);
  await door.getByLabel('Почта').fill('vera@orderline.test');
  await door.getByLabel('Имя', { exact: true }).fill('Вера');
  await door.getByLabel('Фамилия').fill('Стоун');
  await door.getByLabel('Пароль', { exact: true }).fill(PASSWORD);
  expect(await seriousFlaws(door)).toEqual([]);
  await door.getByRole('button', { name: 'Создать' }).click();
  await door.getByText('Администратор создан. Войдите со своим паролем.').waitFor();
  expect(await door.getByText('Первый запуск').count()).toBe(0);
  await context.close();
  await empty.close();
});

it('has the API described on a page for eyes, keys and phones', async () => {
  const context = await browser.newContext({ viewport: { width: 360, height: 800 }, colorScheme: 'dark' });
  const docs = await context.newPage();
  await docs.goto(`${server.url}/api/docs`);
  // By key alone: to the section, to the route, into it.
  await docs.getByRole('navigation', { name: 'Sections' }).getByRole('link', { name: 'Webhooks' }).focus();
  await docs.keyboard.press('Enter');
  await docs.keyboard.press('Tab');
  expect(await docs.evaluate(() => document.activeElement!.textContent)).toContain('/api/webhooks');
  await docs.keyboard.press('Enter');
  const opened = docs.locator('details[open]');
  await opened.getByText('Refusals').waitFor();
  expect(await seriousFlaws(docs)).toEqual([]);
  await docs.emulateMedia({ colorScheme: 'light' });
  expect(await seriousFlaws(docs)).toEqual([]);
  // Whatever is opened, nothing is cut off and the page does not move sideways.
  const wide = await docs.evaluate(() => {
    for (const one of document.querySelectorAll('details')) one.open = true;
    return document.documentElement.scrollWidth - innerWidth;
  });
  expect(wide).toBeLessThanOrEqual(0);
  await context.close();
});
