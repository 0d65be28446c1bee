import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ShellState } from '../../protocol/desktop_shell';
import { bareProgram } from './bare_program';
import { call, heard } from './bridge';
import type { DesktopDriver } from './driver';
import { desktopRuntime } from './runtime';
import { startUpdateFeed, type UpdateFeed } from './update_feed';
import { userFolder } from './user_folder';

/*
 * The shipped program with the real electron-updater in it, installed as an AppImage of version 1.0.0, in front of a real feed. What only a packed program does (replacing a
 * mounted AppImage, installers of Windows and macOS, their signatures) is not played here. The tests go on where the one before has ended, so none of them can be tried twice.
 */

const runtime = desktopRuntime();

describe.runIf(runtime.playsMachines)('an update', () => {
  let feed: UpdateFeed;
  let folder: string;
  let installed: string;
  let mark: string;
  let program: string;
  let driver: DesktopDriver;
  let page: Page;

  beforeAll(async () => {
    folder = userFolder();
    [installed, mark] = [join(folder, 'Orderline.AppImage'), join(folder, 'started.txt')];
    feed = await startUpdateFeed(userFolder('feed'), mark, ['0.9.0', '1.0.0', '1.1.0']);
    writeFileSync(join(folder, 'app-update.yml'), `provider: generic\nurl: ${feed.url}\nupdaterCacheDirName: orderline-updater\n`);
    program = bareProgram();
  });
  afterAll(async () => {
    await driver.kill();
    await feed.close();
  });

  async function start(version: string): Promise<void> {
    writeFileSync(join(program, 'package.json'), JSON.stringify({ name: 'orderline', version, type: 'module', main: 'dist/main/index.js' }));
    driver = await runtime.launch({ folder, program, machine: { resources: folder, platform: 'linux' }, environment: { APPIMAGE: installed, XDG_CACHE_HOME: join(folder, 'cache'), XDG_CONFIG_HOME: join(folder, 'config') } });
    page = await driver.page();
  }
  const update = async () => ((await call(page, 'getShell')) as ShellState).update;
  const check = async () => {
    await call(page, 'checkForUpdates');
    return update();
  };
  const goOn = async () => {
    await call(page, 'goOnWithUpdate');
    return update();
  };
  const offered = async () => (await driver.surface()).tray?.menu.at(-2)?.label;
  const install = (version: string) => writeFileSync(installed, feed.fileOf(version).bytes, { mode: 0o755 });

  test('that cannot be had says so, leaves the program as it is, and offers the file', async () => {
    install('1.0.0');
    await start('1.0.0');
    expect(await update()).toMatchObject({ name: 'idle' });
    expect(await check()).toMatchObject({ name: 'failed', version: null, detail: expect.stringContaining('503') });
    for (const version of ['1.0.0', '0.9.0']) {
      feed.offer = { version, delivery: 'whole' };
      expect([version, await check()]).toMatchObject([version, { name: 'idle', version: null }]);
    }
    for (const [offer, detail] of [
      [{ version: '1.1.0', delivery: 'whole', isBroken: true }, 'sha512 checksum mismatch'],
      [{ version: '1.1.0', delivery: 'half' }, 'aborted'],
    ] as const) {
      feed.offer = offer;
      expect(await check()).toMatchObject({ name: 'available', version: '1.1.0' });
      expect(await goOn()).toMatchObject({ name: 'failed', version: '1.1.0', detail: expect.stringContaining(detail) });
    }
    // By itself it loads nothing more: the next step is the file.
    expect([feed.loads, await goOn()]).toMatchObject([2, { name: 'failed' }]);
    expect([feed.loads, (await driver.surface()).opened]).toEqual([2, [`${feed.url}${feed.fileOf('1.1.0').name}`]]);
    expect(readFileSync(installed).equals(feed.fileOf('1.0.0').bytes)).toBe(true);
  });

  test('is found, loaded with its progress, checked, and installed by the restart, after which the new program starts', async () => {
    feed.offer = { version: '1.1.0', delivery: 'slow' };
    expect(await check()).toMatchObject({ name: 'available', version: '1.1.0' });
    expect(await offered()).toBe('Load version 1.1.0');
    const loaded = goOn();
    const percents = async () => ((await heard(page, 'shellChanged')) as ShellState[]).flatMap(({ update: { name, percent } }) => (name === 'loading' ? [percent] : []));
    await expect.poll(async () => (await percents()).some((percent) => percent > 0 && percent < 100)).toBe(true);
    feed.hurry();
    expect(await loaded).toMatchObject({ name: 'ready', version: '1.1.0', percent: 100 });
    expect(existsSync(mark)).toBe(false);
    await driver.poke({ do: 'click_menu', label: 'Restart and install 1.1.0' }).catch(() => undefined);
    expect(await driver.ended()).toBe(0);
    expect(readFileSync(installed).equals(feed.fileOf('1.1.0').bytes)).toBe(true);
    await expect.poll(() => existsSync(mark) && readFileSync(mark, 'utf8')).toBe('1.1.0 started to stay\n');
  });

  test('whose installation came to nothing is known as such; loaded again, it is installed when the user ends the program', async () => {
    install('1.0.0');
    rmSync(mark);
    await start('1.0.0');
    expect(await update()).toMatchObject({ name: 'failed', version: '1.1.0', detail: 'The installation did not take place.' });
    feed.offer = { version: '1.1.0', delivery: 'whole' };
    expect(await check()).toMatchObject({ name: 'available' });
    expect(await goOn()).toMatchObject({ name: 'ready' });
    await driver.quit();
    expect(readFileSync(installed).equals(feed.fileOf('1.1.0').bytes)).toBe(true);
    expect(readFileSync(mark, 'utf8')).toBe('1.1.0 started true\n');
    await start('1.1.0');
    expect(await check()).toMatchObject({ name: 'idle', version: null });
  });
});
