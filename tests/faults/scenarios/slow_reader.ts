import { tryPost } from '../load/agent';
import type { Device } from '../load/device';
import type { Scenario } from '../scene';

/** The TCP connection below a socket. */
const wireOf = ({ socket }: Device) => (socket.io.engine as unknown as { transport: { ws: { _socket: { pause(): void; resume(): void } } } }).transport.ws._socket;

const MB = 1024 * 1024;
const TOKEN = 'a-token-for-the-metrics';
const TEXT = 'медленно '.repeat(1_000);
/** What is promised. */
const GROWTH_MAX_MB = 50;

/** How long this server has taken for posts by sockets, by upper bounds in seconds, as it counts itself: the test's own process is too busy to be asked. */
async function postTimes(url: string): Promise<Map<number, number>> {
  const text = await (await fetch(`${url}/metrics`, { headers: { Authorization: `Bearer ${TOKEN}` } })).text();
  return new Map([...text.matchAll(/^orderline_request_seconds_bucket\{le="([^"]+)",name="message:post"\} (\d+)$/gm)].map(([, bound, count]) => [Number(bound!.replace('+Inf', 'Infinity')), Number(count)]));
}

/** The smallest bound that 99 of 100 of what came between the two stay below, in milliseconds. */
function p99Between(before: Map<number, number>, after: Map<number, number>): number {
  const came = [...after].map(([bound, count]) => ({ bound, count: count - (before.get(bound) ?? 0) }));
  const all = came.at(-1)?.count ?? 0;
  return 1000 * (came.find(({ count }) => count >= all * 0.99)?.bound ?? Infinity);
}

export const slowReader: Scenario = {
  name: 'slow_reader',
  says: 'A client stops reading while long messages come to it without end',
  promises: [5, 9],
  isLongOnly: true,
  stage: () => ({ rooms: 4, experts: 1, nodes: 1, environment: { METRICS_TOKEN: TOKEN } }),
  thinkMs: 60,
  wanted: 100,
  async play(scene) {
    const [node] = scene.stage.nodes;
    const cutOff = scene.fault('connections that did not read and were cut off');
    const { id, expert, client } = scene.stage.cast.rooms.at(-1)!;
    const flood = async (posts: number) => {
      for (let sent = 0; sent < posts; sent += 8) {
        await Promise.all(Array.from({ length: 8 }, () => tryPost(scene.log, expert, { room: id, user: expert.user, client_message_id: scene.random.uuid(), message: TEXT }, { url: node!.url })));
      }
    };
    /** The most that the process holds while this goes on, and how long others wait for their posts by sockets; the flood comes over HTTP. */
    const watched = async (posts: number): Promise<{ most: number; p99: number }> => {
      const before = await postTimes(node!.process().url);
      let most = node!.memory();
      const watching = setInterval(() => (most = Math.max(most, node!.memory())), 50);
      await flood(posts);
      clearInterval(watching);
      return { most, p99: p99Between(before, await postTimes(node!.process().url)) };
    };
    // What the process needs for the same work without anybody slow does not count; it takes a while until that grows no more.
    await flood(scene.by(100, 600));
    const quick = await watched(scene.by(400, 600));
    // Past the wire, which would take some of the bytes itself.
    const slow = scene.join(client, node!.process().url);
    await scene.until('the slow one is there', () => slow.isCaughtUp());
    wireOf(slow).pause();
    const slowed = await watched(scene.by(400, 800));
    const grown = Math.max(0, slowed.most - quick.most);
    scene.measure('growth of the process', grown / MB, 'MB');
    scene.measure('memory of the process', slowed.most / MB, 'MB');
    scene.measure('p99 of a post without a slow reader, below', quick.p99, 'ms');
    scene.measure('p99 of a post beside a slow reader, below', slowed.p99, 'ms');
    scene.must(grown / MB <= GROWTH_MAX_MB, `the process grew by ${Math.round(grown / MB)} MB`);
    wireOf(slow).resume();
    await scene.until('the slow one was cut off and has come back', () => slow.disconnections() > 0 && slow.isCaughtUp(), 30_000);
    cutOff.see(slow.disconnections());
    scene.healed();
  },
};
