import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openClientPage } from '../support/chat_pages';
import { launchChromium } from '../support/chromium';
import { makeOrder, openDoor } from '../support/console_page';
import { PASSWORD, someone, type Person } from '../support/people';
import { startServer, type TestServer } from '../support/server';

/* Getting into the console, and out of it. */

const WAIT = { timeout: 30_000, interval: 50 };

let browser: Browser;
let server: TestServer;
let expert: Person;
let page: Page;
let context: BrowserContext;

beforeAll(async () => {
  [browser, server] = await Promise.all([launchChromium(), startServer()]);
});

afterAll(async () => {
  await browser.close();
  await server.close();
});

beforeEach(async () => {
  expert = await server.people.makeUser('expert', someone('Анна', 'Соколова'));
  ({ page, context } = await openDoor(browser, server));
});

afterEach(() => context.close());

async function signIn(email: string, password: string): Promise<void> {
  await page.getByLabel('Почта').fill(email);
  await page.getByLabel('Пароль', { exact: true }).fill(password);
  await page.getByRole('button', { name: 'Войти' }).click();
}

const problem = () => page.locator('#sign-in-error').textContent();
const inbox = () => page.locator('.inbox-header');

describe('signing in', () => {
  it('says what is missing or wrong', async () => {
    await page.getByRole('button', { name: 'Войти' }).click();
    await expect.poll(problem, WAIT).toBe('Введите почту и пароль.');
    await signIn(expert.account.email, 'not the password');
    await expect.poll(problem, WAIT).toBe('Почта или пароль не подходят.');
    await signIn('not an address', 'x');
    await expect.poll(problem, WAIT).toBe('Почта или пароль не подходят.');
    await context.setOffline(true);
    await signIn(expert.account.email, PASSWORD);
    await expect.poll(problem, WAIT).toContain('Сервер не отвечает');
    await context.setOffline(false);
    await signIn(expert.account.email, PASSWORD);
    await inbox().waitFor();
  });

  it('says how long to wait after too many attempts', async () => {
    for (let attempt = 0; attempt < 30 && !(await problem())?.includes('Подождите'); attempt += 1) {
      await signIn(expert.account.email, `wrong ${attempt}`);
      // Either it may be tried again, or the button counts the seconds down.
      await expect.poll(async () => (await problem())?.includes('Подождите') === true || (await page.getByRole('button', { name: /^Войти$/ }).count()) > 0, WAIT).toBe(true);
    }
    expect(await problem()).toMatch(/Слишком много попыток\. Подождите \d+ секунд/);
    expect(await page.getByRole('button', { name: 'Войти' }).isDisabled()).toBe(true);
  });

  it('sends a client to the clients’ page and lets nobody in', async () => {
    const client = await server.people.makeUser('client');
    await signIn(client.account.email, PASSWORD);
    await page.getByText('Это вход клиента').waitFor();
    expect(await page.getByRole('link', { name: 'Открыть страницу клиента' }).getAttribute('href')).toBe('/c');
    await page.reload();
    await page.getByRole('heading', { name: 'Вход для экспертов' }).waitFor();
  });

  it('lasts over a reload, remembers the address of the last sign-in and keeps no password', async () => {
    await signIn(expert.account.email, PASSWORD);
    await inbox().waitFor();
    await page.reload();
    await inbox().waitFor();
    expect(await page.evaluate(() => JSON.stringify({ ...localStorage, ...sessionStorage }))).not.toContain(PASSWORD);
    await page.locator('.account').click();
    await page.getByRole('menuitem', { name: 'Выйти' }).click();
    await page.getByRole('heading', { name: 'Вход для экспертов' }).waitFor();
    expect(await page.getByLabel('Почта').inputValue()).toBe(expert.account.email);
    await page.reload();
    await page.getByRole('heading', { name: 'Вход для экспертов' }).waitFor();
  });

  it('leaves the clients’ page of the same browser alone', async () => {
    const { order } = await makeOrder(server, expert, 'Логотип');
    await signIn(expert.account.email, PASSWORD);
    await inbox().waitFor();
    const invite = await server.people.invite(order);
    const client = await context.newPage();
    await client.goto(invite);
    await client.getByLabel('Введите сообщение…').waitFor();
    await page.reload();
    await page.locator('.account', { hasText: 'Анна Соколова' }).waitFor();
    await client.reload();
    await client.getByLabel('Введите сообщение…').waitFor();
  });
});

describe('signed-in devices', () => {
  it('are listed, and one that is ended from here is out at once', async () => {
    await signIn(expert.account.email, PASSWORD);
    await inbox().waitFor();
    const other = await openDoor(browser, server);
    await other.page.getByLabel('Почта').fill(expert.account.email);
    await other.page.getByLabel('Пароль', { exact: true }).fill(PASSWORD);
    await other.page.getByRole('button', { name: 'Войти' }).click();
    await other.page.locator('.inbox-header').waitFor();

    await page.keyboard.press('Control+,');
    const devices = page.locator('.device');
    // The third one is the test's own, which made the account.
    await expect.poll(() => devices.count(), WAIT).toBe(3);
    expect(await devices.first().textContent()).toContain('это устройство');
    const browsers = devices.filter({ hasText: 'Браузер' }).filter({ hasNotText: 'это устройство' });
    await browsers.first().getByRole('button').click();
    await other.page.getByText('Вход завершён').waitFor();
    await expect.poll(() => devices.count(), WAIT).toBe(2);
    await other.context.close();
  });
});

it('knows the client page as another door', async () => {
  const { order } = await makeOrder(server, expert, 'Логотип');
  const client = await openClientPage(browser, await server.people.invite(order));
  await client.page.getByLabel('Введите сообщение…').waitFor();
  await client.page.goto(`${server.url}/console`);
  await client.page.getByRole('heading', { name: 'Вход для экспертов' }).waitFor();
  await client.context.close();
});
