import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { Scenario, Scene } from '../faults/scene';
import { newerMigrate, newerServer, olderServer } from './older';
import { walkThrough } from './house';

type Version = 'the older version' | 'the newer version';
const programs: Record<Version, string> = { 'the older version': olderServer, 'the newer version': newerServer };

/** Work of the load between two steps, in acknowledged operations. */
const WORK = 120;

/** What reports read of packed messages, and what it was packed of: whichever version has counted, both say the same. */
const PACKED = `
  SELECT (SELECT coalesce(sum(messages), 0) FROM report_messages)::int AS counted,
         (SELECT coalesce(sum((get_byte(counts, n * 4) << 24) + (get_byte(counts, n * 4 + 1) << 16) + (get_byte(counts, n * 4 + 2) << 8) + get_byte(counts, n * 4 + 3)), 0)
            FROM report_message_days, generate_series(0, length(counts) / 4 - 1) n)::int AS packed`;

/** Expand, upgrade, go back, and end with one of each: nobody who writes meanwhile may notice. */
export function upgrade(ref: string): Scenario {
  const running: Version[] = ['the older version', 'the older version'];
  return {
    name: `upgrade_from_${ref}`,
    says: `Servers of ${ref} serve while the schema is migrated by this version, are replaced one by one, come back, and stand beside new ones`,
    promises: [1, 2, 3, 4, 5, 6, 7, 12],
    stage: () => ({ rooms: 8, experts: 3, nodes: 2, program: (number) => programs[running[number - 1]!] }),
    thinkMs: 30,
    wanted: 800,
    async play(scene) {
      const { nodes } = scene.stage;
      const migrated = scene.fault('steps of the schema taken while the older version served');
      const replaced = scene.fault('servers replaced by the newer version with requests under way');
      const beside = scene.fault('operations while both versions served the new schema');
      const back = scene.fault('servers replaced by the older version on the new schema');
      /** The others take what comes; the one that goes finishes what it has. */
      const replace = async (index: number, version: Version, seen: { see(): void }) => {
        const node = nodes[index]!;
        node.front.aim(...nodes.filter((other) => other !== node).map((other) => other.process().port));
        await scene.until('something is under way', () => scene.log.underWay() > 0);
        const code = await node.stop();
        scene.must(code === 0, `${node.name}, ${running[index]}, ended with ${code}`);
        running[index] = version;
        await node.start();
        seen.see();
        scene.healed();
      };
      let deeds = 0;
      // Not as him who has the product's own client beside it: that one would take the drafts to a disk which it has not.
      const walk = async () => {
        for (const [index, node] of nodes.entries()) deeds += await walkThrough(scene, node, scene.stage.cast.rooms[1 + index]!, running[index]!);
      };

      await measured(scene, 'the older version on its own schema', () => scene.work(WORK));
      await walk();
      await measured(scene, 'the older version while the schema is migrated', async () => {
        const began = scene.log.now();
        const { stdout } = await promisify(execFile)(process.execPath, [newerMigrate], { env: { ...process.env, DATABASE_URL: scene.stage.databaseUrl() } });
        scene.measure('migrating', scene.log.now() - began, 'ms');
        migrated.see(stdout.split('\n').filter((line) => /^\d{4}_/.test(line)).length);
        await scene.work(WORK);
      });
      await walk();
      await replace(1, 'the newer version', replaced);
      await measured(scene, 'both versions', async () => {
        const before = scene.load.acknowledged();
        await scene.work(2 * WORK);
        await walk();
        beside.see(scene.load.acknowledged() - before);
      });
      await replace(0, 'the newer version', replaced);
      await scene.work(WORK);
      await walk();
      // The way back is the same way.
      await replace(0, 'the older version', back);
      await replace(1, 'the older version', back);
      await measured(scene, 'the older version, come back', () => scene.work(WORK));
      await walk();
      await replace(1, 'the newer version', replaced);
      await scene.work(WORK);
      scene.measure('deeds beside writing', deeds, '');
      const internal = scene.log.operations.filter(({ outcome }) => outcome.kind === 'info' && outcome.why === 'internal');
      scene.must(internal.length === 0, `${internal.length} operations were answered internal`);
      // Whoever of them has counted: in one statement both stand as of one moment.
      await scene.until('messages are counted for reports', async () => (await sums(scene)).counted > WORK, 60_000);
      const { counted, packed } = await sums(scene);
      scene.must(counted === packed, `reports have packed ${packed} of ${counted} counted messages`);
    },
  };
}

const sums = async ({ stage }: Scene): Promise<{ counted: number; packed: number }> => (await stage.sql<{ counted: number; packed: number }>(PACKED))[0]!;

/** How long messages took meanwhile, from sending to standing at another's device. */
async function measured(scene: Scene, whom: string, work: () => Promise<void>): Promise<void> {
  const since = scene.log.now();
  await work();
  const took = scene.load.deliveries({ since, exceptIn: 0 }).sort((one, other) => one - other);
  for (const [name, share] of [['p50', 0.5], ['p99', 0.99]] as const) scene.measure(`delivery ${name}, ${whom}`, took[Math.floor(took.length * share)] ?? Infinity, 'ms');
}
