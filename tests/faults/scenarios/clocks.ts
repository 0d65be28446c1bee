import { resolve } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { FILE_URL_MAX_MS, FILE_URL_MIN_MS } from '../../../protocol/files';
import { createSigning } from '../../../server/files/signing';
import { connect } from '../../support/people';
import { SECRET } from '../../support/server';
import { upload } from '../../support/uploads';
import type { Scenario, Scene } from '../scene';
import { tryPost } from '../load/agent';
import type { Node } from '../stage/node';

const DAY_MS = 24 * 3_600_000;

/** Clients whose clock is a day ahead, or behind. */
const clockOff = (name: string, byMs: number, says: string): Scenario => ({
  name,
  says,
  promises: [2, 4, 5, 7],
  isLongOnly: true,
  stage: () => ({ rooms: 4, experts: 2 }),
  thinkMs: 50,
  clockOffMs: byMs,
  wanted: 100,
  async play(scene) {
    const off = scene.fault('hours between the clock of the clients and that of the server');
    await scene.work(150);
    const { headers } = await fetch(`${scene.stage.nodes[0]!.url}/healthz`);
    off.see(Math.round(Math.abs(Date.now() - Date.parse(headers.get('date')!)) / 3_600_000));
  },
});

const APART_MS = 10 * 60_000;
const METRICS_TOKEN = 'a-token-for-the-metrics';
const PROGRAM = pathToFileURL(resolve(import.meta.dirname, '../stage/clock_program.mjs')).href;

/** So near to its end no address is tried. */
const NEAR_MS = 10_000;

/**
 * Addresses of a file end by the database's clock at every node. They end at whole steps: of the one that has ended last and the one that ends
 * next at least one lies nearer than the clocks are apart.
 */
async function addressesEndTogether(scene: Scene, way: string): Promise<void> {
  const [{ client }] = scene.stage.cast.rooms as [Scene['stage']['cast']['rooms'][number]];
  const file = await upload(scene.stage.nodes[0]!.url, client, { room: client.rooms[0]!, bytes: Buffer.from(`seen while the clocks are apart, ${way}`) });
  // Whoever only has the address is let in for what is said of in a message.
  await tryPost(scene.log, client, { room: client.rooms[0]!, user: client.user, client_message_id: scene.random.uuid(), message: 'with a file', attachments: [file.id], sha256: [file.sha256] }, { url: scene.stage.nodes[0]!.url });
  const stepMs = FILE_URL_MAX_MS - FILE_URL_MIN_MS;
  const theirs = async () => Number((await scene.stage.sql<{ now: string }>('SELECT extract(epoch FROM clock_timestamp()) * 1000 AS now'))[0]!.now);
  await scene.until('no address is about to end', async () => stepMs - ((await theirs()) % stepMs) > NEAR_MS);
  const last = Math.floor((await theirs()) / stepMs) * stepMs;
  for (const [end, wanted] of [[last, 401], [last + stepMs, 200]] as const) {
    const address = createSigning(SECRET, '', { now: () => end - FILE_URL_MAX_MS }).sign({ id: file.id, epoch: 0 }, 'content');
    for (const { name, url } of scene.stage.nodes) {
      const { status } = await fetch(url + address);
      scene.must(status === wanted, `an address that ${wanted === 200 ? 'has not ended' : 'has ended'} gets ${status} from ${name} while the second node is ${way}`);
    }
  }
}

export const clocksApart: Scenario = {
  name: 'clocks_apart',
  says: 'The clock of one of two server processes is ten minutes ahead of that of the other and of the database, then ten minutes behind',
  promises: [1, 2, 4, 5, 7],
  isLongOnly: true,
  stage: () => ({ rooms: 4, experts: 2, nodes: 2, environment: { CLOCK_OFF_MS: String(APART_MS), METRICS_TOKEN }, ofNode: (number): Record<string, string> => (number === 1 ? {} : { NODE_OPTIONS: `--import=${PROGRAM}` }) }),
  thinkMs: 50,
  wanted: 200,
  async play(scene) {
    const apart = scene.fault('minutes between the clocks of the two servers');
    const [right, wrong] = scene.stage.nodes as [Node, Node];
    // By its own clock; the header of an answer is Node's own and stays right.
    const startOf = async ({ url }: Node) => {
      const text = await (await fetch(`${url}/metrics`, { headers: { Authorization: `Bearer ${METRICS_TOKEN}` } })).text();
      return Number(/^process_start_time_seconds (\S+)$/m.exec(text)?.[1]) / 60;
    };
    for (const way of ['ahead', 'behind']) {
      await scene.work(100);
      apart.see(Math.round(Math.abs((await startOf(wrong)) - (await startOf(right)))));
      // Behind a balancer a token is made by one server and shown to the other.
      const { room, client } = await right.process().people.makeRoom();
      for (const [from, to] of [[right, wrong], [wrong, right]] as const) {
        const { token } = await from.process().people.signIn(client.account.email);
        const { status } = await fetch(`${to.url}/api/chat/rooms/${room.id}`, { headers: { Authorization: `Bearer ${token}` } });
        scene.must(status === 200, `a token of ${from.name} gets ${status} from ${to.name} while ${wrong.name} is ${way}`);
        const device = await connect(to.url, token);
        await delay(1_000);
        scene.must(device.socket.connected, `a socket at ${to.name} with a token of ${from.name} is ended while ${wrong.name} is ${way}`);
        device.close();
      }
      await addressesEndTogether(scene, way);
      if (way === 'behind') return;
      scene.stage.environment.CLOCK_OFF_MS = String(-APART_MS);
      await wrong.stop();
      await wrong.start();
      scene.healed();
    }
  },
};

export const clockAhead = clockOff('clock_ahead', DAY_MS, 'The clock of all clients is a day ahead');
export const clockBehind = clockOff('clock_behind', -DAY_MS, 'The clock of all clients is a day behind');
