import { mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { buildServer } from '../support/program';
import { play, type Result, type Size } from './scene';
import { halves } from './scenarios/all';
import { startGround, type Ground } from './stage/stage';

const RESULTS = resolve(import.meta.dirname, '../../test-results/faults');
const SCENARIO_MS = { short: 60_000, long: 400_000 };

/** The tests of one half: a test for each scenario of the set that the environment asks for. What came of each is kept for the report. */
export function playHalf(number: number): void {
  const size: Size = process.env.FAULTS_SET === 'long' ? 'long' : 'short';
  const seed = Number(process.env.FAULTS_SEED ?? '1');
  const only = (process.env.FAULTS_ONLY ?? '').split(',').filter(Boolean);
  const scenarios = halves[number - 1]!.filter(({ name, isLongOnly }) => (only.length === 0 ? size === 'long' || isLongOnly !== true : only.includes(name)));
  let ground: Ground;
  beforeAll(async () => {
    await buildServer();
    ground = await startGround();
  }, 120_000);
  afterAll(() => ground.remove());

  for (const scenario of scenarios) {
    it(`${scenario.name}: ${scenario.says}`, async () => {
      const result = await playOn(scenario.ground === undefined ? ground : await scenario.ground());
      keep(result);
      expect({ violations: result.violations.slice(0, 10), doubts: result.doubts }).toEqual({ violations: [], doubts: [] });
    }, SCENARIO_MS[size]);

    const playOn = async (own: Ground): Promise<Result> => {
      try {
        return await play(scenario, own, { size, seed });
      } finally {
        if (own !== ground) await own.remove();
      }
    };
  }
}

function keep(result: Result): void {
  mkdirSync(RESULTS, { recursive: true });
  writeFileSync(join(RESULTS, `${result.scenario.name}.json`), `${JSON.stringify(result, null, 2)}\n`);
}
