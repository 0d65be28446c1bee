// npm run test:faults: plays the long set of tests/faults and writes a report into test-results/faults.
// FAULTS_SEED (1): which plan; FAULTS_ONLY: names of scenarios, comma separated; FAULTS_SET=short: the set of npm test; FAULTS_NODES (2): servers
// that act as one; FAULTS_WORKERS=2: both halves beside each other, which is quicker and spoils the figures.
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, loadavg } from 'node:os';
import { join, resolve } from 'node:path';
import { renderReport } from './test/faults_report.mjs';
import { run, stopOnSignals } from './test/run.mjs';

const root = resolve(import.meta.dirname, '..');
const folder = join(root, 'test-results/faults');
const env = { FAULTS_SET: 'long', FAULTS_SEED: '1', FAULTS_WORKERS: '1', ...process.env };

stopOnSignals();

rmSync(folder, { recursive: true, force: true });
mkdirSync(folder, { recursive: true });
const started = Date.now();
const load = loadavg()[0].toFixed(1);
// Unless told otherwise one after the other: what is measured of one is not disturbed by another.
const { code } = await run(process.execPath, [join(root, 'node_modules/vitest/vitest.mjs'), 'run', '--project', 'faults', '--maxWorkers', env.FAULTS_WORKERS], { cwd: root, env, limitMs: 60 * 60_000, isLive: true });
const results = readdirSync(folder).filter((name) => name.endsWith('.json')).map((name) => JSON.parse(readFileSync(join(folder, name), 'utf8')));
const about = { set: env.FAULTS_SET, seed: env.FAULTS_SEED, workers: env.FAULTS_WORKERS, seconds: Math.round((Date.now() - started) / 1000), cores: cpus().length, load, isWhole: code === 0 };
// For scripts/faults_figures.mjs.
writeFileSync(join(folder, 'run.json'), `${JSON.stringify(about, null, 2)}\n`);
const report = renderReport(results, about);
writeFileSync(join(folder, 'report.md'), report);
console.log(`\n${report}\nAlso in ${join('test-results/faults', 'report.md')}, with a file of figures for each scenario beside it.`);
process.exitCode = code;
