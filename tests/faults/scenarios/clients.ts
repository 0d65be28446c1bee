import { setTimeout as delay } from 'node:timers/promises';
import { tryPost, type PostIntent } from '../load/agent';
import { startHerd } from '../load/herd';
import type { Scenario } from '../scene';
import { inTurns } from '../stage/observe';
import type { Actor } from '../stage/cast';
import { unknowns } from './database';

/* What may happen between clients and servers. */

export const acknowledgmentsLost: Scenario = {
  name: 'acknowledgments_lost',
  says: 'What the servers answer does not reach the clients for a while, though all they send arrives',
  promises: [1, 2, 3, 4, 5],
  stage: () => ({ rooms: 6, experts: 2 }),
  thinkMs: 30,
  wanted: 60,
  async play(scene) {
    const lost = scene.fault('answers and facts that reached nobody');
    for (let round = 0; round < scene.by(1, 5); round += 1) {
      await scene.work(40);
      const { front } = scene.random.pick(scene.stage.nodes);
      const before = front.seen.swallowed;
      front.swallow('down');
      await delay(scene.by(700, 2_500));
      lost.see(front.seen.swallowed - before);
      front.restore();
      scene.healed();
    }
    await scene.work(40);
  },
};

export const wiresBroken: Scenario = {
  name: 'wires_broken',
  says: 'Connections of clients are cut after some bytes, half-closed, slowed down, and go quiet for good',
  promises: [2, 3, 4, 5, 7],
  isLongOnly: true,
  stage: () => ({ rooms: 6, experts: 2 }),
  thinkMs: 30,
  wanted: 100,
  async play(scene) {
    const { front } = scene.stage.nodes[0]!;
    const cut = scene.fault('connections cut after some kilobytes');
    await scene.work(30);
    front.cutAfter('down', 6_000);
    await scene.until('connections are cut', () => front.seen.cuts >= 10, 60_000);
    cut.see(front.seen.cuts);
    front.restore();
    const halved = scene.fault('connections half-closed and replaced');
    for (const direction of ['up', 'down'] as const) {
      await scene.work(20);
      const before = front.seen.connections;
      front.halfClose(direction);
      await scene.until('connections are replaced', () => front.seen.connections > before, 30_000);
      halved.see(front.seen.connections - before);
    }
    front.trickle('down', 20_000);
    front.delay('up', 50);
    await scene.work(20);
    front.restore();
    const quiet = scene.fault('connections that went quiet and were replaced');
    const before = front.seen.connections;
    front.freeze();
    await scene.until('connections are replaced', () => front.seen.connections > before + 3, 40_000);
    quiet.see(front.seen.connections - before);
    scene.healed();
    await scene.work(40);
  },
};

const intentOf = (actor: Actor, client_message_id: string, message: string): PostIntent => ({ room: actor.rooms[0]!, user: actor.user, client_message_id, message });

export const sameIdFiftyTimes: Scenario = {
  name: 'same_id_fifty_times',
  says: 'One message is sent fifty times at once, over sockets and HTTP, to two server processes',
  promises: [2, 4],
  stage: () => ({ rooms: 3, experts: 1, nodes: 2 }),
  thinkMs: null,
  wanted: 150,
  async play(scene) {
    const repeated = scene.fault('repeats that were answered with the stored message');
    const { nodes, cast } = scene.stage;
    const [actor] = cast.clients;
    const devices = Array.from({ length: 6 }, (_, index) => scene.join(actor!, nodes[index % 2]!.url));
    await scene.until('all are connected', () => devices.every(({ socket }) => socket.connected));
    for (let round = 0; round < scene.by(3, 30); round += 1) {
      const intent = intentOf(actor!, scene.random.uuid(), `message ${round}`);
      const outcomes = await Promise.all(
        Array.from({ length: 50 }, (_, index) => tryPost(scene.log, actor!, intent, index % 2 === 0 ? { device: devices[(index / 2) % devices.length]! } : { url: nodes[((index - 1) / 2) % 2]!.url })),
      );
      const good = outcomes.filter(({ kind }) => kind === 'ok').length;
      scene.must(good === 50, `of fifty ${50 - good} were not acknowledged`);
      repeated.see(good - 1);
    }
  },
};

export const burst: Scenario = {
  name: 'burst',
  says: 'Ten times as much as usual comes at once',
  promises: [2, 4, 7, 9],
  isLongOnly: true,
  stage: () => ({ rooms: 10, experts: 2 }),
  thinkMs: 60,
  wanted: 500,
  async play(scene) {
    const more = scene.fault('posts of the burst');
    await scene.work(100);
    const { cast, nodes } = scene.stage;
    const before = unknowns(scene);
    await inTurns(Array.from({ length: 2_000 }, (_, index) => index), 100, async (index) => {
      const actor = cast.clients[index % cast.clients.length]!;
      const outcome = await tryPost(scene.log, actor, intentOf(actor, scene.random.uuid(), `burst ${index}`), { url: nodes[index % nodes.length]!.url });
      if (outcome.kind === 'ok') more.see();
    });
    scene.measure('posts of the burst without an outcome', unknowns(scene) - before, '');
    scene.healed();
    await scene.work(100);
  },
};

/** Of very many clients these are looked at in every detail: the contract's own devices, and the product's own clients without their page. The others are plain ones. */
const DEVICES = 20;
const OWN = 20;

export const storm: Scenario = {
  name: 'storm',
  says: 'All clients are dropped at once, miss messages, and come back at once',
  promises: [1, 5, 10],
  stage: (size) => (size === 'short' ? { rooms: 200, experts: 10 } : { rooms: 2_000, experts: 40 }),
  thinkMs: null,
  wanted: 100,
  async play(scene) {
    const { nodes, cast } = scene.stage;
    const dropped = scene.fault('connections dropped at once');
    const devices = cast.clients.slice(0, DEVICES).map((client, index) => scene.join(client, nodes[index % nodes.length]!.url));
    const own = await Promise.all(cast.clients.slice(DEVICES, DEVICES + OWN).map((client, index) => scene.joinOwn(client, nodes[index % nodes.length]!.url)));
    const plain = cast.clients.slice(DEVICES + OWN).map(({ token, rooms }, index) => ({ url: nodes[index % nodes.length]!.url, token, room: rooms[0]! }));
    const herd = startHerd();
    try {
      const areBack = async (among = plain.length) => [...devices, ...own].every((client) => client.isCaughtUp()) && (await herd.report()).caughtUp >= among;
      // They have come in the course of a morning; only their return is at once.
      for (let sent = 0; sent < plain.length; sent += 100) {
        herd.start(plain.slice(sent, sent + 100));
        await scene.until('the first ones are there', () => areBack(Math.min(sent + 100, plain.length)), 60_000);
      }
      // Nobody can come back before the nodes are reached again.
      for (const { front } of nodes) front.aim(1);
      for (const { front } of nodes) front.drop();
      await scene.until('nobody is there any more', async () => devices.every(({ socket }) => !socket.connected) && own.every((client) => !client.isCaughtUp()) && (await herd.report()).caughtUp === 0);
      dropped.see([...devices, ...own].filter((client) => client.disconnections() > 0).length + (await herd.report()).dropped);
      await inTurns(cast.rooms.slice(0, 200), 8, async ({ id, expert }) => {
        await tryPost(scene.log, expert, { room: id, user: expert.user, client_message_id: scene.random.uuid(), message: 'missed' }, { url: nodes[0]!.process().url });
      });
      if (scene.size === 'long') {
        await Promise.all(nodes.map((node) => node.kill()));
        await Promise.all(nodes.map((node) => node.start()));
      } else for (const { front, process } of nodes) front.aim(process().port);
      scene.healed();
      const back = scene.log.now();
      await scene.until('all are back and have caught up', () => areBack(), 120_000);
      scene.measure('all back and caught up', scene.log.now() - back, 'ms');
      const { seqs, refusals } = await herd.report();
      scene.measure('handshakes refused', refusals, '');
      const last = new Map((await scene.stage.sql<{ id: string; last_seq: string }>('SELECT id, last_seq FROM rooms')).map(({ id, last_seq }) => [Number(id), Number(last_seq)]));
      const lacking = seqs.filter(([room, seq]) => last.get(room) !== seq).length;
      scene.must(lacking === 0, `${lacking} plain clients do not hold what was said while they were away`);
    } finally {
      herd.end();
    }
  },
};
