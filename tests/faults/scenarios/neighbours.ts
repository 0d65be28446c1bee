import { setTimeout as delay } from 'node:timers/promises';
import { tryPost } from '../load/agent';
import type { Device } from '../load/device';
import { startPest, type PestDeed } from '../load/pest';
import { startTalker } from '../load/talker';
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

/** As long as a message may be, of the characters that take most memory and most bytes. */
const TEXT = '慢慢地读'.repeat(2_500);
/** A third of what two idle cores carry of it. */
const LONG_EVERY_MS = 50;
/** What is compared goes on for as long. */
const TALK_MS = 45_000;

async function socketsAt(url: string): Promise<number> {
  const text = await (await fetch(`${url}/metrics`, { headers: { Authorization: `Bearer ${TOKEN}` } })).text();
  return Number(/^orderline_sockets (\d+)$/m.exec(text)?.[1]);
}

export const slowReader: Scenario = {
  name: 'slow_reader',
  says: 'A client stops reading while long messages come to it without end',
  promises: [5, 9],
  isLongOnly: true,
  stage: () => ({ rooms: 12, experts: 3, nodes: 1, environment: { METRICS_TOKEN: TOKEN } }),
  // Both sides of the last room are played here.
  staff: ({ all, rooms }) => all.filter((actor) => actor !== rooms.at(-1)!.expert && actor !== rooms.at(-1)!.client),
  thinkMs: THINK_MS,
  wanted: 1_000,
  async play(scene) {
    const { process } = scene.stage.nodes[0]!;
    const { url } = process();
    const cutOff = scene.fault('connections that did not read and were cut off');
    const room = scene.stage.cast.rooms.at(-1)!;
    const talker = await startTalker(scene.log, { url, actor: room.expert, room: room.id, text: TEXT, everyMs: LONG_EVERY_MS });
    try {
      const talk = (whom: string, work: () => Promise<void>) =>
        beside(scene, whom, room, async () => {
          const since = scene.log.now();
          const said = await talker.talkDuring(work);
          scene.measure(`long messages a second beside ${whom}`, (1000 * said) / (scene.log.now() - since), '');
        });
      // Past the wire, which would take some of the bytes itself.
      const slow = scene.join(room.client, url);
      await scene.until('the slow one is there', () => slow.isCaughtUp());
      // What the process needs for the same work while everybody reads does not count, nor that a young one grows by itself.
      await talker.talkDuring(() => delay(TALK_MS));
      const base = await talk('nobody slow', () => delay(TALK_MS));
      const sockets = await socketsAt(url);
      wireOf(slow).pause();
      const most = await talk('a slow reader', () => scene.until('the slow one is cut off', async () => (await socketsAt(url)) < sockets, 2 * TALK_MS));
      grew(scene, 'a slow reader', most, base);
      // Whoever comes back costs something as well.
      const afterwards = await talk('its return', async () => {
        wireOf(slow).resume();
        await scene.until('the slow one has come back', () => slow.disconnections() > 0 && slow.isCaughtUp());
        await delay(5_000);
      });
      grew(scene, 'its return', afterwards, Math.max(most, base));
      cutOff.see(slow.disconnections());
      scene.healed();
    } finally {
      talker.end();
    }
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
