import { setTimeout as delay } from 'node:timers/promises';
import type { Scenario, Scene } from '../scene';
import type { Node } from '../stage/node';

/* What may happen to a server process. */

/** Takes the process away while somebody waits for it. */
export async function killUnderWay({ log, until }: Scene, node: Node): Promise<void> {
  await until('something is under way', () => log.underWay() > 0);
  await node.kill();
}

export const serverKilled: Scenario = {
  name: 'server_killed',
  says: 'A server process is killed with -9 while requests are under way, and started again',
  promises: [1, 2, 3, 4, 5, 7],
  stage: () => ({ rooms: 6, experts: 2 }),
  thinkMs: 40,
  wanted: 60,
  async play(scene) {
    const killed = scene.fault('kill -9 of a server with requests under way');
    for (let round = 0; round < scene.by(2, 6); round += 1) {
      await scene.work(40);
      const node = scene.random.pick(scene.stage.nodes);
      await killUnderWay(scene, node);
      killed.see();
      await node.start();
      scene.healed();
    }
    await scene.work(40);
  },
};

export const serverPaused: Scenario = {
  name: 'server_paused',
  says: 'A server process stops (SIGSTOP) and goes on (SIGCONT), also for longer than connections live',
  promises: [1, 2, 3, 4, 5, 7],
  stage: () => ({ rooms: 6, experts: 2 }),
  thinkMs: 40,
  wanted: 60,
  async play(scene) {
    const paused = scene.fault('stopped server with requests under way');
    const [node] = scene.stage.nodes;
    for (const ms of scene.by([1_200], [1_500, 9_000, 22_000])) {
      await scene.work(40);
      node!.pause();
      await delay(ms);
      if (scene.log.underWay() > 0) paused.see();
      node!.resume();
      scene.healed();
    }
    await scene.work(40);
  },
};

export const rollingRestart: Scenario = {
  name: 'rolling_restart',
  says: 'Servers are told to end (SIGTERM) and started anew, one after the other, under load; what comes meanwhile goes to the other one',
  promises: [1, 2, 5, 12],
  stage: () => ({ rooms: 6, experts: 2, nodes: 2 }),
  thinkMs: 30,
  wanted: 80,
  async play(scene) {
    const restarted = scene.fault('SIGTERM with requests under way, exit code 0');
    for (let round = 0; round < scene.by(1, 4); round += 1) {
      for (const node of scene.stage.nodes) {
        await scene.work(30);
        node.front.aim(...scene.stage.nodes.filter((other) => other !== node).map((other) => other.process().port));
        await scene.until('something is under way', () => scene.log.underWay() > 0);
        const code = await node.stop();
        scene.must(code === 0, `${node.name} ended with ${code}`);
        if (code === 0) restarted.see();
        await node.start();
        scene.healed();
      }
    }
    await scene.work(40);
    const failed = scene.log.operations.filter(({ kind, outcome }) => kind === 'post' && outcome.kind === 'fail' && !['not_found', 'conflict'].includes(outcome.code));
    scene.must(failed.length === 0, `${failed.length} sends were refused`);
  },
};
