import { afterAll, beforeAll, expect, it } from 'vitest';
import { keep } from '../faults/keep';
import { play } from '../faults/scene';
import { startGround, type Ground } from '../faults/stage/stage';
import { older } from './older';
import { upgrade } from './scenario';

let ground: Ground;
beforeAll(async () => {
  ground = await startGround();
}, 120_000);
afterAll(() => ground.remove());

const scenario = upgrade(older.ref);

it(scenario.says, async () => {
  const result = await play(scenario, ground, { size: 'long', seed: Number(process.env.FAULTS_SEED ?? '1') });
  keep('upgrade', result);
  expect({ violations: result.violations.slice(0, 10), doubts: result.doubts }).toEqual({ violations: [], doubts: [] });
});
