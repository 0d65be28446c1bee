import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { seriousFlaws } from '../support/axe';
import { openClientPage, type ChatPage, type OpenOptions } from '../support/chat_pages';
import { launchChromium } from '../support/chromium';
import { hasFocus, makeOrder, openDesk, type ConsoleDesk, type ServedOrder } from '../support/console_page';
import type { Person } from '../support/people';
import { messagesOf, say } from '../support/posts';
import { startProxy, type Proxy } from '../support/proxy';
import { startServer, type TestServer } from '../support/server';

/* Replying, editing, deleting, undoing, quoting elsewhere: on both pages in a real Chromium, over a wire that can be cut. */

const FIELD = 'Введите сообщение…';

let browser: Browser;
let proxy: Proxy;
let server: TestServer;
let expert: Person;
let served: ServedOrder;
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
  expert = await server.people.makeUser('expert');
  served = await makeOrder(server, expert, 'Диплом', undefined, 'Когда будет готово?');
});
afterEach(async () => {
  mend();
  await Promise.all(opened.map(({ context }) => context.close()));
  opened = [];
});

async function client(options: OpenOptions = {}): Promise<ChatPage> {
  const page = await openClientPage(browser, await server.people.invite(served.order), options);
  opened.push(page);
  await page.page.getByLabel(options.locale === 'en-US' ? 'Type a message…' : FIELD).waitFor();
  return page;
}

async function desk(): Promise<ConsoleDesk> {
  const console = await openDesk(browser, { ...server, url: proxy.url }, expert);
  opened.push(console);
  await console.opener(served.order).click();
  await console.field(served.order).waitFor();
  await console.bubble('Когда будет готово?').first().waitFor();
  return console;
}

/** A button on a bubble, which shows itself to a pointer over it. */
async function act(chat: ChatPage, text: string, name: string): Promise<void> {
  await chat.bubble(text).first().hover();
  await chat.bubble(text).first().getByRole('button', { name, exact: true }).click();
}

/** Nothing gets through any more. */
function cut(): void {
  proxy.aim(1);
  proxy.drop();
}

function mend(): void {
  proxy.aim(Number(new URL(server.url).port));
}

const overflow = (page: Page) => page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
const history = () => messagesOf(expert, served.room);

describe('a reply', () => {
  it('is chosen on a bubble, shown above the field, sent, drawn on both sides, and jumps to what it quotes', async () => {
    const [visitor, console] = [await client(), await desk()];
    await act(console, 'Когда будет готово?', 'Ответить');
    const bar = console.page.locator('.reply-bar');
    await bar.getByText('Когда будет готово?').waitFor();
    await expect.poll(() => hasFocus(console.field(served.order))).toBe(true);
    await console.field(served.order).fill('Завтра к обеду');
    await console.field(served.order).press('Enter');
    await bar.waitFor({ state: 'detached' });
    const quote = visitor.bubble('Завтра к обеду').locator('.bubble-quote');
    await quote.getByText('Когда будет готово?').waitFor();
    const [first, reply] = await history();
    expect(reply).toMatchObject({ message: 'Завтра к обеду', reply_to: first?.id });
    await quote.click();
    await expect.poll(() => hasFocus(visitor.bubble('Когда будет готово?').first())).toBe(true);
    expect(await seriousFlaws(visitor.page)).toEqual([]);
    expect(await seriousFlaws(console.page)).toEqual([]);
  });

  it('is begun with R on a bubble that has the focus, in any layout, and given up with Escape', async () => {
    const visitor = await client();
    await visitor.bubble('Когда будет готово?').focus();
    await visitor.page.keyboard.press('KeyR');
    await visitor.page.locator('.reply-bar').waitFor();
    await visitor.page.keyboard.type('просто так');
    await visitor.page.keyboard.press('Escape');
    await visitor.page.locator('.reply-bar').waitFor({ state: 'detached' });
    await visitor.page.keyboard.press('Enter');
    await expect.poll(async () => (await history()).at(-1)).toMatchObject({ message: 'просто так', reply_to: null });
  });

  it('shows nothing of a quoted message that is deleted while it is looked at', async () => {
    const [first] = await history();
    await say(expert, served.room, 'отвечаю', { reply_to: first!.id });
    const console = await desk();
    const quote = console.bubble('отвечаю').locator('.bubble-quote');
    await quote.getByText('Когда будет готово?').waitFor();
    const device = await served.client.connect();
    await device.get('message:delete', { id: first!.id });
    await quote.getByText('Сообщение удалено').waitFor();
    expect(await quote.textContent()).not.toContain('Когда');
    device.close();
  });

  it('is drawn with its quote while it waits for a connection', async () => {
    const visitor = await client();
    await visitor.bubble('Когда будет готово?').waitFor();
    cut();
    await act(visitor, 'Когда будет готово?', 'Ответить');
    await visitor.write('без связи');
    await visitor.bubble('без связи').locator('.bubble-quote').getByText('Когда будет готово?').waitFor();
    mend();
    await expect.poll(async () => (await history()).at(-1)).toMatchObject({ message: 'без связи', reply_to: (await history())[0]?.id });
  });
});

describe('edits and deletions', () => {
  it('made without a connection are shown, outlive the page, and go out when it is back', async () => {
    await say(served.client, served.room, 'описка');
    await say(served.client, served.room, 'лишнее');
    const visitor = await client();
    await visitor.bubble('лишнее').waitFor();
    cut();
    await act(visitor, 'описка', 'Изменить сообщение');
    await visitor.page.getByLabel(FIELD).fill('без описки');
    await visitor.page.keyboard.press('Enter');
    await visitor.bubble('без описки').getByText('изменяется').waitFor();
    await act(visitor, 'лишнее', 'Удалить сообщение');
    await visitor.page.getByRole('dialog').getByRole('button', { name: 'Удалить' }).click();
    await visitor.bubble('лишнее').getByText('удаляется').waitFor();
    expect((await history()).map(({ message }) => message)).toEqual(['Когда будет готово?', 'описка', 'лишнее']);
    mend();
    await visitor.page.reload();
    await expect.poll(async () => (await history()).map(({ message }) => message)).toEqual(['Когда будет готово?', 'без описки', '']);
    await visitor.bubble('без описки').getByText('изменено').waitFor();
    await visitor.bubble('Сообщение удалено').waitFor();
  });

  it('that come too late are refused without losing the text', async () => {
    const late = await say(served.client, served.room, 'старое');
    const visitor = await client();
    await visitor.bubble('старое').waitFor();
    await act(visitor, 'старое', 'Изменить сообщение');
    await visitor.page.getByLabel(FIELD).fill('новое');
    await server.app.parts.db.rows(null, `UPDATE messages SET created_at = created_at - interval '1 hour' WHERE id = $1`, [late.id]);
    await visitor.page.keyboard.press('Enter');
    await visitor.bubble('старое').getByText('уже нельзя изменить').waitFor();
    await visitor.page.getByRole('button', { name: 'Вернуть в поле ввода' }).click();
    await expect.poll(() => visitor.page.getByLabel(FIELD).inputValue()).toBe('новое');
    expect((await history()).at(-1)?.message).toBe('старое');
  });

  it('are not offered once the time is over, nor by the arrow up', async () => {
    const late = await say(served.client, served.room, 'старое');
    await server.app.parts.db.rows(null, `UPDATE messages SET created_at = created_at - interval '1 hour' WHERE room = $1`, [served.room]);
    const visitor = await client();
    await visitor.bubble('старое').hover();
    await visitor.bubble('старое').getByRole('button', { name: 'Удалить сообщение' }).waitFor();
    expect(await visitor.bubble('старое').getByRole('button', { name: 'Изменить сообщение' }).count()).toBe(0);
    await visitor.page.getByLabel(FIELD).press('ArrowUp');
    expect(await visitor.page.getByText('Изменение сообщения').count()).toBe(0);
    expect(late.edited_at).toBeNull();
  });

  it('leave a history that the expert can read, and the client has no way to', async () => {
    const { id } = await say(served.client, served.room, 'первый текст');
    const device = await served.client.connect();
    await device.get('message:edit', { id, message: 'второй текст' });
    device.close();
    const [visitor, console] = [await client(), await desk()];
    await console.bubble('второй текст').getByRole('button', { name: 'изменено' }).click();
    const dialog = console.page.getByRole('dialog', { name: 'Что было раньше' });
    await expect.poll(() => dialog.locator('.version-text').allTextContents()).toEqual(['второй текст', 'первый текст']);
    expect(await seriousFlaws(console.page)).toEqual([]);
    await visitor.bubble('второй текст').getByText('изменено').waitFor();
    expect(await visitor.bubble('второй текст').getByRole('button', { name: 'изменено' }).count()).toBe(0);
  });
});

describe('undo', () => {
  it('holds a message back, gives its text back, and sends the one that was left alone', async () => {
    const visitor = await client();
    await visitor.page.getByRole('button', { name: 'Настройки' }).click();
    await visitor.page.getByRole('group', { name: 'Отмена отправки' }).getByText('10 с').click();
    await visitor.page.keyboard.press('Escape');
    await visitor.page.clock.install();
    await visitor.write('поспешил');
    await visitor.bubble('поспешил').getByRole('button', { name: 'Отменить отправку' }).click();
    await expect.poll(() => visitor.page.getByLabel(FIELD).inputValue()).toBe('поспешил');
    await visitor.write('не поспешил');
    await visitor.bubble('не поспешил').getByText('Отправляется…').waitFor();
    expect((await history()).map(({ message }) => message)).toEqual(['Когда будет готово?']);
    await visitor.page.clock.fastForward(10_000);
    await expect.poll(async () => (await history()).map(({ message }) => message)).toEqual(['Когда будет готово?', 'не поспешил']);
    await visitor.bubble('не поспешил').getByRole('button', { name: 'Отменить отправку' }).waitFor({ state: 'detached' });
  });

  it('survives a reload: the message is sent then', async () => {
    const visitor = await client();
    await visitor.page.evaluate(() => localStorage.setItem('orderline-undo-send', '10'));
    await visitor.write('и всё же');
    await visitor.bubble('и всё же').getByRole('button', { name: 'Отменить отправку' }).waitFor();
    await visitor.page.reload();
    await expect.poll(async () => (await history()).map(({ message }) => message)).toEqual(['Когда будет готово?', 'и всё же']);
  });
});

describe('a quote in another chat', () => {
  it('is put into its composer, names nobody, and is sent only after a second Enter', async () => {
    const other = await makeOrder(server, expert, 'Реферат', undefined, 'Другой вопрос');
    const console = await desk();
    await act(console, 'Когда будет готово?', 'Процитировать в другом чате');
    await console.page.getByLabel('Куда? Номер заказа или имя клиента').fill(String(other.order));
    await console.page.keyboard.press('Enter');
    const field = console.field(other.order);
    await expect.poll(() => field.inputValue()).toBe('> Когда будет готово?\n');
    await field.press('End');
    await field.pressSequentially('Похожий вопрос');
    await field.press('Enter');
    await console.pane(other.order).getByRole('alert').getByText('Нажмите Enter ещё раз').waitFor();
    expect((await messagesOf(expert, other.room)).map(({ message }) => message)).toEqual(['Другой вопрос']);
    expect(await seriousFlaws(console.page)).toEqual([]);
    await field.press('Enter');
    await expect.poll(async () => (await messagesOf(expert, other.room)).map(({ message }) => message)).toEqual(['Другой вопрос', '> Когда будет готово?\nПохожий вопрос']);
  });
});

describe('a link', () => {
  it('whose host looks like another one is opened only after its real name was shown', async () => {
    await say(served.client, served.room, 'смотрите https://аррӏе.com/pay и https://example.org/a');
    const console = await desk();
    await console.page.context().route(/example\.org|xn--/, (route) => route.fulfill({ body: 'there' }));
    await console.page.getByRole('link', { name: 'https://аррӏе.com/pay' }).click();
    const dialog = console.page.getByRole('dialog', { name: 'Открыть ссылку?' });
    await dialog.getByText('xn--').waitFor();
    expect(await seriousFlaws(console.page)).toEqual([]);
    await dialog.getByRole('button', { name: 'Отмена' }).click();
    expect(console.context.pages()).toHaveLength(1);
    const [page] = await Promise.all([console.context.waitForEvent('page'), console.page.getByRole('link', { name: 'https://example.org/a' }).click()]);
    await expect.poll(() => page.url()).toBe('https://example.org/a');
  });
});

describe('the look', () => {
  it.each([
    { width: 360, locale: 'ru-RU' },
    { width: 360, locale: 'en-US' },
  ])('fits a phone: $width $locale', async ({ width, locale }) => {
    const visitor = await client({ width, height: 740, locale });
    await visitor.bubble('Когда будет готово?').focus();
    await visitor.page.keyboard.press('KeyR');
    await visitor.page.locator('.reply-bar').waitFor();
    expect(await overflow(visitor.page)).toBeLessThanOrEqual(0);
    expect(await seriousFlaws(visitor.page)).toEqual([]);
  });
});
