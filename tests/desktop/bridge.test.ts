import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { calls } from '../../protocol/desktop';
import { userFolder } from './user_folder';
import { bareProgram } from './bare_program';
import { call, callRaw, heard, violations } from './bridge';
import type { DesktopDriver } from './driver';
import { desktopRuntime } from './runtime';

/* One program for all of it. Which server it speaks to is chosen once, so that test cannot be tried twice. */

let driver: DesktopDriver;
let page: Page;
let server: Server;
let url: string;

beforeAll(async () => {
  server = createServer((_request, response) => {
    response.writeHead(200, { 'content-type': 'application/json', 'access-control-allow-origin': '*' });
    response.end(JSON.stringify({ name: 'orderline', version: '1', status: 'ok' }));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  driver = await desktopRuntime().launch({ folder: userFolder(), program: bareProgram() });
  page = await driver.page();
});

afterAll(async () => {
  await driver?.kill();
  server.closeAllConnections();
  server.close();
});

test('one window stands, with every safe preference written out', async () => {
  const { windows } = await driver.surface();
  expect(windows).toHaveLength(1);
  expect(windows[0]).toMatchObject({ url: 'app://orderline/console/index.html', title: 'Orderline' });
  expect(windows[0]?.preferences).toMatchObject({
    contextIsolation: true,
    sandbox: true,
    webSecurity: true,
    nodeIntegration: false,
    nodeIntegrationInWorker: false,
    nodeIntegrationInSubFrames: false,
    webviewTag: false,
    allowRunningInsecureContent: false,
    experimentalFeatures: false,
    plugins: false,
  });
});

test('the bridge has exactly the calls of the contract, and is frozen', async () => {
  const shape = await page.evaluate(() => {
    const { desktop } = window as unknown as { desktop: Record<string, unknown> };
    try {
      Object.assign(window, { desktop: {} });
    } catch {
      // A page in strict mode is told so.
    }
    return { keys: Object.keys(desktop), isFrozen: Object.isFrozen(desktop), isSame: (window as unknown as { desktop: unknown }).desktop === desktop };
  });
  expect(shape).toEqual({ keys: [...Object.keys(calls), 'on'], isFrozen: true, isSame: true });
});

test('nothing of Node is in the page', async () => {
  expect(await page.evaluate(() => ['require', 'process', 'module', 'Buffer', 'ipcRenderer', 'electron'].filter((name) => name in window))).toEqual([]);
});

test('a wrong payload is refused before it leaves the page, and by the main process', async () => {
  expect(await callRaw(page, 'setServer', { url: 5 })).toEqual({ rejected: 'bad_request' });
  expect(await callRaw(page, 'setServer', { url, extra: true })).toEqual({ rejected: 'bad_request' });
  expect(await callRaw(page, 'pauseAlerts', { minutes: -1 })).toEqual({ rejected: 'bad_request' });
  const own = 'app://orderline/console/index.html';
  expect(await driver.poke({ do: 'call_from', url: own, channel: 'orderline:call:getState', args: [] })).toEqual({ ok: false, code: 'forbidden' });
});

test('a call from anywhere else is refused', async () => {
  for (const from of ['https://evil.example/', 'app://orderline.evil/console/', 'about:blank', 'file:///console/index.html']) {
    expect(await driver.poke({ do: 'call_from', url: from, channel: 'orderline:call:getState', args: [] })).toEqual({ ok: false, code: 'forbidden' });
  }
});

test('an unknown channel is nobody’s', async () => {
  await expect(driver.poke({ do: 'call_from', url: 'app://orderline/', channel: 'orderline:call:readFile', args: [] })).rejects.toThrow('No handler registered');
});

test('the page reaches nothing until a server is chosen, and then that one only', async () => {
  const reach = (address: string) => page.evaluate((to) => fetch(to).then((answer) => answer.ok, () => false), address);
  expect(await reach(`${url}/healthz`)).toBe(false);
  await expect.poll(() => violations(page)).toEqual([`connect-src ${url}/healthz`]);
  await call(page, 'alert', { kind: 'message', room: 1, order: 1, seq: 1, title: 'Of no server', body: '', in_view: false });
  // The page that asks is loaded anew under the new policy, and what was shown of the old one is gone.
  await Promise.all([page.waitForNavigation(), callRaw(page, 'setServer', { url }).catch(() => undefined)]);
  await expect.poll(() => reach(`${url}/healthz`)).toBe(true);
  await expect.poll(async () => (await driver.surface()).notifications.map(({ state }) => state)).toEqual(['closed']);
  expect(await reach(url.replace('127.0.0.1', 'localhost'))).toBe(false);
  expect(await call(page, 'getState')).toMatchObject({ server: url, may_resume: false });
});

test('inline script and foreign images stay out', async () => {
  const ran = await page.evaluate(() => {
    const script = document.createElement('script');
    script.textContent = 'window.ran = true';
    document.body.append(script);
    return 'ran' in window;
  });
  expect(ran).toBe(false);
});

test('the page cannot be led away', async () => {
  await page.evaluate(() => void (location.href = 'https://evil.example/'));
  await expect.poll(() => driver.output()).toContain('Denied a navigation');
  // Chromium refuses this one by itself, and says so.
  await Promise.all([page.waitForEvent('console', { predicate: (line) => line.text().includes('data:') }), page.evaluate(() => void (location.href = 'data:text/html,<h1>evil</h1>'))]);
  expect(await page.evaluate(() => document.title)).toBe('Bare page');
  expect((await driver.surface()).windows[0]?.url).toBe('app://orderline/console/index.html');
});

test('a new window is denied; its address goes to the system only when it is a harmless one', async () => {
  await page.evaluate(() => ['https://example.com/help', 'file:///etc/passwd', 'javascript:alert(1)', 'app://orderline/console/index.html'].map((to) => window.open(to)));
  expect(await call(page, 'openExternal', { url: 'mailto:help@orderline.test' })).toEqual({ opened: true });
  expect(await call(page, 'openExternal', { url: 'file:///etc/passwd' })).toEqual({ opened: false });
  const { opened, windows } = await driver.surface();
  expect(opened).toEqual(['https://example.com/help', 'mailto:help@orderline.test']);
  expect(windows).toHaveLength(1);
});

test('every permission is denied but the way to a server nearby, and that to our own page only', async () => {
  const ask = (permission: string, origin = 'app://orderline/') => driver.poke({ do: 'ask_permission', permission, origin });
  for (const permission of ['media', 'geolocation', 'notifications', 'clipboard-read', 'openExternal', 'hid', 'fileSystem', 'midi']) {
    expect([permission, await ask(permission)]).toEqual([permission, false]);
  }
  expect(await ask('local-network-access')).toBe(true);
  expect(await ask('local-network-access', 'https://evil.example/')).toBe(false);
});

test('settings are kept, told to the page, and only by their names', async () => {
  expect(await call(page, 'setSettings', { badge: 'owed_rooms', theme: 'dark' })).toMatchObject({ badge: 'owed_rooms', theme: 'dark', sound: true });
  await expect.poll(() => heard(page, 'settingsChanged')).toContainEqual(expect.objectContaining({ badge: 'owed_rooms', theme: 'dark' }));
  await expect.poll(() => page.evaluate(() => matchMedia('(prefers-color-scheme: dark)').matches)).toBe(true);
  expect(await callRaw(page, 'setSettings', { token: 'x' })).toEqual({ rejected: 'bad_request' });
});

test('waking up is told to the page', async () => {
  const before = (await heard(page, 'resumed')).length;
  await driver.poke({ do: 'resume' });
  await driver.poke({ do: 'unlock' });
  await expect.poll(async () => (await heard(page, 'resumed')).slice(before)).toEqual([{}, {}]);
});
