import { resolve } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { connect } from '../../support/people';
import type { Scenario } from '../scene';
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
