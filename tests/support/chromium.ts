import { execFileSync } from 'node:child_process';
import { resolve } from 'node:path';
import { chromium, type Browser } from 'playwright-core';

/** What Playwright switches off itself: of two such lists the browser takes the last one alone. */
const PLAYWRIGHTS = [
  ...['AvoidUnnecessaryBeforeUnloadCheckSync', 'DestroyProfileOnBrowserClose', 'HttpsUpgrades', 'HttpsFirstBalancedModeAutoEnable', 'LensOverlay', 'MediaRouter', 'PaintHolding'],
  ...['ThirdPartyStoragePartitioning', 'AvoidCorsURLLoaderRestartOnRedirect', 'TcpPortRandomizationWin', 'OptimizationHints', 'NetworkTimeServiceQuerying', 'AimEnabled', 'PreconnectToSearch'],
];

/** A process kept ready for the next page: half of a test's pages' processes were started for nothing. Who measures how fast a page comes leaves it on. */
const SPARE_PROCESS = 'SpareRendererForSitePerProcess';

const FLAGS = ['--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'];

let found: string | undefined;

/** The path of the Chromium for the tests; installs one on a system without. */
export function chromiumPath(): string {
  found ??= execFileSync(process.execPath, [resolve(import.meta.dirname, '../../scripts/chromium.mjs')], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] }).trim();
  return found;
}

/** How the tests start Chromium, for those that start it themselves. Without its sandbox, which containers cannot give it. */
export const chromiumOptions = (): { executablePath: string; headless: true; chromiumSandbox: false; args: string[]; env: Record<string, string> } => ({
  executablePath: chromiumPath(),
  headless: true,
  chromiumSandbox: false,
  args: FLAGS,
  // Without a locale it can give no file a name of more than ASCII, and calls it "download".
  env: { ...(process.env as Record<string, string>), LC_ALL: 'C.UTF-8' },
});

/** A headless Chromium; the test that launched it closes it. */
export async function launchChromium(): Promise<Browser> {
  const options = chromiumOptions();
  return chromium.launch({ ...options, args: [...options.args, `--disable-features=${[...PLAYWRIGHTS, SPARE_PROCESS].join(',')}`] });
}
