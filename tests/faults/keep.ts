import { mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Result } from './scene';

/** Keeps what came of a scenario in a folder of `test-results`, for whoever reports it. */
export function keep(folder: 'faults' | 'upgrade', result: Result): void {
  const results = resolve(import.meta.dirname, '../../test-results', folder);
  mkdirSync(results, { recursive: true });
  writeFileSync(join(results, `${result.scenario.name}.json`), `${JSON.stringify(result, null, 2)}\n`);
}
