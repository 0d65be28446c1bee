// node scripts/bench.mjs [part]: builds the product and the benchmark, then runs it, or only the named part of it.
import { spawnSync } from 'node:child_process';
import { resolve } from 'node:path';
import { build } from './build.mjs';

const root = resolve(import.meta.dirname, '..');
await build();
const vite = await import('vite');
await vite.build({ configFile: resolve(root, 'vite.config.ts'), mode: 'bench', logLevel: 'warn' });
process.exitCode = spawnSync(process.execPath, ['dist/bench/index.js', ...process.argv.slice(2)], { cwd: root, stdio: 'inherit' }).status ?? 1;
