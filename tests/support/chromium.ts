import { execFileSync } from 'node:child_process';
import { resolve } from 'node:path';
import { chromium, type Browser } from 'playwright-core';

const FLAGS = ['--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'];

let found: string | undefined;

/** The path of the Chromium for the tests; installs one on a system without. */
export function chromiumPath(): string {
  found ??= execFileSync(process.execPath, [resolve(import.meta.dirname, '../../scripts/chromium.mjs')], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] }).trim();
  return found;
}

/** How the tests start Chromium, for those that start it themselves. Without its sandbox, which containers cannot give it. */
export const chromiumOptions = (): { executablePath: string; headless: true; chromiumSandbox: false; args: string[] } => ({ executablePath: chromiumPath(), headless: true, chromiumSandbox: false, args: FLAGS });

/** A headless Chromium; the test that launched it closes it. */
export const launchChromium = (): Promise<Browser> => chromium.launch(chromiumOptions());
