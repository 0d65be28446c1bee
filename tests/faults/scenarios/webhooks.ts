import { setTimeout as delay } from 'node:timers/promises';
import type { WebhookMade } from '../../../protocol/webhooks';
import type { Scenario } from '../scene';
import { openReceiver } from '../stage/receiver';
import { killUnderWay } from './servers';

/* What is told by webhook, while everything that takes part in it fails. */

/** Longer than a claim lasts whose server has died, and than a receiver is left alone that was away. */
const DRAIN_MS = 150_000;

export const webhooksTold: Scenario = {
  name: 'webhooks_told',
  says: 'Servers and PostgreSQL are killed with -9 and the receiver of webhooks fails in every way, while posts go on',
  promises: [1, 15],
  isLongOnly: true,
  stage: () => ({ rooms: 6, experts: 2, nodes: 2 }),
  thinkMs: 1_000,
  wanted: 100,
  async play(scene) {
    const { nodes, environment, sql } = scene.stage;
    const [killed, databaseKilled] = [scene.fault('kill -9 of a server that was telling'), scene.fault('kill -9 of PostgreSQL with something to tell')];
    const [failing, away] = [scene.fault('ways in which the receiver failed'), scene.fault('posts while nobody listened')];
    const receiver = await openReceiver(scene.random.fork('receiver'));
    scene.atEnd(receiver.close);
    environment.WEBHOOK_HOSTS = receiver.host;
    for (const node of nodes) {
      await node.stop();
      await node.start();
    }
    const { status } = await nodes[0]!.process().people.marketplace<WebhookMade>('POST', '/api/webhooks', { url: receiver.url, kinds: ['message.posted', 'message.changed'] });
    scene.must(status === 201, `the webhook was answered with ${status}`);
    const from = new Map((await sql<{ id: string; last_seq: string }>('SELECT id, last_seq FROM rooms')).map(({ id, last_seq }) => [Number(id), Number(last_seq)]));
    scene.expectTellings({ all: receiver.tellings, from, truth: 'the tables' }, DRAIN_MS);

    receiver.failAt(0.25);
    try {
      for (const node of nodes) {
        await scene.work(40);
        await killUnderWay(scene, node);
        killed.see();
        await node.start();
        await scene.work(20);
        const told = receiver.tellings.length;
        await scene.until('something is told again', () => receiver.tellings.length > told + 3, 60_000);
      }
      await scene.ground.postgres.kill();
      databaseKilled.see();
      await delay(500);
      await scene.ground.start();
      await scene.work(60);
      await scene.until('the receiver has failed in every way', () => receiver.failed.size === 6, 90_000);
      failing.see(receiver.failed.size);
      receiver.listen(false);
      await scene.work(60);
      away.see(60);
    } finally {
      receiver.failAt(0);
      receiver.listen(true);
    }
    scene.healed();
    await scene.work(40);
    scene.measure('requests to the receiver', receiver.tellings.length, '');
    scene.measure('of them refused by it', receiver.tellings.filter(({ isTaken }) => !isTaken).length, '');
    scene.must(receiver.astray() === 0, `${receiver.astray()} requests followed a redirection`);
  },
};
