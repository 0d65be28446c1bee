import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Room } from '../../protocol/entities';
import { seriousFlaws } from '../support/axe';
import { openClientPage, type ChatPage, type OpenOptions } from '../support/chat_pages';
import { launchChromium } from '../support/chromium';
import { fresh, PASSWORD, someone, type Person } from '../support/people';
import { messagesOf, say } from '../support/posts';
import { startProxy, type Proxy } from '../support/proxy';
import { startServer, type TestServer } from '../support/server';

/* The client page in a real Chromium, against the real server, over a wire that can be cut. */

const WAIT = { timeout: 30_000, interval: 50 };
const FIELD = 'Введите сообщение…';

let browser: Browser;
let proxy: Proxy;
let server: TestServer;
let expert: Person;
let order: number;
let room: Room;
let opened: ChatPage[] = [];

beforeAll(async () => {
  [browser, proxy] = await Promise.all([launchChromium(), startProxy()]);
  server = await startServer({ environment: { PUBLIC_URL: proxy.url } });
  proxy.aim(Number(new URL(server.url).port));
});

afterAll(async () => {
  await browser.close();
  await proxy.close();
  await server.close();
});

beforeEach(async () => {
  expert = await server.people.makeUser('expert', someone('Анна', 'Соколова'));
  order = fresh();
  ({ room } = await makeOrder(order));
});

afterEach(async () => {
  proxy.aim(Number(new URL(server.url).port));
  proxy.restore();
  await Promise.all(opened.map(({ context }) => context.close()));
  opened = [];
});

function makeOrder(number: number, client = someone('Мария', 'Орлова')) {
  const { email, first_name, last_name } = expert.account;
  return server.people.putOrder(number, { title: `Курсовая ${number}`, client, expert: { email, first_name, last_name } });
}

async function open(link: string, options: OpenOptions = {}): Promise<ChatPage> {
  const client = await openClientPage(browser, link, options);
  opened.push(client);
  return client;
}

async function openByLink(options: OpenOptions = {}): Promise<ChatPage> {
  const client = await open(await server.people.invite(order), options);
  await client.page.getByLabel(options.locale === 'en-US' ? 'Type a message…' : FIELD).waitFor();
  return client;
}

const overflow = (page: Page) => page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);

describe('the way in', () => {
  it('opens the conversation of an invite link, and takes the token out of the address', async () => {
    const { page } = await openByLink();
    expect(page.url()).toBe(`${proxy.url}/c/${order}`);
    await page.getByText('Чат по заказу').waitFor();
    await page.getByText(`Заказ #${order}`, { exact: true }).waitFor();
    await page.getByRole('heading', { name: `Курсовая ${order}` }).waitFor();
    await page.getByText('Анна Соколова').waitFor();
    await page.getByText('Нет сообщений').waitFor();
    await page.reload();
    await page.getByLabel(FIELD).waitFor();
  });

  it('says what to do when the link is unknown, and lets in whoever is still signed in', async () => {
    const stranger = await open(`${proxy.url}/c#${'x'.repeat(43)}`);
    await stranger.page.getByRole('heading', { name: 'Эта ссылка больше не действует' }).waitFor();
    expect(stranger.page.url()).toBe(`${proxy.url}/c`);
    const client = await openByLink();
    await client.page.goto(`${proxy.url}/c#${'x'.repeat(43)}`);
    await client.page.getByLabel(FIELD).waitFor();
  });

  it('waits for a server that cannot be reached, and keeps the link until then', async () => {
    const link = await server.people.invite(order);
    const { page } = await open(`${proxy.url}/c`);
    await page.getByRole('heading', { name: 'Откройте свою ссылку' }).waitFor();
    await page.route('**/api/auth/join', (route) => route.abort());
    await page.goto(link);
    await page.getByRole('heading', { name: 'Нет связи с сервером' }).waitFor();
    expect(page.url()).toBe(link);
    await page.unroute('**/api/auth/join');
    await page.getByRole('button', { name: 'Попробовать сейчас' }).click();
    await page.getByLabel(FIELD).waitFor();
  });

  it('lists the conversations of a client who has several, by e-mail and password', async () => {
    const client = await server.people.makeUser('client', someone('Мария', 'Орлова'));
    const { email, first_name, last_name } = client.account;
    const orders = [fresh(), fresh()] as const;
    const rooms = [(await makeOrder(orders[0], { email, first_name, last_name })).room, (await makeOrder(orders[1], { email, first_name, last_name })).room] as const;
    await say(expert, rooms[0].id, 'Первая глава готова');
    const { page } = await open(`${proxy.url}/c`);
    await page.getByLabel('Электронная почта').fill(email);
    await page.getByLabel('Пароль').fill('not the password');
    await page.getByRole('button', { name: 'Войти' }).click();
    await page.getByText('Почта или пароль не подходят').waitFor();
    await page.getByLabel('Пароль').fill(PASSWORD);
    await page.getByRole('button', { name: 'Войти' }).click();
    const first = page.locator('.room-row', { hasText: `Курсовая ${orders[0]}` });
    await first.getByText('Первая глава готова').waitFor();
    await first.getByText('1 непрочитанное сообщение').waitFor();
    await expect.poll(() => page.title(), WAIT).toBe('(1) Ваши чаты');
    // The title gives way to the time, however long it is.
    await first.locator('.room-row-title').evaluate((title) => title.append(' с очень длинным названием'.repeat(9)));
    expect(await page.locator('.room-list').evaluate((list) => list.scrollWidth - list.clientWidth)).toBe(0);
    expect(await seriousFlaws(page)).toEqual([]);
    await first.click();
    await page.locator('article', { hasText: 'Первая глава готова' }).waitFor();
    await page.getByRole('button', { name: 'К списку чатов' }).click();
    await expect.poll(() => page.locator('.room-row').count(), WAIT).toBe(2);
    await expect.poll(() => page.locator('.room-row .badge').count(), WAIT).toBe(0);
    await page.goBack();
    await page.getByLabel(FIELD).waitFor();
  });

  it('sends experts to the console', async () => {
    const { page } = await open(`${proxy.url}/`);
    await page.getByLabel('Электронная почта').fill(expert.account.email);
    await page.getByLabel('Пароль').fill(PASSWORD);
    await page.getByRole('button', { name: 'Войти' }).click();
    await page.getByRole('heading', { name: 'Это учётная запись эксперта' }).waitFor();
    expect(await page.getByRole('link', { name: 'Открыть консоль' }).getAttribute('href')).toBe('/console');
  });

  it('signs out, and stays signed out', async () => {
    const { page } = await openByLink();
    await page.getByRole('button', { name: 'Настройки' }).click();
    await page.getByRole('button', { name: 'Выйти' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Выйти' }).click();
    await page.getByRole('heading', { name: 'Откройте свою ссылку' }).waitFor();
    await page.reload();
    await page.getByRole('heading', { name: 'Откройте свою ссылку' }).waitFor();
  });
});

describe('the conversation', () => {
  it('carries a message to the expert and the answer back, and moves the ticks', async () => {
    const client = await openByLink();
    const device = await expert.connect();
    await client.write('Успеете до пятницы?');
    const { message } = await device.fact('message:posted', (fact) => fact.message.room === room.id);
    await expect.poll(() => client.state('Успеете до пятницы?'), WAIT).toBe('sent');
    await device.get('room:read', { room: room.id, seq: message.seq });
    await expect.poll(() => client.state('Успеете до пятницы?'), WAIT).toBe('read');
    await device.get('typing:set', { room: room.id, is_typing: true });
    await client.page.getByText('Печатает…').waitFor();
    await say(expert, room.id, 'Да, в четверг');
    await client.bubble('Да, в четверг').waitFor();
    await device.fact('room:read_moved', (fact) => fact.user !== expert.account.id && fact.read_seq === 2);
    device.close();
  });

  it('sends on Enter, breaks the line on Shift+Enter, and leaves an input method alone', async () => {
    const client = await openByLink();
    const field = client.page.getByLabel(FIELD);
    await field.fill('раз');
    await field.dispatchEvent('keydown', { key: 'Enter', isComposing: true, bubbles: true, cancelable: true });
    expect(await field.inputValue()).toBe('раз');
    await field.press('Shift+Enter');
    await field.pressSequentially('два');
    await field.press('Enter');
    await expect.poll(() => field.inputValue()).toBe('');
    await expect.poll(async () => (await messagesOf(expert, room.id)).map(({ message }) => message), WAIT).toEqual(['раз\nдва']);
    // Faster than the disk: the second Enter comes while the first text is still being kept.
    await field.evaluate(async (node: HTMLTextAreaElement) => {
      for (const text of ['три', 'четыре']) {
        Object.getOwnPropertyDescriptor(HTMLTextAreaElement.prototype, 'value')!.set!.call(node, text);
        node.dispatchEvent(new Event('input', { bubbles: true }));
        await Promise.resolve();
        node.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true, cancelable: true }));
      }
    });
    await expect.poll(async () => (await messagesOf(expert, room.id)).map(({ message }) => message), WAIT).toEqual(['раз\nдва', 'три', 'четыре']);
    await expect.poll(() => field.inputValue()).toBe('');
  });

  it('shows markup as text, links addresses, and never grows wider than a phone', async () => {
    await say(expert, room.id, '<img src=x onerror="document.title=1"><b>жирно</b>');
    await say(expert, room.id, 'x'.repeat(10_000));
    await say(expert, room.id, `https://example.com/${'a'.repeat(300)} и https://bank.example@evil.example`);
    await say(expert, room.id, 'שלום \u202e👩‍👩‍👧‍👦');
    const client = await openByLink({ width: 360, height: 640 });
    await client.bubble('<img src=x onerror="document.title=1"><b>жирно</b>').waitFor();
    const links = client.page.locator('article a');
    expect(await links.count()).toBe(1);
    expect(await links.first().getAttribute('rel')).toBe('noopener noreferrer');
    expect(await overflow(client.page)).toBe(0);
    const widest = await client.page.locator('.bubble').evaluateAll((nodes) => Math.max(...nodes.map((node) => node.getBoundingClientRect().right)));
    expect(widest).toBeLessThanOrEqual(360);
  });

  it('changes and deletes an own message, here and for the expert', async () => {
    const client = await openByLink();
    const field = client.page.getByLabel(FIELD);
    await client.write('с ошибкай');
    await expect.poll(() => client.state('с ошибкай'), WAIT).toBe('sent');
    await field.press('ArrowUp');
    await expect.poll(() => field.inputValue()).toBe('с ошибкай');
    await field.fill('без ошибки');
    await field.press('Enter');
    await client.bubble('без ошибки').getByText('изменено').waitFor();
    expect(await field.inputValue()).toBe('');
    await client.bubble('без ошибки').hover();
    await client.bubble('без ошибки').getByRole('button', { name: 'Удалить сообщение' }).click();
    await client.page.getByRole('dialog').getByRole('button', { name: 'Удалить', exact: true }).click();
    await client.bubble('Сообщение удалено').waitFor();
    expect((await messagesOf(expert, room.id))[0]?.message).toBe('');
  });

  it('shows what can be done with a message when it is tapped, and does nothing of it yet', async () => {
    const context = await browser.newContext({ viewport: { width: 360, height: 640 }, locale: 'ru-RU', isMobile: true, hasTouch: true });
    const page = await context.newPage();
    await page.goto(await server.people.invite(order));
    await page.getByLabel(FIELD).fill('да');
    await page.getByRole('button', { name: 'Отправить' }).tap();
    await page.locator('article', { hasText: 'да' }).locator('[data-state="sent"]').waitFor();
    await page.locator('article .bubble', { hasText: 'да' }).tap();
    await page.getByRole('button', { name: 'Изменить сообщение' }).waitFor();
    expect(await page.getByRole('dialog').count()).toBe(0);
    await page.getByRole('button', { name: 'Удалить сообщение' }).tap();
    await page.getByRole('dialog').waitFor();
    await context.close();
  });

  it('refuses what is too long, and keeps it', async () => {
    const client = await openByLink();
    const field = client.page.getByLabel(FIELD);
    await field.fill('я'.repeat(10_002));
    await client.page.getByText('Длиннее, чем можно, на 2 символа').waitFor();
    await field.press('Enter');
    expect((await field.inputValue()).length).toBe(10_002);
    expect(await messagesOf(expert, room.id)).toEqual([]);
  });

  it('opens at the first unread message and reads only what has been on screen to the end', async () => {
    for (let number = 1; number <= 30; number += 1) await say(expert, room.id, `сообщение ${number}`);
    const client = await openByLink({ height: 600 });
    await client.page.getByText('Новые сообщения').waitFor();
    await expect.poll(() => client.bubble('сообщение 1').first().isVisible(), WAIT).toBe(true);
    await expect.poll(() => client.page.title(), WAIT).toBe(`(30) Чат по заказу — Заказ #${order}`);
    await client.page.getByRole('button', { name: /К последним сообщениям/ }).click();
    await expect.poll(() => client.page.title(), WAIT).toBe(`Чат по заказу — Заказ #${order}`);
    await expect.poll(async () => (await expert.http<Room>('GET', `/api/chat/rooms/${room.id}`)).body.participants.find(({ role }) => role === 'client')?.read_seq, WAIT).toBe(30);
  });

  it('reads nothing while nobody looks, and holds the line of news on screen', async () => {
    const client = await openByLink({ height: 600 });
    const { page } = client;
    const look = (isLooking: boolean) =>
      page.evaluate((is) => {
        document.hasFocus = () => is;
        window.dispatchEvent(new Event(is ? 'focus' : 'blur'));
      }, isLooking);
    await page.getByText('Нет сообщений').waitFor();
    await look(false);
    for (let number = 1; number <= 30; number += 1) await say(expert, room.id, `сообщение ${number}`);
    await expect.poll(() => page.title(), WAIT).toBe(`(30) Чат по заказу — Заказ #${order}`);
    await expect.poll(() => client.bubble('сообщение 1').first().isVisible(), WAIT).toBe(true);
    await expect.poll(() => page.getByText('Новые сообщения').evaluate((line) => line.getBoundingClientRect().top > 0), WAIT).toBe(true);
    await look(true);
    await page.getByRole('log').evaluate((box) => box.scrollTo(0, box.scrollHeight));
    await expect.poll(() => page.title(), WAIT).toBe(`Чат по заказу — Заказ #${order}`);
  });

  it('keeps the place of the reader while older pages come and news arrives', async () => {
    for (let number = 1; number <= 160; number += 1) await say(expert, room.id, `сообщение ${number} ${'слово '.repeat(number % 17)}`);
    await (await server.people.join(order)).http('POST', `/api/chat/rooms/${room.id}/mark_read`, {});
    const client = await openByLink();
    const { page } = client;
    await client.bubble('сообщение 160').waitFor();
    const scroller = page.getByRole('log');
    // Holds the top-most bubble in view, scrolls near the upper end, and sees where it stands once older ones are there.
    const moved = await scroller.evaluate(async (box) => {
      const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
      const bubbles = () => [...box.querySelectorAll<HTMLElement>('[data-seq]')];
      const moves: number[] = [];
      while (Number(bubbles()[0]?.dataset['seq']) > 1) {
        const count = bubbles().length;
        box.scrollTop = 200;
        await frame();
        const held = bubbles().find((bubble) => bubble.getBoundingClientRect().bottom > box.getBoundingClientRect().top) as HTMLElement;
        const before = held.getBoundingClientRect().bottom;
        while (bubbles().length === count) await frame();
        await frame();
        moves.push(Math.abs(held.getBoundingClientRect().bottom - before));
      }
      return Math.max(...moves);
    });
    expect(moved).toBeLessThanOrEqual(1);
    const place = () => page.locator('[data-seq="20"]').evaluate((node) => Math.round(node.getBoundingClientRect().bottom));
    await page.locator('[data-seq="20"]').scrollIntoViewIfNeeded();
    const before = await place();
    await say(expert, room.id, 'новое внизу');
    await page.getByRole('button', { name: /К последним сообщениям/ }).getByText('1', { exact: true }).waitFor();
    expect(Math.abs((await place()) - before)).toBeLessThanOrEqual(1);
    await page.getByRole('button', { name: /К последним сообщениям/ }).click();
    await client.bubble('новое внизу').waitFor();
    const fromEnd = () => scroller.evaluate((box) => Math.round(box.scrollHeight - box.scrollTop - box.clientHeight));
    await expect.poll(fromEnd, WAIT).toBe(0);
    await say(expert, room.id, 'и ещё одно');
    await client.bubble('и ещё одно').waitFor();
    await expect.poll(fromEnd, WAIT).toBe(0);
  });
});

describe('what was not sent yet', () => {
  it('stands in the composer again after a reload', async () => {
    const client = await openByLink();
    await client.page.getByLabel(FIELD).fill('недописано\nи ещё');
    await client.page.reload();
    await expect.poll(() => client.page.getByLabel(FIELD).inputValue(), WAIT).toBe('недописано\nи ещё');
  });

  it('goes out once when the page died without a connection', async () => {
    const client = await openByLink();
    proxy.swallow('up');
    proxy.swallow('down');
    await client.write('написано без связи');
    await expect.poll(() => client.state('написано без связи'), WAIT).toBe('pending');
    await expect.poll(() => client.page.getByLabel(FIELD).inputValue(), WAIT).toBe('');
    await client.page.close();
    proxy.restore();
    proxy.drop();
    const page = await client.context.newPage();
    await page.goto(`${proxy.url}/c`);
    await expect.poll(async () => (await messagesOf(expert, room.id)).map(({ message }) => message), WAIT).toEqual(['написано без связи']);
    await expect.poll(() => page.locator('article', { hasText: 'написано без связи' }).count(), WAIT).toBe(1);
    expect(await page.getByLabel(FIELD).inputValue()).toBe('');
  });

  it('says that the connection is lost, and that it is back', async () => {
    const client = await openByLink();
    proxy.aim(1);
    proxy.drop();
    await client.page.getByText('Нет связи. Написанное сохранится').waitFor();
    await client.write('подожду');
    expect(await client.state('подожду')).toBe('pending');
    proxy.aim(Number(new URL(server.url).port));
    await expect.poll(() => client.state('подожду'), WAIT).toBe('sent');
    await expect.poll(() => client.page.getByText('Нет связи. Написанное сохранится').count(), WAIT).toBe(0);
  });
});

describe('for everybody', () => {
  it.each([
    { locale: 'ru-RU', width: 360, colorScheme: 'light' as const },
    { locale: 'en-US', width: 360, colorScheme: 'dark' as const },
    { locale: 'ru-RU', width: 1280, colorScheme: 'dark' as const },
  ])('has nothing serious against it and nothing wider than the screen: $locale, $width px, $colorScheme', async ({ locale, width, colorScheme }) => {
    await say(expert, room.id, 'Здравствуйте! Посмотрите https://example.com/план');
    const client = await openByLink({ locale, width, height: 700 });
    await client.page.emulateMedia({ colorScheme });
    await client.page.getByLabel(locale === 'ru-RU' ? FIELD : 'Type a message…').fill('ответ');
    await client.page.keyboard.press('Enter');
    await client.bubble('ответ').waitFor();
    expect(await seriousFlaws(client.page)).toEqual([]);
    expect(await overflow(client.page)).toBe(0);
    expect(await client.page.evaluate(() => document.documentElement.lang)).toBe(locale.slice(0, 2));
  });

  it('changes language and theme, and remembers both', async () => {
    const { page } = await openByLink();
    await page.getByRole('button', { name: 'Настройки' }).click();
    await page.getByLabel('English').check();
    await page.getByLabel('Dark').check();
    await page.getByLabel('Type a message…').waitFor();
    await page.reload();
    await page.getByLabel('Type a message…').waitFor();
    expect(await page.evaluate(() => document.documentElement.dataset['theme'])).toBe('dark');
  });
});
