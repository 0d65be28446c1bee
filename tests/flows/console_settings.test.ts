import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { seriousFlaws } from '../support/axe';
import { launchChromium } from '../support/chromium';
import { hasFocus, makeOrder, openDesk, openDoor, setWindowFocus, type ConsoleDesk } from '../support/console_page';
import { someone, type Person } from '../support/people';
import { say } from '../support/posts';
import { startProxy } from '../support/proxy';
import { startServer, type TestServer } from '../support/server';

/* How the console looks, speaks and alerts. */

const WAIT = { timeout: 30_000, interval: 50 };

let browser: Browser;
let server: TestServer;
let expert: Person;
let desk: ConsoleDesk;
let page: Page;

beforeAll(async () => {
  [browser, server] = await Promise.all([launchChromium(), startServer()]);
});

afterAll(async () => {
  await browser.close();
  await server.close();
});

beforeEach(async () => {
  expert = await server.people.makeUser('expert', someone('Анна', 'Соколова'));
});

afterEach(async () => {
  await desk.context.close();
  expect(desk.complaints()).toEqual([]);
});

async function enter(options: Parameters<typeof openDesk>[3] = {}): Promise<void> {
  desk = await openDesk(browser, server, expert, options);
  ({ page } = desk);
}

const settings = () => page.getByRole('dialog');
const choose = (text: string) => settings().locator('.ant-segmented-item', { hasText: text }).click();

describe('the settings', () => {
  it('change language and theme at once and for good', async () => {
    await enter();
    await page.keyboard.press('Control+,');
    // The last parts cannot come to the top; they are current all the same, and the next Tab is theirs.
    const part = settings().getByRole('navigation').getByRole('button', { name: 'Вход с кодом' });
    await part.press('Enter');
    await expect.poll(() => part.getAttribute('aria-current'), WAIT).toBe('true');
    await page.keyboard.press('Tab');
    expect(await hasFocus(settings().getByRole('button', { name: 'Включить', exact: true }))).toBe(true);
    await choose('English');
    await settings().getByRole('heading', { name: 'Settings' }).waitFor();
    await choose('Dark');
    const looks = () => page.evaluate(() => [document.documentElement.lang, document.documentElement.dataset.theme, getComputedStyle(document.body).colorScheme]);
    await expect.poll(looks, WAIT).toEqual(['en', 'dark', 'dark']);
    const sound = settings().getByRole('switch', { name: 'Sound' });
    await sound.click();
    await page.reload();
    await page.locator('.inbox-header').waitFor();
    await expect.poll(looks, WAIT).toEqual(['en', 'dark', 'dark']);
    await page.keyboard.press('Control+,');
    await expect.poll(() => sound.getAttribute('aria-checked'), WAIT).toBe('false');
  });

  it('choose what the number before the title counts', async () => {
    await makeOrder(server, expert, 'Логотип', someone('Мария'), 'Раз', 'Два', 'Три');
    await enter();
    await expect.poll(() => page.title(), WAIT).toBe('(3) Orderline');
    await page.keyboard.press('Control+,');
    await choose('Чаты');
    await expect.poll(() => page.title(), WAIT).toBe('(1) Orderline');
  });
});

describe('alerts in a browser', () => {
  it('come unless the chat is in view, and each leaves its reason in the log', async () => {
    const { order, room, client } = await makeOrder(server, expert, 'Логотип', someone('Мария', 'Орлова'), 'Здравствуйте');
    await enter();
    await desk.context.grantPermissions(['notifications'], { origin: server.url });
    await page.evaluate(() => {
      const shown: { title: string; body: string; tag: string }[] = [];
      class Shown {
        static permission = 'granted';
        static requestPermission = () => Promise.resolve('granted');
        onclose: (() => void) | null = null;
        onclick: (() => void) | null = null;
        constructor(title: string, options: { body: string; tag: string }) {
          shown.push({ title, body: options.body, tag: options.tag });
        }
        close() {
          this.onclose?.();
        }
      }
      Object.assign(window, { Notification: Shown, shown });
    });
    await setWindowFocus(page, true);
    await desk.opener(order).click();
    await desk.field(order).waitFor();
    await desk.bubble('Здравствуйте').waitFor();
    const alerts = () => page.evaluate(() => (window as unknown as { shown: { title: string; body: string; tag: string }[] }).shown);

    await say(client, room, 'Вы это видите');
    await desk.bubble('Вы это видите').waitFor();
    await setWindowFocus(page, false);
    await say(client, room, 'А это нет');
    await expect.poll(alerts, WAIT).toEqual([{ title: `Мария Орлова · #${order}`, body: 'А это нет', tag: `orderline-${room}` }]);

    await page.keyboard.press('Control+,');
    await settings().locator('.settings-row', { hasText: 'Скрывать текст' }).getByText('Всегда').click();
    await say(client, room, 'Секрет');
    await expect.poll(async () => (await alerts()).at(-1)?.body, WAIT).toBe('Новое сообщение');
    await settings().locator('.settings-buttons').getByRole('button', { name: '30 мин' }).click();
    await say(client, room, 'Тихо');
    const outcomes = settings().locator('.alert-entry .soft');
    await expect.poll(() => outcomes.allTextContents(), WAIT).toEqual([
      'Не показано: тишина',
      'Показано вместо прежнего',
      'Показано',
      'Не показано: чат был перед глазами',
    ]);
    await settings().getByRole('button', { name: 'Проверить уведомление' }).click();
    await expect.poll(async () => (await alerts()).at(-1)?.title, WAIT).toBe('Проверка');
    await settings().getByText('Проверка: Показано').waitFor();

    await settings().getByLabel('Почему не было уведомления?').fill(String(order));
    await settings().locator('.alert-answer', { hasText: 'Не показано: тишина' }).waitFor();
    await settings().getByLabel('Причина').selectOption({ label: 'Не показано: чат был перед глазами' });
    await expect.poll(() => outcomes.allTextContents(), WAIT).toEqual(['Не показано: чат был перед глазами']);
    await expect.poll(() => settings().locator('.alert-days tbody td').allTextContents(), WAIT).toEqual(['3', '0', '2']);

    // From a chat, the log begins with that chat.
    await page.keyboard.press('Escape');
    await settings().waitFor({ state: 'detached' });
    await page.keyboard.press('Alt+Shift+KeyN');
    await settings().locator('.alert-answer').waitFor();
    await expect.poll(() => settings().getByLabel('Почему не было уведомления?').inputValue(), WAIT).toBe(String(order));
    expect(await seriousFlaws(page)).toEqual([]);
  });
});

describe('a narrow screen', () => {
  it('shows the list or one chat, with a way back', async () => {
    const { order } = await makeOrder(server, expert, 'Логотип', someone('Мария', 'Орлова'), 'Здравствуйте');
    await enter({ width: 400 });
    await desk.opener(order).click();
    await desk.field(order).waitFor();
    expect(await page.locator('.inbox').count()).toBe(0);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(400);
    await page.getByRole('button', { name: 'К списку чатов' }).click();
    await desk.row(order).waitFor();
  });
});

describe('the connection', () => {
  it('says so when it is broken, and heals without a reload', async () => {
    const wire = await startProxy();
    const far = await startServer({ environment: { PUBLIC_URL: wire.url } });
    wire.aim(Number(new URL(far.url).port));
    try {
      expert = await far.people.makeUser('expert', someone('Анна', 'Соколова'));
      const { order, room, client } = await makeOrder(far, expert, 'Логотип', someone('Мария', 'Орлова'), 'Здравствуйте');
      desk = await openDesk(browser, { ...far, url: wire.url }, expert);
      ({ page } = desk);
      await desk.opener(order).click();
      await desk.bubble('Здравствуйте').waitFor();
      wire.swallow('up');
      wire.drop();
      await page.getByRole('button', { name: 'Подключиться' }).waitFor();
      await desk.field(order).fill('Написано без связи');
      await desk.field(order).press('Enter');
      await page.getByText('1 сообщение ждёт отправки').waitFor();
      await say(client, room, 'Пока связи не было');
      wire.restore();
      await desk.bubble('Пока связи не было').waitFor();
      // The client has spoken since: it waits for another look.
      await page.locator('.stale').waitFor();
      await desk.field(order).press('Enter');
      await expect.poll(() => desk.state('Написано без связи'), WAIT).toBe('sent');
      await expect.poll(() => page.locator('.status-text').textContent(), WAIT).toBe('На связи');
    } finally {
      await far.close();
      await wire.close();
    }
  });
});

describe('axe finds nothing serious', () => {
  for (const colorScheme of ['light', 'dark'] as const) {
    it(`on any screen, ${colorScheme}`, async () => {
      const door = await openDoor(browser, server, { colorScheme });
      await door.page.getByRole('heading', { name: 'Вход для экспертов' }).waitFor();
      await door.page.getByRole('button', { name: 'Войти' }).click();
      await door.page.locator('#sign-in-error', { hasText: 'Введите' }).waitFor();
      expect(await seriousFlaws(door.page), 'sign-in').toEqual([]);
      await door.context.close();

      const { order } = await makeOrder(server, expert, 'Логотип', someone('Мария', 'Орлова'), 'Здравствуйте', 'https://example.com');
      const second = await makeOrder(server, expert, 'Перевод', someone('Пётр', 'Громов'), 'Добрый день');
      // From the beginning: what changes its colours slowly would be looked at in between.
      await enter({ colorScheme });
      expect(await seriousFlaws(page), 'no pane').toEqual([]);
      await desk.opener(order).click();
      await desk.opener(second.order).click({ button: 'middle' });
      await desk.bubble('Добрый день').waitFor();
      await page.keyboard.press('Alt+i');
      await page.locator('.order-card').waitFor();
      expect(await seriousFlaws(page), 'panes').toEqual([]);
      for (const [keys, name] of [
        ['Control+,', 'settings'],
        ['Control+k', 'palette'],
        ['Alt+y', 'why this number'],
        ['Alt+l', 'scheduled'],
        ['Alt+n', 'open order'],
      ] as const) {
        await page.keyboard.press(keys);
        await page.getByRole('dialog').waitFor();
        expect(await seriousFlaws(page), name).toEqual([]);
        await page.keyboard.press('Escape');
        await page.getByRole('dialog').waitFor({ state: 'detached' });
      }
      await page.locator('.account').click();
      await page.getByRole('menuitem', { name: 'Клавиши' }).click();
      await page.getByRole('dialog').waitFor();
      expect(await seriousFlaws(page), 'keys').toEqual([]);
      await page.keyboard.press('Escape');
      await page.getByRole('dialog').waitFor({ state: 'detached' });
      await page.getByLabel('Поиск чата').fill('нет такого');
      await page.locator('.inbox .empty').waitFor();
      expect(await seriousFlaws(page), 'nothing found').toEqual([]);
    });
  }
});
