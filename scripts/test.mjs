// Everything that must hold: types, lint, static checks, build, and all tests. The last line says `N passed, N failed`.
import { mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { countTests } from './test/count.mjs';
import { run, stopOnSignals } from './test/run.mjs';

const root = resolve(import.meta.dirname, '..');
const MINUTE = 60_000;
const TESTS_MINUTES = 20;
const bin = (name) => join(root, 'node_modules', name);
const checks = readdirSync(join(root, 'scripts/checks')).filter((file) => file !== 'read.mjs');

const types = (part) => [`types of ${part}`, bin('typescript/bin/tsc'), '-p', `tsconfig.${part}.json`];
/** Before the tests, which need what is built. */
const first = [['build', 'scripts/build.mjs'], types('node'), ...checks.map((file) => [`check ${file.replace('.mjs', '').replaceAll('_', ' ')}`, `scripts/checks/${file}`])];
/** Beside the tests: they wait for pages and sockets, and leave a quarter of the cores. */
const beside = [['lint', bin('eslint/bin/eslint.js'), '.', '--max-warnings', '0'], types('web'), types('tests')];

stopOnSignals();

let passed = 0;
let failed = 0;

async function pass(gates, isPatient) {
  for (let gate = gates.shift(); gate !== undefined; gate = gates.shift()) {
    const [name, ...args] = gate;
    const started = performance.now();
    // Whoever is patient may get the cores only after the tests.
    const { code, output } = await run(process.execPath, args, { cwd: root, limitMs: (isPatient ? 12 + TESTS_MINUTES : 12) * MINUTE, isPatient });
    console.log(`${code === 0 ? 'ok    ' : 'FAILED'} ${name} (${((performance.now() - started) / 1000).toFixed(1)} s)`);
    if (output.trim() !== '' && (code !== 0 || name === 'build')) console.log(output.trimEnd().replace(/^/gm, '       '));
    if (code === 0) passed += 1;
    else failed += 1;
  }
}
// Chromium is found or installed once, before the tests' workers ask for it; an installation waits for the net while the gates use the cores.
const [chromium] = await Promise.all([run(process.execPath, ['scripts/chromium.mjs'], { cwd: root, limitMs: 12 * MINUTE, isLive: true }), pass(first, false), pass(first, false)]);
if (chromium.code !== 0) failed += 1;

const report = join(root, '.build/vitest.json');
mkdirSync(join(root, '.build'), { recursive: true });
rmSync(report, { force: true });
const [tests] = await Promise.all([
  run(process.execPath, [bin('vitest/vitest.mjs'), 'run', '--reporter=default', '--reporter=json', `--outputFile.json=${report}`, ...process.argv.slice(2)], { cwd: root, limitMs: TESTS_MINUTES * MINUTE, isLive: true }),
  pass(beside, true),
]);
const counted = countTests(report, tests.code);
passed += counted.passed;
failed += counted.failed;

for (const { name, file, error } of counted.repeated) console.log(`passed only when tried again: ${file}: ${name}\n       ${error}`);
if (counted.skipped > 0) console.log(`${counted.skipped} tests were skipped.`);
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed > 0 || counted.passed === 0 ? 1 : 0;
