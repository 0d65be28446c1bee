import { afterEach, beforeAll, expect, test } from 'vitest';
import { temporaryFolder } from '../support/folder';
import { bareProgram } from './bare_program';
import { call } from './bridge';
import type { DesktopDriver } from './driver';
import { desktopRuntime } from './runtime';

const runtime = desktopRuntime();
let program: string;
let driver: DesktopDriver;

beforeAll(() => {
  program = bareProgram();
});

afterEach(() => driver?.kill());

test('the page is served by the scheme and sees the frozen bridge', async () => {
  driver = await runtime.launch({ folder: temporaryFolder('user'), program });
  const page = await driver.page();
  expect(await page.evaluate(() => document.title)).toBe('Bare page');
  const state = await call(page, 'getState');
  console.log(JSON.stringify(state), JSON.stringify(await driver.surface(), null, 1), driver.output());
});
