// npm run faults:figures: puts the figures of the last npm run test:faults, out of test-results/faults, into docs/reliability.md.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { renderFigures } from './test/faults_report.mjs';

const root = resolve(import.meta.dirname, '..');
const folder = join(root, 'test-results/faults');
const page = join(root, 'docs/reliability.md');
const BEGIN = '<!-- figures of npm run test:faults, put here by npm run faults:figures -->';
const END = '<!-- end of the figures -->';

const about = JSON.parse(readFileSync(join(folder, 'run.json'), 'utf8'));
const results = readdirSync(folder).filter((name) => name.endsWith('.json') && name !== 'run.json').map((name) => JSON.parse(readFileSync(join(folder, name), 'utf8')));
const text = readFileSync(page, 'utf8');
const [before, rest] = text.split(BEGIN);
const after = rest?.split(END)[1];
if (after === undefined) throw new Error('docs/reliability.md has no place for the figures');
writeFileSync(page, `${before}${BEGIN}\n${renderFigures(results, about)}\n${END}${after}`);
console.log(`${results.length} scenarios are in docs/reliability.md${about.isWhole ? '' : '; NOT everything held'}.`);
