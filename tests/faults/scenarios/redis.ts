import { setTimeout as delay } from 'node:timers/promises';
import { tryPost } from '../load/agent';
import type { Scenario, Scene } from '../scene';

/* What may happen to Redis, by which several nodes act as one. */

const OUTAGE_MS = 10_000;

/** Somebody at the first node says something; how long until it stands at the devices of the other one. */
async function crossing(scene: Scene, name: string, withinMs: number): Promise<void> {
  const { nodes, cast } = scene.stage;
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

export const redisKilled: Scenario = {
  name: 'redis_killed',
  says: 'Redis is killed with -9 under load, stays away and comes back empty',
  promises: [1, 4, 6, 7],
  stage: () => ({ rooms: 6, experts: 2, nodes: 2 }),
  thinkMs: 60,
  wanted: 60,
  async play(scene) {
    const killed = scene.fault('kill -9 of Redis with two nodes on it');
    for (let round = 0; round < scene.by(1, 3); round += 1) {
      await scene.work(30);
      await crossing(scene, 'with Redis', 10_000);
      const redis = await scene.ground.redis();
      await redis.kill();
      killed.see();
      // Twice the time that is promised: whether it holds is a figure of the report, not of a busy machine.
      await crossing(scene, 'without Redis', 2 * OUTAGE_MS);
      await scene.work(30);
      await redis.start();
      scene.healed();
    }
    await scene.work(30);
    for (const node of scene.stage.nodes) scene.must(!node.process().hasEnded(), `${node.name} has not outlived Redis`);
  },
};

export const redisSilent: Scenario = {
  name: 'redis_silent',
  says: 'Redis answers nothing for a while, though its connections stand',
  promises: [1, 4, 6, 7],
  isLongOnly: true,
  stage: () => ({ rooms: 6, experts: 2, nodes: 2 }),
  thinkMs: 60,
  wanted: 60,
  async play(scene) {
    const swallowed = scene.fault('answers of Redis that never came');
    const { redis } = scene.stage;
    for (const direction of ['down', 'up'] as const) {
      await scene.work(30);
      const before = redis!.seen.swallowed;
      redis!.swallow(direction);
      await delay(6_000);
      swallowed.see(redis!.seen.swallowed - before);
      redis!.restore();
      scene.healed();
    }
    await scene.work(30);
  },
};
