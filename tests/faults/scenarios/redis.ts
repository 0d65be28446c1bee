import { setTimeout as delay } from 'node:timers/promises';
import { tryPost } from '../load/agent';
import type { Scenario, Scene } from '../scene';

/* What may happen to Redis, by which several nodes act as one. */

const OUTAGE_MS = 10_000;

/** Somebody at the first node (or backwards, at the last one) says something; how long until it stands at the devices of the other one. */
async function crossing(scene: Scene, name: string, withinMs: number, isBackwards = false): Promise<void> {
  const { cast } = scene.stage;
  const nodes = isBackwards ? [...scene.stage.nodes].reverse() : scene.stage.nodes;
  const { id, expert, client } = cast.rooms[0]!;
  const device = scene.join(client, nodes[1]!.url);
  await scene.until('the device of the other node is there', () => device.isCaughtUp());
  const sent = scene.log.now();
  const outcome = await tryPost(scene.log, expert, { room: id, user: expert.user, client_message_id: scene.random.uuid(), message: name }, { url: nodes[0]!.url });
  const seq = outcome.kind === 'ok' ? outcome.answer.seq : 0;
  scene.must(seq > 0, `a post ended with ${outcome.kind} (${name})`);
  await scene.until(`it crosses (${name})`, () => device.timeline(id).some((message) => message.seq === seq), withinMs);
  scene.measure(`to another node's device ${name}`, scene.log.now() - sent, 'ms');
}

/** Whether a fact of one node reaches the other one's device without anybody asking. */
async function crossesAtOnce(scene: Scene): Promise<boolean> {
  const { nodes, cast } = scene.stage;
  const { id, expert, client } = cast.rooms[0]!;
  let told = 0;
  const device = scene.watch(client, { url: nodes[1]!.url, onFact: ({ seq }) => (told = Math.max(told, seq)) });
  await scene.until('the device of the other node is there', () => device.isCaughtUp());
  const outcome = await tryPost(scene.log, expert, { room: id, user: expert.user, client_message_id: scene.random.uuid(), message: 'a fact' }, { url: nodes[0]!.url });
  await delay(500);
  device.close();
  return outcome.kind === 'ok' && told >= outcome.answer.seq;
}

/** Once that Redis is away: how that is done, for how long at least, and how it ends. `seen`: how often it was seen so far, where that can be counted. */
type Outage = { begin(): unknown; end(): unknown; holdMs?: number; seen?(): number };

type RedisScenario = Pick<Scenario, 'name' | 'says'> & {
  /** What is seen to happen. */
  what: string;
  /** When messages cross meanwhile, in the report's words. */
  meanwhile: string;
  /** Whether the two nodes are in different plights, so that both ways are tried. */
  isOneSided?: boolean;
  isShortToo?: boolean;
  outages(scene: Scene): Promise<readonly Outage[]>;
};

/** Redis goes away under load in one way or another: messages cross without it, and at once again when it is back; nobody dies of it. */
const awayFromRedis = ({ name, says, what, meanwhile, isOneSided = false, isShortToo = false, outages }: RedisScenario): Scenario => ({
  name,
  says,
  promises: [1, 4, 6, 7],
  isLongOnly: !isShortToo,
  stage: () => ({ rooms: 6, experts: 2, nodes: 2 }),
  thinkMs: 60,
  wanted: 60,
  async play(scene) {
    const fault = scene.fault(what);
    for (const { begin, end, holdMs = 0, seen } of await outages(scene)) {
      await scene.work(30);
      await crossing(scene, 'with Redis', 10_000);
      const [before, ends] = [seen?.() ?? 0, scene.log.now() + holdMs];
      await begin();
      try {
        // Twice the time that is promised: whether it holds is a figure of the report, not of a busy machine.
        await crossing(scene, meanwhile, 2 * OUTAGE_MS);
        if (isOneSided) await crossing(scene, `${meanwhile}, the other way`, 2 * OUTAGE_MS, true);
        await scene.work(30);
        await delay(Math.max(0, ends - scene.log.now()));
        fault.see(seen === undefined ? 1 : seen() - before);
      } finally {
        await end();
      }
      scene.healed();
      if (scene.size === 'long') await scene.until('facts cross again', () => crossesAtOnce(scene), 20_000);
    }
    await scene.work(30);
    for (const node of scene.stage.nodes) scene.must(!node.process().hasEnded(), `${node.name} has not outlived Redis`);
  },
});

export const redisKilled = awayFromRedis({
  name: 'redis_killed',
  says: 'Redis is killed with -9 under load, stays away and comes back empty',
  what: 'kill -9 of Redis with two nodes on it',
  meanwhile: 'without Redis',
  isShortToo: true,
  async outages(scene) {
    const redis = await scene.ground.redis();
    return Array.from({ length: scene.by(1, 3) }, () => ({ begin: redis.kill, end: redis.start }));
  },
});

export const redisSilent = awayFromRedis({
  name: 'redis_silent',
  says: 'Redis answers nothing for a while, though its connections stand',
  what: 'answers of Redis that never came',
  meanwhile: 'while Redis is silent',
  async outages({ stage: { redis } }) {
    return (['down', 'up'] as const).map((direction) => ({
      begin: () => redis.forEach((wire) => wire.swallow(direction)),
      end: () => redis.forEach((wire) => wire.restore()),
      holdMs: 6_000,
      seen: () => redis.reduce((sum, wire) => sum + wire.seen.swallowed, 0),
    }));
  },
});

export const redisStopped = awayFromRedis({
  name: 'redis_stopped',
  says: 'Redis itself stops (SIGSTOP) under two nodes for longer than they bear with it, and goes on (SIGCONT)',
  what: 'Redis stopped with two nodes on it',
  meanwhile: 'while Redis is stopped',
  async outages(scene) {
    const redis = await scene.ground.redis();
    return [2_000, 12_000].map((holdMs) => ({ begin: redis.pause, end: redis.resume, holdMs }));
  },
});

export const redisOneSided = awayFromRedis({
  name: 'redis_one_sided',
  says: 'One node is cut off from Redis, at once or in silence, while the other one is not',
  what: 'one node cut off from Redis under load',
  meanwhile: 'with one node cut off',
  isOneSided: true,
  async outages({ stage, ground }) {
    const port = Number(new URL((await ground.redis()).url).port);
    return stage.redis.map((wire, index) => ({
      begin() {
        if (index === 0) {
          wire.aim(1);
          wire.drop();
        } else for (const direction of ['up', 'down'] as const) wire.swallow(direction);
      },
      end() {
        wire.restore();
        wire.aim(port);
      },
    }));
  },
});

export const presenceExpires: Scenario = {
  name: 'presence_expires',
  says: 'A node is killed with -9: its users go offline at the other node once its silence is long enough, and online when they come back',
  promises: [6],
  isLongOnly: true,
  stage: () => ({ rooms: 6, experts: 1, nodes: 2 }),
  thinkMs: null,
  wanted: 1,
  async play(scene) {
    const expired = scene.fault('users of a killed node who went offline at the other one');
    const [here, there] = scene.stage.nodes;
    const { cast } = scene.stage;
    const online = new Set<number>();
    const expert = scene.join(cast.experts[0]!, here!.url);
    expert.socket.on('presence:changed', ({ user, is_online }: { user: number; is_online: boolean }) => (is_online ? online.add(user) : online.delete(user)));
    await scene.until('the expert is there', () => expert.isCaughtUp());
    const devices = cast.clients.map((client) => scene.join(client, there!.url));
    await scene.until('all clients are online', () => online.size === cast.clients.length);
    there!.front.aim(1);
    await there!.kill();
    const killed = scene.log.now();
    await scene.until('nobody of the killed node is online any more', () => online.size === 0, 30_000);
    scene.measure('users of a killed node offline after', scene.log.now() - killed, 'ms');
    expired.see(cast.clients.length);
    await there!.start();
    scene.healed();
    await scene.until('all are online again', () => online.size === cast.clients.length && devices.every((device) => device.isCaughtUp()), 30_000);
    await tryPost(scene.log, cast.experts[0]!, { room: cast.rooms[0]!.id, user: cast.experts[0]!.user, client_message_id: scene.random.uuid(), message: 'welcome back' }, { url: here!.url });
  },
};
