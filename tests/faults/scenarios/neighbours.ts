import { setTimeout as delay } from 'node:timers/promises';
import { tryPost } from '../load/agent';
import type { Device } from '../load/device';
import { startPest, type PestDeed } from '../load/pest';
import type { Scenario, Scene } from '../scene';
import type { CastRoom } from '../stage/cast';

/* What one client can do to the others: how long their messages take, from sending to standing at another's device, and what it costs the process. */

const MB = 1024 * 1024;
/** What is promised. */
const GROWTH_MAX_MB = 50;
const TOKEN = 'a-token-for-the-metrics';
/** As strict as a server is that was told nothing else. */
const STRICT = { EVENTS_PER_SECOND: '50', POSTS_PER_MINUTE: '300' };
/** So that nobody of the load meets these limits. */
const THINK_MS = 500;

/** Looks at the others, who are not of this room, while this goes on, and answers the most that the process held. */
async function beside(scene: Scene, whom: string, { id, expert, client }: CastRoom, work: () => Promise<void>): Promise<number> {
  const [node] = scene.stage.nodes;
  const since = scene.log.now();
  let most = node!.memory();
  const watching = setInterval(() => (most = Math.max(most, node!.memory())), 50);
  await work().finally(() => clearInterval(watching));
  // What was sent last is on its way.
  await delay(500);
  const took = scene.load.deliveries({ since, exceptIn: id }).sort((one, other) => one - other);
  scene.must(took.length >= 100, `only ${took.length} messages of others were seen beside ${whom}`);
  const left = scene.log.operations.filter(({ user, invoked, outcome }) => user !== client.user && user !== expert.user && invoked > since && outcome.kind === 'info');
  scene.must(left.length === 0, `${left.length} deeds of others were left without an outcome beside ${whom}`);
  for (const [name, share] of [['p50', 0.5], ['p99', 0.99]] as const) scene.measure(`${name} of others beside ${whom}`, took[Math.floor(took.length * share)] ?? Infinity, 'ms');
  return most;
}

function grew(scene: Scene, whom: string, most: number, base: number): void {
  const growth = Math.max(0, most - base) / MB;
  scene.measure(`growth of the process beside ${whom}`, growth, 'MB');
  scene.must(growth <= GROWTH_MAX_MB, `the process grew by ${Math.round(growth)} MB beside ${whom}`);
}

/** The TCP connection below a socket. */
const wireOf = ({ socket }: Device) => (socket.io.engine as unknown as { transport: { ws: { _socket: { pause(): void; resume(): void } } } }).transport.ws._socket;

const TEXT = 'медленно '.repeat(1_000);
const LONG_EVERY_MS = 33;

async function socketsAt(url: string): Promise<number> {
  const text = await (await fetch(`${url}/metrics`, { headers: { Authorization: `Bearer ${TOKEN}` } })).text();
  return Number(/^orderline_sockets (\d+)$/m.exec(text)?.[1]);
}

export const slowReader: Scenario = {
  name: 'slow_reader',
  says: 'A client stops reading while long messages come to it without end',
  promises: [5, 9],
  isLongOnly: true,
  stage: () => ({ rooms: 8, experts: 2, nodes: 1, environment: { METRICS_TOKEN: TOKEN } }),
  thinkMs: 100,
  wanted: 100,
  async play(scene) {
    const [node] = scene.stage.nodes;
    const cutOff = scene.fault('connections that did not read and were cut off');
    const room = scene.stage.cast.rooms.at(-1)!;
    const { id, expert, client } = room;
    const { device } = scene.load.seats.find(({ actor }) => actor === expert)!;
    /** Long messages at a steady pace, so many, and again until it is over. */
    const talk = async (posts: number, isOver: () => Promise<boolean> = async () => true) => {
      const sent: Promise<unknown>[] = [];
      do {
        for (let number = 0; number < posts; number += 1) {
          sent.push(tryPost(scene.log, expert, { room: id, user: expert.user, client_message_id: scene.random.uuid(), message: TEXT }, { device }));
          await delay(LONG_EVERY_MS);
        }
      } while (sent.length < 3_000 && !(await isOver()));
      await Promise.all(sent);
    };
    // What the process needs for the same work without anybody slow does not count; it takes a while until that grows no more.
    await talk(200);
    const base = await beside(scene, 'nobody slow', room, () => talk(300));
    // Past the wire, which would take some of the bytes itself.
    const slow = scene.join(client, node!.process().url);
    await scene.until('the slow one is there', () => slow.isCaughtUp());
    const sockets = await socketsAt(node!.process().url);
    wireOf(slow).pause();
    const most = await beside(scene, 'a slow reader', room, () => talk(100, async () => (await socketsAt(node!.process().url)) < sockets));
    grew(scene, 'a slow reader', most, base);
    wireOf(slow).resume();
    await scene.until('the slow one was cut off and has come back', () => slow.disconnections() > 0 && slow.isCaughtUp(), 30_000);
    cutOff.see(slow.disconnections());
    scene.healed();
  },
};

const PEST_MS = 15_000;
const deeds: readonly [deed: PestDeed, whom: string][] = [
  ['flood', 'a flood'],
  ['huge', 'huge packets'],
  ['malformed', 'malformed packets'],
];

export const pests: Scenario = {
  name: 'pests',
  says: 'One client asks as fast as its wire takes it, sends more than may be, sends what is no message',
  promises: [9],
  isLongOnly: true,
  stage: () => ({ rooms: 12, experts: 3, nodes: 1, environment: STRICT }),
  thinkMs: THINK_MS,
  wanted: 300,
  async play(scene) {
    const [node] = scene.stage.nodes;
    const room = scene.stage.cast.rooms.at(-1)!;
    const { id, client } = room;
    const post = { room: id, client_message_id: scene.random.uuid(), message: 'said again and again' };
    await tryPost(scene.log, client, { ...post, user: client.user }, { url: node!.url });
    // A young process grows by itself, whoever comes.
    await scene.work(400);
    const base = await beside(scene, 'nobody', room, () => delay(12_000));
    // What the process holds because of one of them it has for the next.
    let held = base;
    for (const [deed, whom] of deeds) {
      const fault = scene.fault(`packets of ${whom}`);
      const pest = startPest({ deed, url: node!.process().url, token: client.token, room: id, post });
      try {
        const most = await beside(scene, whom, room, () => delay(PEST_MS));
        grew(scene, whom, most, held);
        held = Math.max(held, most);
        const { sent, refused, cutOff } = await pest.report();
        fault.see(refused + cutOff === 0 ? 0 : sent);
        scene.measure(`packets a second of ${whom}`, (1000 * sent) / PEST_MS, '');
        scene.measure(`connections ended of ${whom}`, cutOff, '');
      } finally {
        pest.end();
      }
    }
    scene.measure('growth of the process by all of them', (held - base) / MB, 'MB');
    scene.healed();
    await scene.work(50);
  },
};
