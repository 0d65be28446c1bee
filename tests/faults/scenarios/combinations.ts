import type { Scenario, Scene } from '../scene';
import { signalFamily } from '../stage/family';
import { awayFor } from './database';

/* Servers, PostgreSQL and Redis taken away at the same moment: every two of them and all three, each killed or stopped. */

type Party = 'servers' | 'PostgreSQL' | 'Redis';
type Blow = 'killed' | 'stopped';
type Struck = ReadonlyMap<Party, Blow>;

const PARTIES: readonly Party[] = ['Redis', 'PostgreSQL', 'servers'];
const AWAY_MS = 1_500;

/** Every way in which so many of them can be away. */
function everyCombination(parties: number): Struck[] {
  const standings = PARTIES.reduce<[Party, Blow][][]>((all, party) => all.flatMap((one) => [one, [...one, [party, 'killed']], [...one, [party, 'stopped']]]), [[]]);
  return standings.filter(({ length }) => length === parties).map((one) => new Map(one));
}

async function strike({ ground, stage }: Scene, party: Party, blow: Blow): Promise<void> {
  const redis = await ground.redis();
  if (party === 'Redis') return blow === 'killed' ? redis.kill() : redis.pause();
  if (party === 'PostgreSQL') return blow === 'killed' ? ground.postgres.kill() : signalFamily(ground.postgres.pid(), 'SIGSTOP');
  await Promise.all(stage.nodes.map((node) => (blow === 'killed' ? node.kill() : node.pause())));
}

async function heal({ ground, stage }: Scene, party: Party, blow: Blow): Promise<void> {
  const redis = await ground.redis();
  if (party === 'Redis') return blow === 'killed' ? redis.start() : redis.resume();
  if (party === 'PostgreSQL') return blow === 'killed' ? ground.start() : signalFamily(ground.postgres.pid(), 'SIGCONT');
  await Promise.all(stage.nodes.map((node) => (blow === 'killed' ? node.start() : node.resume())));
}

const struckTogether = (name: string, parties: number, says: string): Scenario => ({
  name,
  says,
  promises: [1, 2, 3, 4, 5, 7, 11],
  isLongOnly: true,
  stage: () => ({ rooms: 6, experts: 2, nodes: 2 }),
  thinkMs: 40,
  wanted: 200,
  async play(scene) {
    for (const struck of everyCombination(parties)) {
      const name = [...struck].map(([party, blow]) => `${party} ${blow}`).join(', ');
      const fault = scene.fault(`${name} with requests under way`);
      await scene.work(20);
      await scene.until('something is under way', () => scene.log.underWay() > 0);
      await Promise.all([...struck].map(([party, blow]) => strike(scene, party, blow)));
      if (scene.log.underWay() > 0) fault.see();
      try {
        // Without a database, or without servers, nothing is acknowledged: one of them is always away.
        await awayFor(scene, AWAY_MS);
      } finally {
        // Servers come last: they start on what is there.
        for (const party of PARTIES) if (struck.has(party)) await heal(scene, party, struck.get(party)!);
      }
      scene.healed();
      await scene.work(20);
    }
    for (const node of scene.stage.nodes) scene.must(!node.process().hasEnded(), `${node.name} has ended by itself`);
  },
});

export const pairsStruck = struckTogether('pairs_struck', 2, 'Of servers, PostgreSQL and Redis every two are killed with -9 or stopped (SIGSTOP) at the same moment, each in either way');
export const allStruck = struckTogether('all_struck', 3, 'Servers, PostgreSQL and Redis are killed with -9 or stopped (SIGSTOP) at the same moment, each in either way');
