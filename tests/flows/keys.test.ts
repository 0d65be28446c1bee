import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { seriousFlaws } from '../support/axe';
import { openClientPage } from '../support/chat_pages';
import { launchChromium } from '../support/chromium';
import { hasFocus, makeOrder, openDesk, setWindowFocus, type ConsoleDesk, type ServedOrder } from '../support/console_page';
import { someone, type Person } from '../support/people';
import { say } from '../support/posts';
import { startServer, type TestServer } from '../support/server';

/* Everything by key: palette, own keys, why a number is what it is, what is read out, and where the focus goes. */

const WAIT = { timeout: 30_000, interval: 50 };

let browser: Browser;
let server: TestServer;
let expert: Person;
let maria: ServedOrder;
let pyotr: ServedOrder;
let desk: ConsoleDesk;
let page: Page;

/** Somebody with two chats, none of them read. */
async function makeExpert(): Promise<void> {
  expert = await server.people.makeUser('expert', someone('Анна', 'Соколова'));
  await expert.http('POST', '/api/chat/replies', { scope: 'own', trigger: 'привет', title: 'Приветствие', message: 'Здравствуйте, {client}!' });
  maria = await makeOrder(server, expert, 'Логотип', someone('Мария', 'Кузнецова'), 'Раз', 'Два', 'Три');
  pyotr = await makeOrder(server, expert, 'Перевод', someone('Пётр', 'Громов'), 'Добрый день');
}

beforeAll(async () => {
  [browser, server] = await Promise.all([launchChromium(), startServer()]);
  await makeExpert();
});

// What is unread is counted: a second try has to begin with as much.
beforeEach(async ({ task }) => {
  if ((task.result?.retryCount ?? 0) > 0) await makeExpert();
});

afterAll(async () => {
  await browser.close();
  await server.close();
});

afterEach(async () => {
  await desk.context.close();
  expect(desk.complaints()).toEqual([]);
});

async function enter(options: Parameters<typeof openDesk>[3] = {}): Promise<void> {
  desk = await openDesk(browser, server, expert, options);
  ({ page } = desk);
  await setWindowFocus(page, false);
  await desk.row(maria.order).waitFor();
}

const dialog = () => page.getByRole('dialog');
const noDialog = () => dialog().waitFor({ state: 'detached' });

async function choose(query: string, found: string): Promise<void> {
  await page.keyboard.press('Control+k');
  await dialog().getByRole('combobox').fill(query);
  await dialog().getByRole('option', { selected: true }).filter({ hasText: found }).waitFor();
  await page.keyboard.press('Enter');
  await noDialog();
}

describe('the palette', () => {
  it('opens a chat from letters in the wrong layout, puts a reply into its composer, and does things', async () => {
    await enter();
    await choose('uhjvjd', 'Громов');
    await desk.field(pyotr.order).waitFor();
    await expect.poll(() => hasFocus(desk.field(pyotr.order)), WAIT).toBe(true);
    await choose('/ghbdtn', 'Приветствие');
    await expect.poll(() => desk.field(pyotr.order).inputValue(), WAIT).toBe('Здравствуйте, Пётр!');
    await desk.field(pyotr.order).fill('');
    await choose('карточка заказа', 'Карточка заказа');
    await page.locator('.order-card').waitFor();
    await page.keyboard.press('Control+k');
    await dialog().getByRole('combobox').fill('щзут щквук 99999999');
    await page.keyboard.press('Enter');
    await dialog().getByText('Заказа #99999999 нет').waitFor();
  });
});

describe('own keys', () => {
  it('are recorded, refused with a reason, swapped, and still there after a reload', async () => {
    await enter();
    await page.keyboard.press('Control+,');
    const record = (title: string) => dialog().locator('.key-change', { has: page.locator('.key-change-name', { hasText: new RegExp(`^${title}$`) }) });
    const order = record('Карточка заказа');
    await order.locator('.key-record').click();
    await page.keyboard.press('Control+c');
    await order.getByText('Ctrl+C нужно, чтобы править текст').waitFor();
    await page.keyboard.press('Alt+w');
    await order.getByText('Alt+W — уже «Закрыть чат»').waitFor();
    await order.getByRole('button', { name: 'Поменять местами' }).click();
    await expect.poll(() => order.locator('kbd').allTextContents(), WAIT).toEqual(['Alt', 'W']);
    await expect.poll(() => record('Закрыть чат').locator('kbd').allTextContents(), WAIT).toEqual(['Alt', 'I']);
    const next = record('Следующий непрочитанный');
    await next.locator('.key-record').click();
    await page.keyboard.press('j');
    await next.getByText('Работает, пока вы не пишете').waitFor();
    await page.reload();
    await setWindowFocus(page, false);
    await desk.row(pyotr.order).waitFor();
    await desk.opener(pyotr.order).click();
    await desk.field(pyotr.order).fill('j');
    expect(await desk.shown()).toEqual([pyotr.order]);
    await desk.field(pyotr.order).fill('');
    await page.keyboard.press('Alt+w');
    await page.locator('.order-card').waitFor();
    await desk.opener(pyotr.order).focus();
    await page.keyboard.press('j');
    await desk.field(maria.order).waitFor();
    await desk.opener(maria.order).focus();
    await page.keyboard.press('?');
    await dialog().getByRole('searchbox').fill('непрочит');
    await expect.poll(() => dialog().locator('.key-row', { hasText: 'Следующий непрочитанный' }).locator('kbd').allTextContents(), WAIT).toEqual(['J']);
  });
});

describe('why this number', () => {
  it('is answered by the messages that make it, and by the server', async () => {
    await enter();
    await desk.row(maria.order).locator('.badge').click();
    await expect.poll(() => dialog().locator('.why-message').count(), WAIT).toBe(3);
    await expect.poll(() => dialog().locator('.why-part').allTextContents(), WAIT).toEqual(['3']);
    await dialog().getByRole('button', { name: 'Все чаты' }).click();
    await dialog().getByText('4 непрочитанных сообщения').waitFor();
    await expect.poll(async () => (await dialog().locator('.why-part').allTextContents()).map(Number).reduce((sum, part) => sum + part, 0), WAIT).toBe(4);
    await say(pyotr.client, pyotr.room, 'Вы здесь?');
    await dialog().getByText('5 непрочитанных сообщений').waitFor();
    await dialog().getByRole('button', { name: 'Спросить сервер' }).click();
    await dialog().getByText('Сервер насчитал во всех чатах: 5. Числа сошлись').waitFor();
    await page.keyboard.press('Escape');
    await noDialog();
    expect(await desk.shown()).toEqual([]);
    await desk.opener(pyotr.order).focus();
    await page.keyboard.press('Alt+y');
    await expect.poll(() => dialog().locator('.why-message').allTextContents(), WAIT).toEqual([expect.stringContaining('Добрый день'), expect.stringContaining('Вы здесь?')]);
    await dialog().locator('.ant-segmented-item', { hasText: 'Ждут' }).click();
    await expect.poll(() => dialog().locator('.why-message').allTextContents(), WAIT).toEqual([expect.stringContaining('Добрый день')]);
  });
});

describe('a screen reader', () => {
  it('hears each new message of others in a shown chat once, and nothing else', async () => {
    await enter();
    const { order, room, client } = await makeOrder(server, expert, 'Длинный', someone('Ольга', 'Ким'));
    for (let number = 1; number <= 70; number += 1) await say(client, room, `старое ${number}.`);
    await desk.opener(order).click();
    await desk.bubble('старое 70.').waitFor();
    await page.evaluate(() => {
      const heard: string[] = [];
      Object.assign(window, { heard });
      for (const region of document.querySelectorAll('.announcer')) {
        new MutationObserver((changes) => changes.forEach(({ addedNodes }) => addedNodes.forEach((node) => heard.push(node.textContent ?? '')))).observe(region, { childList: true });
      }
    });
    const heard = () => page.evaluate(() => (window as unknown as { heard: string[] }).heard);
    await say(client, room, 'новое раз');
    await expect.poll(heard, WAIT).toEqual(['Ольга Ким: новое раз']);
    await desk.write('своё');
    await desk.bubble('своё').waitFor();
    await desk.pane(order).getByRole('log').evaluate((box) => box.scrollTo(0, 0));
    await desk.bubble('старое 1').first().waitFor();
    await say(client, room, 'новое два');
    await expect.poll(heard, WAIT).toEqual(['Ольга Ким: новое раз', 'Ольга Ким: новое два']);
  });
});

describe('the focus', () => {
  it('goes back to where a dialog was opened from, and to the neighbour of a row that goes away', async () => {
    await enter();
    await desk.opener(maria.order).focus();
    await page.keyboard.press('Control+k');
    await page.keyboard.press('Escape');
    await expect.poll(() => hasFocus(desk.opener(maria.order)), WAIT).toBe(true);
    await page.keyboard.press('Alt+Shift+2');
    await desk.opener(maria.order).focus();
    const listed = await desk.listed();
    await expert.http('POST', `/api/chat/rooms/${maria.room}/mark_read`, {});
    await desk.row(maria.order).waitFor({ state: 'detached' });
    const at = listed.indexOf(maria.order);
    const neighbour = listed[at + 1] ?? listed[at - 1] ?? 0;
    await expect.poll(() => hasFocus(desk.opener(neighbour)), WAIT).toBe(true);
    await page.keyboard.press('Enter');
    await expect.poll(() => hasFocus(desk.field(neighbour)), WAIT).toBe(true);
    await page.keyboard.press('F6');
    await expect.poll(() => hasFocus(desk.opener(neighbour)), WAIT).toBe(true);
    await page.keyboard.press('F6');
    await expect.poll(() => hasFocus(desk.field(neighbour)), WAIT).toBe(true);
  });

  it('begins on the list, goes into what opens beside the message, and back', async () => {
    await enter();
    await expect.poll(() => hasFocus(desk.page.locator('.room-row').first().locator('.room-open')), WAIT).toBe(true);
    await desk.opener(pyotr.order).focus();
    await page.keyboard.press('Enter');
    await expect.poll(() => hasFocus(desk.field(pyotr.order)), WAIT).toBe(true);
    await page.keyboard.press('Alt+Shift+L');
    const presets = page.locator('.when-panel .when-preset');
    await expect.poll(() => hasFocus(presets.first()), WAIT).toBe(true);
    await page.keyboard.press('ArrowDown');
    expect(await hasFocus(presets.nth(1))).toBe(true);
    await page.keyboard.press('Escape');
    await expect.poll(() => hasFocus(desk.field(pyotr.order)), WAIT).toBe(true);
    const day = page.locator('.day-button').first();
    await day.focus();
    await page.keyboard.press('Enter');
    const calendar = page.locator('.day-calendar');
    await expect.poll(() => hasFocus(calendar), WAIT).toBe(true);
    expect((await calendar.boundingBox())?.width).toBeGreaterThan(80);
    // The first Escape is the browser's, whose calendar lies over the field.
    const escape = async () => {
      if (await hasFocus(calendar)) await page.keyboard.press('Escape');
      return hasFocus(day);
    };
    await expect.poll(escape, WAIT).toBe(true);
  });
});

describe('at 200 %', () => {
  it('nothing is cut off', async () => {
    await enter({ width: 640, height: 400 });
    const cut = () =>
      page.evaluate(() => {
        const wide = document.documentElement.scrollWidth > 640 || document.documentElement.scrollHeight > 400;
        const boxes = [...document.querySelectorAll('dialog[open], .composer, .status, .switcher-foot')].map((node) => node.getBoundingClientRect());
        return wide || boxes.some(({ top, bottom, left, right }) => top < 0 || left < 0 || bottom > 400 || right > 640);
      });
    const whole = (what: string) => expect.poll(cut, { ...WAIT, message: what }).toBe(false);
    await whole('the list');
    for (const keys of ['Control+k', 'Control+,', 'Alt+y', 'Alt+n', 'Alt+l', '?']) {
      await page.keyboard.press(keys);
      await dialog().waitFor();
      await whole(keys);
      await page.keyboard.press('Escape');
      await noDialog();
    }
    await desk.opener(pyotr.order).click();
    await desk.field(pyotr.order).waitFor();
    await whole('a chat');
    await page.keyboard.press('Alt+i');
    await page.locator('.order-card').waitFor();
    await whole('the card');
  });
});

describe('the client’s page', () => {
  it('has no serious flaw at its door, in either look', async () => {
    for (const colorScheme of ['light', 'dark'] as const) {
      const client = await openClientPage(browser, `${server.url}/c`, { colorScheme });
      await client.page.getByRole('heading').first().waitFor();
      expect(await seriousFlaws(client.page), `door, ${colorScheme}`).toEqual([]);
      await client.context.close();
    }
  });
});
