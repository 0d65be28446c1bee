import { afterAll, beforeAll, expect, it } from 'vitest';
import { buildServer } from '../support/program';
import { keep } from './keep';
import { notPlayed, play, type Result, type Scenario, type Size } from './scene';
import { halves } from './scenarios/all';
import { Impossible } from './stage/impossible';
import { startGround, type Ground } from './stage/stage';

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

  if (scenarios.length === 0) it('has nothing of what was asked for', () => expect(only).not.toEqual([]));
  for (const scenario of scenarios) {
    it(`${scenario.name}: ${scenario.says}`, async () => {
      const result = await playOrSay(scenario);
      keep('faults', result);
      expect({ violations: result.violations.slice(0, 10), doubts: result.doubts }).toEqual({ violations: [], doubts: [] });
    }, SCENARIO_MS[size]);
  }

  /** What this machine does not allow is said, and proves nothing. */
  async function playOrSay(scenario: Scenario): Promise<Result> {
    let own: Ground | undefined;
    try {
      own = await scenario.ground?.();
      return await play(scenario, own ?? ground, { size, seed });
    } catch (error) {
      if (!(error instanceof Impossible)) throw error;
      console.warn(`${scenario.name} is not possible here: ${error.message}`);
      return notPlayed(scenario, seed, error.message);
    } finally {
      await own?.remove();
    }
  }
}
