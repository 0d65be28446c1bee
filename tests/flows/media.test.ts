import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { seriousFlaws } from '../support/axe';
import { openClientPage, openConsolePage, roomRow, type ChatPage } from '../support/chat_pages';
import { launchChromium } from '../support/chromium';
import { lockedPdfFile, pagedPdfFile, wavFile, webmFile, type GivenFile } from '../support/chosen_files';
import { startServer, type TestServer } from '../support/server';

/* Documents, sound and films, looked at and listened to where they stand, on both pages, which stay open from test to test. */

const WAIT = { timeout: 30_000, interval: 50 };
const shots = process.env.SHOTS;

let browser: Browser;
let server: TestServer;
let client: ChatPage;
let desk: ChatPage;

beforeAll(async () => {
  [browser, server] = await Promise.all([launchChromium(), startServer()]);
  const { expert, order } = await server.people.makeRoom();
  client = await openClientPage(browser, await server.people.invite(order), { width: 360, height: 740 });
  await client.page.getByLabel('Введите сообщение…').waitFor();
  const broken: GivenFile = { name: 'порван.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.7\nnothing of a document') };
  await send(pagedPdfFile('договор.pdf', 12), lockedPdfFile('тайна.pdf'), broken);
  await send(wavFile('голос.wav', 600), await webmFile(client.page, 'фильм.webm'));
  desk = await openConsolePage(browser, server.url, expert, { colorScheme: 'dark' });
  await roomRow(desk, order).click();
  await button(desk.page, 'договор.pdf').waitFor();
});

// A second try begins with pages on which nothing is open and nothing plays.
beforeEach(async ({ task }) => {
  if ((task.result?.retryCount ?? 0) === 0) return;
  for (const { page } of [client, desk]) {
    await page.unrouteAll({ behavior: 'ignoreErrors' });
    await page.reload();
    await button(page, 'договор.pdf').waitFor();
  }
});

afterAll(async () => {
  await browser.close();
  await server.close();
});

async function send(...files: GivenFile[]): Promise<void> {
  await client.page.locator('.composer input[data-source=attach_any]').setInputFiles(files);
  await client.page.locator('.file-chip[data-state=done]').nth(files.length - 1).waitFor();
  await client.write(`файлов: ${files.length}`);
  await client.bubble(`файлов: ${files.length}`).locator('.ticks[data-state=sent]').waitFor();
}

const button = (page: Page, name: string) => page.getByRole('button', { name: `Открыть ${name}` });
const viewer = (page: Page) => page.getByRole('dialog', { name: 'Просмотр документа' });
const pages = (): [string, () => Page][] => [
  ['the client page', () => client.page],
  ['the console', () => desk.page],
];

/** The pages that are drawn now, and how many dark points the first of them has. */
const drawn = (page: Page) => viewer(page).locator('.pdf-page:has(canvas)').evaluateAll((sheets) => sheets.map((sheet) => Number((sheet as HTMLElement).dataset.page)));
const ink = (page: Page, number: number) =>
  viewer(page)
    .locator(`[data-page="${number}"] canvas`)
    .evaluate((canvas) => {
      const { width, height } = canvas as HTMLCanvasElement;
      return (canvas as HTMLCanvasElement).getContext('2d')!.getImageData(0, 0, width, height).data.filter((value, at) => at % 4 === 0 && value < 100).length;
    });

describe.each(pages())('a document on %s', (name, at) => {
  it('is read page by page, larger and smaller, by keys, and only what is seen is drawn', async () => {
    const page = at();
    const [asked, complaints]: [string[], string[]] = [[], []];
    page.on('request', (request) => void asked.push(request.url()));
    page.on('console', (message) => void (message.type() === 'error' && complaints.push(message.text())));
    await button(page, 'договор.pdf').click();
    await viewer(page).getByText('Стр. 1 из 12').waitFor();
    await expect.poll(() => drawn(page), WAIT).toContain(1);
    await expect.poll(() => ink(page, 1), WAIT).toBeGreaterThan(1_000);
    expect(await drawn(page)).not.toContain(5);
    if (shots) await page.screenshot({ path: `${shots}/pdf-${name.replace(/\s/g, '-')}.png` });
    expect(await seriousFlaws(page)).toEqual([]);

    await page.keyboard.press('ArrowRight');
    await viewer(page).getByText('Стр. 2 из 12').waitFor();
    await page.keyboard.press('End');
    await viewer(page).getByText('Стр. 12 из 12').waitFor();
    await expect.poll(() => drawn(page), WAIT).toContain(12);
    await expect.poll(() => drawn(page), WAIT).not.toContain(1);
    const width = () => viewer(page).locator('[data-page="12"]').evaluate((sheet) => sheet.clientWidth);
    const before = await width();
    await page.keyboard.press('+');
    await expect.poll(width, WAIT).toBeGreaterThan(before * 1.2);
    await page.keyboard.press('0');
    await expect.poll(width, WAIT).toBe(before);
    await page.keyboard.press('Home');
    await viewer(page).getByText('Стр. 1 из 12').waitFor();

    // The page's link and script are drawn, not carried out.
    await viewer(page).locator('[data-page="1"]').click();
    expect(page.context().pages()).toHaveLength(1);
    expect(asked.filter((url) => !url.startsWith(server.url) && !url.startsWith('blob:'))).toEqual([]);
    expect(complaints).toEqual([]);

    const [download] = await Promise.all([page.waitForEvent('download'), viewer(page).getByRole('link', { name: 'Скачать «договор.pdf»' }).click()]);
    expect(download.suggestedFilename()).toBe('договор.pdf');
    for (let step = 0; step < 8; step += 1) {
      await page.keyboard.press('Tab');
      expect(await page.evaluate(() => document.activeElement === document.body || document.activeElement?.closest('dialog') !== null)).toBe(true);
    }
    await page.keyboard.press('Escape');
    await viewer(page).waitFor({ state: 'detached' });
    await expect.poll(() => page.evaluate(() => document.activeElement?.textContent), WAIT).toContain('договор.pdf');
  });

  it('that cannot be shown says why, and can be saved', async () => {
    const page = at();
    for (const [file, reason] of [['тайна.pdf', 'Документ защищён паролем'], ['порван.pdf', 'Документ повреждён']] as const) {
      await button(page, file).click();
      await viewer(page).getByText(reason).waitFor();
      await viewer(page).getByRole('link', { name: 'Скачать документ' }).waitFor();
      expect(await seriousFlaws(page)).toEqual([]);
      if (shots) await page.screenshot({ path: `${shots}/pdf-${file}-${name.replace(/\s/g, '-')}.png` });
      await viewer(page).getByRole('button', { name: 'Закрыть' }).click();
      await viewer(page).waitFor({ state: 'detached' });
    }
    await page.route('**/content?*', (route) => route.abort());
    await button(page, 'договор.pdf').click();
    await viewer(page).getByText('Документ не удалось загрузить').waitFor();
    await page.unroute('**/content?*');
    await viewer(page).getByRole('button', { name: 'Повторить' }).click();
    await viewer(page).getByText('Стр. 1 из 12').waitFor();
    await page.keyboard.press('Escape');
    await viewer(page).waitFor({ state: 'detached' });
  });
});

describe.each(pages())('sound and film on %s', (name, at) => {
  const seconds = (player: Locator) => player.evaluate((element) => (element as HTMLMediaElement).currentTime);

  it('play by key, and go to a place by asking for that part of the file', async () => {
    const page = at();
    const player = page.locator('audio');
    await expect.poll(() => player.evaluate((element) => (element as HTMLMediaElement).duration), WAIT).toBe(600);
    await player.focus();
    await page.keyboard.press('Space');
    await expect.poll(() => seconds(player), WAIT).toBeGreaterThan(0.3);
    await page.keyboard.press('Space');
    await expect.poll(() => player.evaluate((element) => (element as HTMLMediaElement).paused), WAIT).toBe(true);

    const part = page.waitForResponse((response) => /^bytes=[1-9]/.test(response.request().headers().range ?? ''));
    await player.evaluate((element) => {
      (element as HTMLMediaElement).currentTime = 590;
      return (element as HTMLMediaElement).play();
    });
    expect((await part).status()).toBe(206);
    await expect.poll(() => seconds(player), WAIT).toBeGreaterThan(590.2);
    await player.evaluate((element) => (element as HTMLMediaElement).pause());

    await page.getByRole('button', { name: 'Скорость: 1×' }).press('Enter');
    await page.getByRole('button', { name: 'Скорость: 1,5×' }).press('Enter');
    await page.getByRole('button', { name: 'Скорость: 2×' }).waitFor();
    expect(await player.evaluate((element) => (element as HTMLMediaElement).playbackRate)).toBe(2);

    const film = page.locator('video');
    await film.focus();
    await page.keyboard.press('Space');
    await expect.poll(() => seconds(film), WAIT).toBeGreaterThan(0.3);
    expect(await film.evaluate((element) => (element as HTMLVideoElement).videoWidth)).toBe(160);
    expect(await seriousFlaws(page)).toEqual([]);
    if (shots) await page.screenshot({ path: `${shots}/players-${name.replace(/\s/g, '-')}.png` });
  });
});
