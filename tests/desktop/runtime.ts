import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { doubleRuntime } from './double_runtime';
import type { DesktopRuntime } from './driver';
import { electronRuntime } from './electron_runtime';

const root = join(import.meta.dirname, '../..');
const hasElectron = existsSync(join(root, 'node_modules/electron/dist'));
let isSaid = false;

/** Real Electron where its binary is to be had, the double elsewhere; says once which one it is. */
export function desktopRuntime(): DesktopRuntime {
  const runtime = hasElectron ? electronRuntime : doubleRuntime;
  if (!isSaid) console.info(`Desktop runtime: ${runtime.name === 'electron' ? 'real Electron' : 'the double (no Electron binary here)'}`);
  isSaid = true;
  return runtime;
}
