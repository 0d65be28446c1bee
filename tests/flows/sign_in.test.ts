import { generateSync } from 'otplib';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { seriousFlaws } from '../support/axe';
import { launchChromium } from '../support/chromium';
import { openDoor } from '../support/console_page';
import { CLIENT, openIdentityProvider, type IdentityProvider } from '../support/identity_provider';
import { PASSWORD, someone, type Person } from '../support/people';
import { openPostOffice, type PostOffice } from '../support/post_office';
import { startServer, type TestServer } from '../support/server';

/* Ways into the console besides its password, and out of it, on the pages. */

const WAIT = { timeout: 30_000, interval: 50 };
const NEXT = 'quite another password';

let browser: Browser;
let office: PostOffice;
let provider: IdentityProvider;
let server: TestServer;
let expert: Person;
let page: Page;
let context: BrowserContext;

beforeAll(async () => {
  [browser, office, provider] = await Promise.all([launchChromium(), openPostOffice(), openIdentityProvider()]);
  server = await startServer({ environment: { SMTP_URL: office.url, MAIL_FROM: 'Orderline <chat@market.test>', OIDC_ISSUER: provider.issuer, OIDC_CLIENT_ID: CLIENT.id, OIDC_CLIENT_SECRET: CLIENT.secret, OIDC_NAME: 'Market ID' } });
});

afterAll(async () => {
  await browser.close();
  await server.close();
  await office.close();
  await provider.close();
});

beforeEach(async () => {
  expert = await server.people.makeUser('expert', someone('Анна', 'Соколова'));
  ({ page, context } = await openDoor(browser, server));
});

afterEach(() => context.close());

async function signIn(on: Page, password = PASSWORD): Promise<void> {
  await on.getByLabel('Почта').fill(expert.account.email);
  await on.getByLabel('Пароль', { exact: true }).fill(password);
  await on.getByRole('button', { name: 'Войти', exact: true }).click();
}

const inbox = (on: Page) => on.locator('.inbox-header').waitFor();

it('leads whoever has forgotten the password to a new one', async () => {
  await page.getByLabel('Почта').fill(expert.account.email);
  await page.getByRole('button', { name: 'Забыли пароль?' }).click();
  await page.getByRole('button', { name: 'Прислать ссылку' }).waitFor();
  expect(await page.getByLabel('Почта').inputValue()).toBe(expert.account.email);
  expect(await seriousFlaws(page)).toEqual([]);
  await page.getByRole('button', { name: 'Прислать ссылку' }).click();
  await page.getByText('письмо уже в пути').waitFor();
  const received = () => office.received.find(({ to }) => to.includes(expert.account.email));
  await expect.poll(received, WAIT).toBeDefined();
  const link = /http\S+#reset=\S+/.exec(received()!.text)![0];
  const letter = await context.newPage();
  await letter.goto(link);
  const field = letter.getByLabel('Новый пароль');
  await field.fill('short');
  await field.press('Enter');
  await letter.getByText('от 8 до 200 знаков').waitFor();
  expect(letter.url()).toBe(`${server.url}/console`);
  expect(await seriousFlaws(letter)).toEqual([]);
  await field.fill(NEXT);
  await field.press('Enter');
  await letter.getByText('Пароль сохранён').waitFor();
  await signIn(letter, NEXT);
  await inbox(letter);
  // The same link in another tab is worth nothing any more.
  await page.goto(link);
  await page.getByLabel('Новый пароль').fill(NEXT);
  await page.getByRole('button', { name: 'Сохранить пароль' }).click();
  await page.getByText('Ссылка уже не действует').waitFor();
  expect(await seriousFlaws(page)).toEqual([]);
  await page.getByRole('button', { name: 'Запросить новую ссылку' }).click();
  await page.getByRole('button', { name: 'Прислать ссылку' }).waitFor();
  await page.getByRole('button', { name: 'Назад ко входу' }).click();
  await page.getByRole('heading', { name: 'Вход для экспертов' }).waitFor();
});

it('changes the password in the settings, and ends all other sign-ins, then its own', async () => {
  await signIn(page);
  await inbox(page);
  const other = await openDoor(browser, server);
  await signIn(other.page);
  await inbox(other.page);
  await page.keyboard.press('Control+,');
  await page.getByRole('button', { name: 'Сменить пароль' }).click();
  await page.getByLabel('Текущий пароль').fill('a guess');
  await page.getByLabel('Новый пароль').fill(NEXT);
  await page.getByLabel('Новый пароль').press('Enter');
  await page.getByText('Текущий пароль не подходит.').waitFor();
  expect(await seriousFlaws(page)).toEqual([]);
  await page.getByLabel('Текущий пароль').fill(PASSWORD);
  await page.getByRole('button', { name: 'Сохранить пароль' }).click();
  await page.getByText('Пароль изменён. Завершён вход на 2 устройствах.').waitFor();
  await other.page.getByText('Вход завершён').waitFor();
  await signIn(other.page, NEXT);
  await inbox(other.page);
  await page.keyboard.press('Escape');
  await page.keyboard.press('Control+,');
  await page.getByRole('button', { name: 'Завершить остальные' }).click();
  await page.locator('.confirm').getByRole('button', { name: 'Завершить остальные' }).click();
  await page.getByText('Завершён вход на 1 устройстве.').waitFor();
  await other.page.getByText('Вход завершён').waitFor();
  await page.getByRole('button', { name: 'Выйти везде' }).click();
  await page.locator('.confirm').getByRole('button', { name: 'Выйти везде' }).click();
  await page.getByRole('heading', { name: 'Вход для экспертов' }).waitFor();
  await other.context.close();
});

it('turns a second factor on, asks for it, and turns it off again, without a mouse', async () => {
  await signIn(page);
  await inbox(page);
  await page.keyboard.press('Control+,');
  await page.getByRole('button', { name: 'Включить', exact: true }).press('Enter');
  await page.getByLabel('Текущий пароль').fill(PASSWORD);
  await page.keyboard.press('Enter');
  await page.getByRole('img', { name: 'Картинка с ключом' }).waitFor();
  const secret = (await page.locator('.factor-secret').textContent())!.replaceAll(' ', '');
  await page.keyboard.insertText('000000x');
  await page.keyboard.press('Enter');
  await page.getByText('Код не подходит').waitFor();
  expect(await seriousFlaws(page)).toEqual([]);
  await page.getByLabel('Код из приложения').fill(generateSync({ strategy: 'totp', secret }));
  await page.keyboard.press('Enter');
  const codes = page.getByRole('list', { name: 'Запасные коды' }).getByRole('listitem');
  await expect.poll(() => codes.count(), WAIT).toBe(10);
  const [first, second] = await codes.allTextContents();
  expect(await seriousFlaws(page)).toEqual([]);
  await page.keyboard.press('Enter');
  await page.getByText('Осталось 10 запасных кодов.').waitFor();

  const other = await openDoor(browser, server);
  await signIn(other.page);
  await other.page.getByRole('heading', { name: 'Код подтверждения' }).waitFor();
  expect(await seriousFlaws(other.page)).toEqual([]);
  await other.page.keyboard.insertText('aaaa-bbbb-cccc-dddd');
  await other.page.keyboard.press('Enter');
  await other.page.getByText('Код не подходит').waitFor();
  await other.page.getByLabel('Код', { exact: true }).fill(first!);
  await other.page.keyboard.press('Enter');
  await inbox(other.page);
  await other.context.close();

  await page.getByRole('button', { name: 'Выключить', exact: true }).press('Enter');
  await page.getByLabel('Текущий пароль').fill(PASSWORD);
  await page.getByLabel('Код', { exact: true }).fill(second!);
  await page.keyboard.press('Enter');
  await page.getByText('При входе спрашивается только пароль.').waitFor();
});

it('goes to the single sign-on and comes back signed in, or hears why not', async () => {
  provider.visit = { email: 'a.stranger@orderline.test' };
  await page.getByRole('link', { name: 'Войти через Market ID' }).click();
  await page.getByText('Войти так не получилось').waitFor();
  expect(page.url()).toBe(`${server.url}/console`);
  expect(await seriousFlaws(page)).toEqual([]);
  provider.visit = { email: expert.account.email };
  await page.getByRole('link', { name: 'Войти через Market ID' }).click();
  await inbox(page);
  await page.reload();
  await inbox(page);
});
