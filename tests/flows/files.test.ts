import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Message, Room } from '../../protocol/entities';
import { seriousFlaws } from '../support/axe';
import { openClientPage, openConsolePage, roomRow, type ChatPage, type OpenOptions } from '../support/chat_pages';
import { launchChromium } from '../support/chromium';
import { bring, pdfFile, pngFile, sha256, textFile, wavFile, type GivenFile } from '../support/chosen_files';
import { fresh, someone, type Person } from '../support/people';
import { messagesOf, nameOf } from '../support/posts';
import { startProxy, type Proxy } from '../support/proxy';
import { startServer, type TestServer } from '../support/server';

/* Files from the hand of one person to the eyes of the other, through everything that happens to a line on the way. */

const WAIT = { timeout: 30_000, interval: 50 };
const FIELD = 'Введите сообщение…';
const MB = 1024 * 1024;

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
});

afterAll(async () => {
  await browser.close();
  await proxy.close();
  await server.close();
});

beforeEach(async () => {
  proxy.aim(Number(new URL(server.url).port));
  expert = await server.people.makeUser('expert', someone('Анна', 'Соколова'));
  order = fresh();
  ({ room } = await server.people.putOrder(order, { title: `Курсовая ${order}`, client: someone('Мария', 'Орлова'), expert: nameOf(expert) }));
});

afterEach(async () => {
  proxy.restore();
  await Promise.all(opened.map(({ context }) => context.close()));
  opened = [];
});

async function openClient(options: OpenOptions = {}): Promise<ChatPage> {
  const client = await openClientPage(browser, await server.people.invite(order), options);
  opened.push(client);
  await client.page.getByLabel(FIELD).waitFor();
  return client;
}

async function openConsole(options: OpenOptions = {}): Promise<ChatPage> {
  const console = await openConsolePage(browser, proxy.url, expert, options);
  opened.push(console);
  await roomRow(console, order).click();
  await console.page.getByLabel(FIELD).waitFor();
  return console;
}

/** Chooses files by the button. */
async function attach({ page }: ChatPage, files: GivenFile[]): Promise<void> {
  await page.locator('.composer input[data-source=attach_any]').setInputFiles(files);
}

/** The files of the composer and how far each is. */
const chips = ({ page }: ChatPage) => page.locator('.file-chip').evaluateAll((nodes) => nodes.map((node) => `${node.querySelector('.file-chip-name')?.textContent}: ${(node as HTMLElement).dataset.state}`));

const stored = async (): Promise<Message[]> => messagesOf(expert, room.id);

/** What the server gives of a message's first file. */
async function bytesOf(message: Message | undefined): Promise<Buffer> {
  const url = message?.attachments[0]?.url ?? '';
  return Buffer.from(await (await fetch(url)).arrayBuffer());
}

/** Lets uploads through no faster than this. */
async function slow(page: Page, bytesPerSecond: number): Promise<() => Promise<void>> {
  const session = await page.context().newCDPSession(page);
  const set = (rate: number) => session.send('Network.emulateNetworkConditions', { offline: false, latency: 0, downloadThroughput: -1, uploadThroughput: rate });
  await session.send('Network.enable');
  await set(bytesPerSecond);
  return () => set(-1).then(() => undefined);
}

describe('choosing', () => {
  it('sends what is chosen by the button, with the text, and both see it', async () => {
    const [client, console] = [await openClient(), await openConsole()];
    const file = textFile('глава 1.txt', 40_000);
    await attach(client, [file]);
    await expect.poll(() => chips(client), WAIT).toEqual(['глава 1.txt: done']);
    await client.write('вот глава');
    await client.bubble('вот глава').getByRole('link', { name: 'Скачать файл глава 1.txt' }).waitFor();
    await console.bubble('вот глава').getByText('39 КБ').waitFor();
    await expect.poll(() => chips(client), WAIT).toEqual([]);
    const [message] = await stored();
    expect(message?.message).toBe('вот глава');
    expect(sha256(await bytesOf(message))).toBe(sha256(file.buffer));

    // The text beside a file can be taken back, and the file stays.
    await client.page.getByLabel(FIELD).press('ArrowUp');
    await expect.poll(() => client.page.getByLabel(FIELD).inputValue()).toBe('вот глава');
    await client.page.getByLabel(FIELD).fill('');
    await client.page.getByLabel(FIELD).press('Enter');
    await expect.poll(async () => (await stored()).map((one) => [one.message, one.attachments.length]), WAIT).toEqual([['', 1]]);
    await console.page.getByRole('link', { name: 'Скачать файл глава 1.txt' }).waitFor();
    await expect.poll(() => console.bubble('вот глава').count(), WAIT).toBe(0);
  });

  it('takes what is dropped and what is pasted, and sends it without a text', async () => {
    const console = await openConsole();
    await bring(console.page, 'over', '.conversation', [textFile('a.txt', 10)]);
    await console.page.getByText('Отпустите, чтобы прикрепить').waitFor();
    await bring(console.page, 'drop', '.conversation', [pngFile('снимок.png', 300, 200)]);
    await bring(console.page, 'paste', '.composer-field', [pngFile('image.png', 200, 300)]);
    await expect.poll(() => chips(console), WAIT).toEqual(['снимок.png: done', 'image.png: done']);
    await console.page.getByLabel(FIELD).press('Enter');
    await expect.poll(() => console.page.locator('article .picture').count(), WAIT).toBe(2);
    await expect.poll(async () => (await stored()).map(({ message, attachments }) => [message, attachments.length]), WAIT).toEqual([['', 2]]);
    await expect.poll(() => roomRow(console, order).innerText(), WAIT).toContain('2 фото');
  });

  it('says before anything is sent which files cannot go', async () => {
    const client = await openClient();
    const many = Array.from({ length: 11 }, (_, index) => textFile(`${index}.txt`, 10));
    await attach(client, [{ ...textFile('пусто.txt', 1), buffer: Buffer.alloc(0) }, textFile('велик.txt', 25 * MB + 1), ...many]);
    const alert = client.page.locator('.files-refused');
    await expect.poll(() => alert.locator('li').allInnerTexts(), WAIT).toEqual([
      'Файл «пусто.txt» пуст',
      '«велик.txt» больше 25\u00a0МБ',
      '«10.txt» не прикреплён: не больше 10 в сообщении',
    ]);
    await expect.poll(() => chips(client), WAIT).toHaveLength(10);
    await alert.getByRole('button', { name: 'Закрыть' }).click();
    await alert.waitFor({ state: 'detached' });
  });

  it('asks on a phone where the files come from', async () => {
    const context = await browser.newContext({ viewport: { width: 360, height: 740 }, locale: 'ru-RU', hasTouch: true, isMobile: true });
    const page = await context.newPage();
    await page.goto(await server.people.invite(order));
    await page.getByRole('button', { name: 'Прикрепить файл' }).tap();
    await expect.poll(() => page.getByRole('menuitem').allInnerTexts(), WAIT).toEqual(['Снять фото', 'Фото или видео', 'Файл']);
    const [chooser] = await Promise.all([page.waitForEvent('filechooser'), page.getByRole('menuitem', { name: 'Фото или видео' }).tap()]);
    expect(await chooser.element().getAttribute('accept')).toBe('image/*,video/*');
    await chooser.setFiles([pngFile('фото.png', 600, 400)]);
    await page.locator('.file-chip[data-state=done]').waitFor();
    expect(await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)).toBe(0);
    expect(await seriousFlaws(page)).toEqual([]);
    await context.close();
  });
});

describe('on the way', () => {
  it('shows how far it is and how fast, and is given up by a button', async () => {
    const client = await openClient();
    await slow(client.page, 120_000);
    await attach(client, [textFile('большой.txt', 4 * MB)]);
    const chip = client.page.locator('.file-chip');
    await expect.poll(() => chip.innerText(), WAIT).toMatch(/[\d,]+\s(КБ|МБ) из 4\sМБ · [\d,]+\sКБ\/с/);
    await chip.getByRole('progressbar', { name: 'Загрузка «большой.txt»' }).waitFor();
    await chip.getByRole('button', { name: 'Отменить загрузку «большой.txt»' }).click();
    await expect.poll(() => chips(client), WAIT).toEqual([]);
    await expect.poll(() => client.page.getByRole('button', { name: 'Отправить', exact: true }).isDisabled(), WAIT).toBe(true);
  });

  it('keeps text and file when the server refuses it, says why, and tries again', async () => {
    const client = await openClient();
    await attach(client, [{ name: 'setup.exe', mimeType: 'application/x-msdownload', buffer: Buffer.from('MZ nothing') }]);
    await client.page.getByText('Не загружено: Файлы этого типа не принимаются').waitFor();
    await client.page.getByLabel(FIELD).fill('посмотрите');
    await client.page.getByLabel(FIELD).press('Enter');
    await client.page.getByText('Не все файлы загружены. Повторите загрузку или уберите их').waitFor();
    expect(await client.page.getByLabel(FIELD).inputValue()).toBe('посмотрите');
    await client.page.getByRole('button', { name: 'Загрузить «setup.exe» ещё раз' }).click();
    await expect.poll(() => chips(client), WAIT).toEqual(['setup.exe: failed']);
    await client.page.getByRole('button', { name: 'Убрать «setup.exe»' }).click();
    await client.page.getByLabel(FIELD).press('Enter');
    await expect.poll(async () => (await stored()).map(({ message }) => message), WAIT).toEqual(['посмотрите']);
  });

  it('goes on where it was cut', async () => {
    const client = await openClient();
    const faster = await slow(client.page, 500_000);
    const file = textFile('срез.txt', 3 * MB, 7);
    let sent = 0;
    client.page.on('request', (request) => {
      if (request.method() === 'PATCH') sent += 1;
    });
    await attach(client, [file]);
    await client.page.getByLabel(FIELD).fill('с файлом');
    await client.page.getByLabel(FIELD).press('Enter');
    await expect.poll(() => client.bubble('с файлом').locator('.upload-state').innerText(), WAIT).toMatch(/[12],\d\sМБ из/);
    proxy.drop();
    await faster();
    await expect.poll(async () => (await stored()).length, WAIT).toBe(1);
    expect(sent).toBeGreaterThan(0);
    expect(sha256(await bytesOf((await stored())[0]))).toBe(sha256(file.buffer));
    await expect.poll(() => client.state('с файлом'), WAIT).toBe('sent');
  });

  it('brings a message and its file over the sudden end of the page, once', async () => {
    const client = await openClient();
    await slow(client.page, 150_000);
    const file = textFile('переживёт.txt', 2 * MB, 9);
    await attach(client, [file]);
    await client.page.getByLabel(FIELD).fill('через перезапуск');
    await client.page.getByLabel(FIELD).press('Enter');
    await expect.poll(() => client.bubble('через перезапуск').locator('.upload-state').innerText(), WAIT).toMatch(/из/);
    const url = client.page.url();
    await client.page.close({ runBeforeUnload: false });
    expect(await stored()).toEqual([]);
    const again = await client.context.newPage();
    await again.goto(url);
    await expect.poll(async () => (await stored()).map(({ message, attachments }) => [message, attachments.map(({ name }) => name)]), WAIT).toEqual([['через перезапуск', ['переживёт.txt']]]);
    expect(sha256(await bytesOf((await stored())[0]))).toBe(sha256(file.buffer));
    await again.getByRole('link', { name: 'Скачать файл переживёт.txt' }).waitFor();
    await expect.poll(() => again.locator('article').count(), WAIT).toBe(1);
    await expect.poll(() => again.locator('.file-chip').count(), WAIT).toBe(0);
  });

  it('keeps what stands in the composer over a reload', async () => {
    const client = await openClient();
    await attach(client, [textFile('готов.txt', 1_000)]);
    await expect.poll(() => chips(client), WAIT).toEqual(['готов.txt: done']);
    proxy.swallow('up');
    await attach(client, [textFile('в пути.txt', 1_000)]);
    await expect.poll(() => chips(client), WAIT).toHaveLength(2);
    proxy.restore();
    await client.page.reload();
    await expect.poll(async () => (await chips(client)).toSorted(), WAIT).toEqual(['в пути.txt: done', 'готов.txt: done']);
  });

  it('takes a message that waits for its file back into the composer', async () => {
    const client = await openClient();
    await slow(client.page, 100_000);
    await attach(client, [textFile('назад.txt', 2 * MB)]);
    await client.page.getByLabel(FIELD).fill('рано');
    await client.page.getByLabel(FIELD).press('Enter');
    await client.bubble('рано').getByRole('progressbar').waitFor();
    await client.bubble('рано').getByRole('button', { name: 'Не отправлять' }).click();
    await expect.poll(() => client.page.getByLabel(FIELD).inputValue(), WAIT).toBe('рано');
    await expect.poll(() => chips(client), WAIT).toEqual(['назад.txt: sending']);
  });
});

describe('in a conversation', () => {
  async function withFiles(): Promise<{ client: ChatPage; console: ChatPage }> {
    const client = await openClient({ width: 360, height: 740 });
    await attach(client, [pngFile('первая.png', 900, 600, 40), pngFile('вторая.png', 400, 800, 200)]);
    await expect.poll(async () => (await chips(client)).filter((chip) => chip.endsWith('done')).length, WAIT).toBe(2);
    await client.write('две фотографии');
    await client.page.locator('article .picture').nth(1).waitFor();
    await attach(client, [wavFile('голос.wav'), pdfFile('счёт.pdf'), textFile('данные.csv', 3_000)]);
    await expect.poll(async () => (await chips(client)).filter((chip) => chip.endsWith('done')).length, WAIT).toBe(3);
    await client.write('и остальное');
    const console = await openConsole();
    await console.bubble('и остальное').waitFor();
    return { client, console };
  }

  it('shows pictures, sound and documents, and nothing that axe minds', async () => {
    const { client, console } = await withFiles();
    for (const { page } of [client, console]) {
      await expect.poll(() => page.locator('.picture img').evaluateAll((images) => images.every((image) => (image as HTMLImageElement).naturalWidth > 0)), WAIT).toBe(true);
      await expect.poll(() => page.locator('audio').evaluate((audio) => (audio as HTMLAudioElement).duration), WAIT).toBe(1);
      await page.getByRole('link', { name: 'Скачать файл счёт.pdf' }).waitFor();
      expect(await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)).toBe(0);
      expect(await page.locator('article .bubble').evaluateAll((bubbles) => bubbles.filter((bubble) => bubble.scrollWidth > bubble.clientWidth).length)).toBe(0);
      expect(await seriousFlaws(page)).toEqual([]);
    }
    const [download] = await Promise.all([console.page.waitForEvent('download'), console.page.getByRole('link', { name: 'Скачать файл данные.csv' }).click()]);
    expect(download.suggestedFilename()).toBe('данные.csv');
  });

  it('opens a picture large, goes on by keys, enlarges it, and gives the focus back', async () => {
    const { console } = await withFiles();
    const { page } = console;
    await page.getByRole('button', { name: 'Открыть изображение «первая.png»' }).click();
    const viewer = page.getByRole('dialog', { name: 'Просмотр изображений' });
    await viewer.getByRole('img', { name: 'первая.png' }).waitFor();
    await viewer.getByText('1 из 2').waitFor();
    await page.keyboard.press('ArrowRight');
    await viewer.getByRole('img', { name: 'вторая.png' }).waitFor();
    await page.keyboard.press('+');
    await expect.poll(() => viewer.getByRole('img').getAttribute('style'), WAIT).toContain('scale(1.4)');
    await page.keyboard.press('ArrowLeft');
    await expect.poll(() => viewer.getByRole('img', { name: 'первая.png' }).getAttribute('style'), WAIT).toContain('scale(1)');
    expect(await seriousFlaws(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await viewer.waitFor({ state: 'detached' });
    await expect.poll(() => page.evaluate(() => document.activeElement?.getAttribute('aria-label')), WAIT).toBe('Открыть изображение «первая.png»');
  });

  it('asks for a new address when the old one has ended', async () => {
    const { console } = await withFiles();
    const { page } = console;
    let refused = 0;
    await page.route('**/thumbnail?*', (route) => {
      refused += 1;
      return refused <= 2 ? route.fulfill({ status: 404, body: '' }) : route.continue();
    });
    await page.reload();
    await expect.poll(() => page.locator('.picture img').evaluateAll((images) => images.length === 2 && images.every((image) => (image as HTMLImageElement).naturalWidth > 0)), WAIT).toBe(true);
    expect(refused).toBeGreaterThan(2);
  });
});
