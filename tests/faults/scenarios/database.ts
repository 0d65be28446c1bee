import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import type { Scenario, Scene } from '../scene';
import { signalFamily } from '../stage/family';
import { killUnderWay } from './servers';

/* What may happen to PostgreSQL and to the way to it. */

/** How many attempts ended without an outcome so far. */
export const unknowns = ({ log }: Scene): number => log.operations.filter(({ outcome }) => outcome.kind === 'info').length;

/** Nothing is acknowledged while the database is away. */
export async function awayFor(scene: Scene, ms: number): Promise<void> {
  // What the database had answered before is still on its way for a moment.
  await delay(150);
  const [from, before] = [scene.log.now(), scene.log.operations.length];
  await delay(ms);
  const lied = scene.log.operations.slice(before).filter(({ kind, outcome, invoked }) => kind !== 'read' && outcome.kind === 'ok' && invoked > from);
  scene.must(lied.length === 0, `${lied.length} deeds were acknowledged without a database`);
}

export const databaseKilled: Scenario = {
  name: 'database_killed',
  says: 'PostgreSQL is killed with -9 under load and started again',
  promises: [1, 2, 3, 4, 7, 11],
  stage: () => ({ rooms: 6, experts: 2 }),
  thinkMs: 40,
  wanted: 60,
  async play(scene) {
    const killed = scene.fault('kill -9 of PostgreSQL, seen by requests that ended without an outcome');
    for (let round = 0; round < scene.by(1, 4); round += 1) {
      await scene.work(40);
      const before = unknowns(scene);
      await scene.until('something is under way', () => scene.log.underWay() > 0);
      await scene.ground.postgres.kill();
      await awayFor(scene, scene.by(500, 1_500));
      if (unknowns(scene) > before) killed.see();
      await scene.ground.start();
      scene.healed();
      await scene.work(30);
    }
  },
};

export const databasePaused: Scenario = {
  name: 'database_paused',
  says: 'PostgreSQL with all its processes stops (SIGSTOP) and goes on (SIGCONT)',
  promises: [1, 2, 3, 4, 7, 11],
  stage: () => ({ rooms: 6, experts: 2 }),
  thinkMs: 40,
  wanted: 60,
  async play(scene) {
    const paused = scene.fault('stopped PostgreSQL with requests under way');
    for (const ms of scene.by([1_000], [1_500, 8_000, 18_000])) {
      await scene.work(40);
      const pid = scene.ground.postgres.pid();
      signalFamily(pid, 'SIGSTOP');
      try {
        await awayFor(scene, ms);
        if (scene.log.underWay() > 0) paused.see();
      } finally {
        signalFamily(pid, 'SIGCONT');
      }
      scene.healed();
      await scene.work(30);
    }
  },
};

export const bothKilled: Scenario = {
  name: 'both_killed',
  says: 'Server and PostgreSQL are killed with -9 at the same moment',
  promises: [1, 2, 3, 4, 5, 7],
  stage: () => ({ rooms: 6, experts: 2 }),
  thinkMs: 40,
  wanted: 60,
  async play(scene) {
    const killed = scene.fault('kill -9 of servers and PostgreSQL together');
    for (let round = 0; round < scene.by(1, 3); round += 1) {
      await scene.work(40);
      await Promise.all([scene.ground.postgres.kill(), ...scene.stage.nodes.map((node) => killUnderWay(scene, node))]);
      killed.see();
      await scene.ground.start();
      await Promise.all(scene.stage.nodes.map((node) => node.start()));
      scene.healed();
      await scene.work(30);
    }
  },
};

export const backendsTerminated: Scenario = {
  name: 'backends_terminated',
  says: 'All connections of the servers to PostgreSQL are ended by pg_terminate_backend, again and again',
  promises: [1, 2, 3, 4],
  stage: () => ({ rooms: 6, experts: 2 }),
  thinkMs: 25,
  wanted: 60,
  async play(scene) {
    const ended = scene.fault('connections ended by pg_terminate_backend');
    for (let round = 0; round < scene.by(4, 30); round += 1) {
      await scene.work(20);
      const rows = await scene.stage.sql(`SELECT pg_terminate_backend(pid) FROM (SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid() OFFSET 0) others`);
      ended.see(rows.length);
    }
    scene.healed();
    await scene.work(30);
  },
};

export const poolExhausted: Scenario = {
  name: 'pool_exhausted',
  says: 'Somebody holds the locks of all rooms until the servers have no connection left, and lets go',
  promises: [1, 2, 3, 4, 11],
  isLongOnly: true,
  stage: () => ({ rooms: 12, experts: 3 }),
  thinkMs: 20,
  wanted: 100,
  async play(scene) {
    const exhausted = scene.fault('requests without an outcome because no connection was free');
    await scene.work(60);
    const holder = new pg.Client({ connectionString: scene.stage.databaseUrl() });
    await holder.connect();
    const before = unknowns(scene);
    await holder.query('BEGIN');
    await holder.query('SELECT id FROM rooms FOR UPDATE');
    await scene.until('requests end without an outcome', () => unknowns(scene) > before + 3, 30_000);
    exhausted.see(unknowns(scene) - before);
    await holder.query('ROLLBACK');
    await holder.end();
    scene.healed();
    await scene.work(60);
  },
};

/** The word that ends a transaction; nobody in the cast uses it. */
const isCommit = (bytes: Buffer): boolean => bytes.includes('COMMIT');

export const commitCut: Scenario = {
  name: 'commit_cut',
  says: 'The connection to PostgreSQL breaks at the COMMIT: right behind it, so that nobody knows whether it counts, or right before it',
  promises: [1, 2, 3, 4, 11],
  stage: () => ({ rooms: 6, experts: 2 }),
  thinkMs: 25,
  wanted: 60,
  async play(scene) {
    const { wire } = scene.ground;
    const random = scene.random.fork('cuts');
    for (const where of ['behind', 'before'] as const) {
      const cut = scene.fault(`connection cut right ${where} the COMMIT`);
      const before = wire.seen.cuts;
      wire.cutAt('up', (bytes) => isCommit(bytes) && random.chance(0.25), where);
      await scene.until(`connections break ${where} the COMMIT`, () => wire.seen.cuts - before >= scene.by(8, 60), 60_000);
      cut.see(wire.seen.cuts - before);
      wire.restore();
      scene.healed();
      await scene.work(20);
    }
  },
};

export const slowDatabase: Scenario = {
  name: 'slow_database',
  says: 'The way to PostgreSQL is slow, then lets nothing back for a while',
  promises: [1, 2, 3, 4],
  isLongOnly: true,
  stage: () => ({ rooms: 6, experts: 2 }),
  thinkMs: 40,
  wanted: 60,
  async play(scene) {
    const { wire } = scene.ground;
    const swallowed = scene.fault('answers of PostgreSQL that never came');
    await scene.work(30);
    wire.delay('up', 30);
    wire.delay('down', 30);
    await scene.work(30);
    wire.restore();
    const before = wire.seen.swallowed;
    wire.swallow('down');
    await delay(4_000);
    swallowed.see(wire.seen.swallowed - before);
    wire.restore();
    scene.healed();
    await scene.work(40);
  },
};
