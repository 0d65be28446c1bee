import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { TestServer } from '../support/server';
import { makeOrder } from '../support/console_page';
import type { Person } from '../support/people';
import { seriousFlaws } from '../support/axe';
import { bareProgram } from './bare_program';
import { call, callRaw, heard } from './bridge';
import { signInDesktop, startDesktopServer } from './desk';
import type { DesktopDriver, LaunchOptions } from './driver';
import { desktopRuntime } from './runtime';
import { userFolder } from './user_folder';

const runtime = desktopRuntime();
const running: DesktopDriver[] = [];

async function launch(options: Partial<LaunchOptions> = {}): Promise<DesktopDriver> {
  const driver = await runtime.launch({ folder: userFolder(), ...options });
  running.push(driver);
  return driver;
}

afterEach(() => Promise.all(running.splice(0).map((driver) => driver.kill())));

describe.runIf(runtime.playsMachines)('around the console', () => {
  let program: string;
  beforeAll(() => {
    program = bareProgram();
  });

  test('the key for the whole system shows the hidden window; one that is taken is reported', async () => {
    const driver = await launch({ program, machine: { taken_keys: ['Alt+Space'] } });
    const page = await driver.page();
    await call(page, 'setSettings', { show_key: 'Alt+Space' });
    expect(await call(page, 'getShell')).toMatchObject({ show_key: 'taken' });
    await call(page, 'setSettings', { show_key: 'CommandOrControl+Shift+O' });
    await expect.poll(() => heard(page, 'shellChanged')).toContainEqual(expect.objectContaining({ show_key: 'ready' }));
    await driver.poke({ do: 'close_window' });
    await expect.poll(async () => (await driver.surface()).windows[0]?.visible).toBe(false);
    await driver.poke({ do: 'press_global_key', key: 'CommandOrControl+Shift+O' });
    await expect.poll(async () => (await driver.surface()).windows[0]).toMatchObject({ visible: true, focused: true });
    await call(page, 'setSettings', { show_key: null });
    expect((await driver.surface()).global_keys).toEqual([]);
    expect(await callRaw(page, 'setSettings', { show_key: 'O' })).toMatchObject({ rejected: expect.any(String) });
  });

  test.each([['linux'], ['win32']] as const)('starts hidden with the system when that is wanted (%s)', async (platform) => {
    const folder = userFolder();
    const driver = await launch({ program, folder, machine: { platform } });
    const page = await driver.page();
    const entry = join(folder, '.config/autostart/com.orderline.console.desktop');
    await call(page, 'setSettings', { autostart: true });
    expect(await call(page, 'getShell')).toMatchObject({ autostart: 'on' });
    if (platform === 'linux') expect(readFileSync(entry, 'utf8')).toMatch(/^Exec=.*"--hidden"$/m);
    else expect((await driver.surface()).login_item).toMatchObject({ open: true, args: expect.arrayContaining(['--hidden']) });
    await call(page, 'setSettings', { autostart: false });
    if (platform === 'linux') expect(existsSync(entry)).toBe(false);
    else expect((await driver.surface()).login_item).toMatchObject({ open: false });
  });

  test('spelling follows the setting, and the menu under the right button corrects and learns', async () => {
    const driver = await launch({ program });
    const page = await driver.page();
    expect((await driver.surface()).spelling).toEqual(['ru', 'en-US']);
    await driver.poke({ do: 'right_click', word: 'teh', suggestions: ['the'] });
    expect((await driver.surface()).popup?.map(({ label }) => label).slice(0, 3)).toEqual(['the', '', 'Add to the dictionary']);
    await driver.poke({ do: 'click_popup', key: 'Add to the dictionary' });
    expect((await driver.surface()).learned).toEqual(['teh']);
    await call(page, 'setSettings', { spelling: [] });
    expect((await driver.surface()).spelling).toEqual([]);
  });

  test('zoom is changed by key, kept, and there again at the next start', async () => {
    const folder = userFolder();
    const driver = await launch({ program, folder });
    const page = await driver.page();
    for (let turn = 0; turn < 2; turn += 1) await driver.poke({ do: 'press_in_page', key: '=', code: 'Equal' });
    await expect.poll(() => heard(page, 'settingsChanged')).toContainEqual(expect.objectContaining({ zoom: 1.2 }));
    await expect.poll(async () => (await driver.surface()).windows[0]?.zoom).toBe(1.2);
    await call(page, 'setSettings', { popout_zoom: 0.8 });
    await driver.quit();
    const again = await launch({ program, folder });
    expect((await call(await again.page(), 'getState')) as { settings: unknown }).toMatchObject({ settings: { zoom: 1.2, popout_zoom: 0.8 } });
    await expect.poll(async () => (await again.surface()).windows[0]?.zoom).toBe(1.2);
  });

  test('only files of the server are saved, under free and harmless names; crashes are reported to nobody', async () => {
    const folder = userFolder();
    const server = await startDesktopServer();
    const driver = await launch({ program, folder, flags: [`--server=${server.url}`] });
    const page = await driver.page();
    expect((await driver.surface()).sends_crashes).toBe(false);
    const take = (url: string, name: string) => driver.poke({ do: 'download', url, name, total: 100 });
    expect(await take('https://evil.example/api/chat/files/1', 'a.exe')).toBe(false);
    expect(await take(`${server.url}/api/users/me`, 'a.txt')).toBe(false);
    expect(await take(`${server.url}/api/chat/files/1/content?s=x`, '../../отчёт.pdf')).toBe(true);
    await driver.poke({ do: 'download_progress', index: 0, received: 40 });
    const shown = async () => ((await call(page, 'getShell')) as { downloads: { id: number; name: string; received: number; state: string }[] }).downloads;
    expect(await shown()).toMatchObject([{ name: '_.._отчёт.pdf', received: 40, state: 'running' }]);
    await driver.poke({ do: 'download_end', index: 0, state: 'completed' });
    const [saved] = await shown();
    expect(saved).toMatchObject({ received: 100, state: 'done' });
    expect(JSON.stringify(await shown())).not.toContain(folder);
    await call(page, 'showDownload', { id: saved!.id });
    expect((await driver.surface()).shown_files).toEqual([join(folder, 'downloads/_.._отчёт.pdf')]);
    expect(await take(`${server.url}/api/chat/files/2/content`, 'b.txt')).toBe(true);
    await call(page, 'cancelDownload', { id: saved!.id + 1 });
    await expect.poll(async () => (await shown())[0]).toMatchObject({ name: 'b.txt', state: 'cancelled' });
    await call(page, 'clearDownloads');
    expect(await shown()).toEqual([]);
    await server.close();
  });

  test('the self-check names server, clock and system, and no secret', async () => {
    const server = await startDesktopServer();
    const driver = await launch({ program, flags: [`--server=${server.url}`], machine: { secrets: 'unavailable', notifications: 'unsupported', tray: 'no_host' } });
    const page = await driver.page();
    const look = async () => (await call(page, 'diagnose')) as { checks: { name: string; state: string }[]; versions: Record<string, string> };
    const found = await look();
    // Asked again if need be: a server that answers slowly, as on a busy machine, is doubtful.
    await expect.poll(async () => Object.fromEntries((await look()).checks.map(({ name, state }) => [name, state]))).toMatchObject({ server: 'good', clock: 'good', secrets: 'doubtful', notifications: 'bad', tray: 'doubtful', storage: 'good', update: 'unknown' });
    expect(found.versions.orderline).toMatch(/^\d+\.\d+/);
    await server.close();
  });
});

describe('in the console', () => {
  let server: TestServer;
  let expert: Person;
  beforeAll(async () => {
    server = await startDesktopServer();
    expert = await server.people.makeUser('expert');
  });
  afterAll(() => server.close());

  test('a link to an order opens its chat, and the settings show the program, its files and the self-check', async () => {
    const made = await makeOrder(server, expert, 'Ремонт', undefined, 'Здравствуйте!');
    const folder = userFolder();
    const driver = await launch({ folder, flags: [`orderline://order/${made.order}`], machine: { locale: 'ru-RU' } });
    const desk = await signInDesktop(driver, server.url, expert.account.email);
    await desk.field(made.order).waitFor();
    // One that is not in the list is made by whoever wants it: the dialog has its number already.
    await launch({ folder, flags: ['orderline://order/987654'], machine: { locale: 'ru-RU' } });
    const number = desk.page.getByRole('dialog').getByRole('textbox');
    await expect.poll(() => number.inputValue(), { timeout: 30_000 }).toBe('987654');
    await number.press('Enter');
    await desk.page.getByRole('alert').getByText('987654').waitFor();
    // What was wrong with one number is not said of the next.
    await launch({ folder, flags: ['orderline://order/987655'], machine: { locale: 'ru-RU' } });
    await expect.poll(() => number.inputValue(), { timeout: 30_000 }).toBe('987655');
    await expect.poll(() => desk.page.getByRole('alert').getByText('987654').count()).toBe(0);
    await number.press('Escape');
    await number.waitFor({ state: 'detached' });
    await desk.page.keyboard.press('Control+,');
    const dialog = desk.page.getByRole('dialog');
    await dialog.getByRole('navigation').getByRole('button', { name: 'Самопроверка' }).click();
    await dialog.getByRole('button', { name: 'Проверить', exact: true }).last().click();
    await dialog.getByText('Сервер: ').waitFor();
    await dialog.getByRole('button', { name: 'Скопировать отчёт' }).click();
    await dialog.getByText('Отчёт скопирован').waitFor();
    if (runtime.playsMachines) {
      const { clipboard } = await driver.surface();
      expect(clipboard).toContain('Orderline self-check');
      expect(clipboard).not.toContain(expert.account.email);
    }
    expect(await seriousFlaws(desk.page)).toEqual([]);
  });
});
