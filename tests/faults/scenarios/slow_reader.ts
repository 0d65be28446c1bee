import { tryPost } from '../load/agent';
import type { Device } from '../load/device';
import type { Scenario } from '../scene';

/** The TCP connection below a socket. */
const wireOf = ({ socket }: Device) => (socket.io.engine as unknown as { transport: { ws: { _socket: { pause(): void; resume(): void } } } }).transport.ws._socket;

const MB = 1024 * 1024;
const TEXT = 'медленно '.repeat(1_000);
/** What is promised. */
const GROWTH_MAX_MB = 50;

export const slowReader: Scenario = {
  name: 'slow_reader',
  says: 'A client stops reading while long messages come to it without end',
  promises: [5, 9],
  isLongOnly: true,
  stage: () => ({ rooms: 4, experts: 1, nodes: 1 }),
  thinkMs: 60,
  wanted: 100,
  async play(scene) {
    const [node] = scene.stage.nodes;
    const cutOff = scene.fault('connections that did not read and were cut off');
    const { id, expert, client } = scene.stage.cast.rooms[0]!;
    const flood = async (posts: number) => {
      for (let sent = 0; sent < posts; sent += 8) {
        await Promise.all(Array.from({ length: 8 }, () => tryPost(scene.log, expert, { room: id, user: expert.user, client_message_id: scene.random.uuid(), message: TEXT }, { url: node!.url })));
      }
    };
    /** The most that the process holds while this goes on, and how long others wait for their posts meanwhile. */
    const watched = async (work: () => Promise<void>): Promise<{ most: number; p99: number }> => {
      const from = scene.log.now();
      let most = node!.memory();
      const watching = setInterval(() => (most = Math.max(most, node!.memory())), 50);
      await work();
      clearInterval(watching);
      const waits = scene.log.operations.filter(({ kind, invoked, outcome }) => kind === 'post' && invoked >= from && outcome.kind === 'ok').map(({ invoked, ended }) => ended - invoked);
      waits.sort((one, other) => one - other);
      return { most, p99: waits[Math.floor(waits.length * 0.99)] ?? 0 };
    };
    // What the process needs for the same work without anybody slow does not count; it takes a while until that grows no more.
    await flood(scene.by(100, 800));
    const quick = await watched(() => flood(scene.by(400, 800)));
    // Past the wire, which would take some of the bytes itself.
    const slow = scene.join(client, node!.process().url);
    await scene.until('the slow one is there', () => slow.isCaughtUp());
    wireOf(slow).pause();
    const slowed = await watched(() => flood(scene.by(400, 800)));
    const grown = Math.max(0, slowed.most - quick.most);
    scene.measure('growth of the process', grown / MB, 'MB');
    scene.measure('memory of the process', slowed.most / MB, 'MB');
    scene.measure('p99 of a post without a slow reader', quick.p99, 'ms');
    scene.measure('p99 of a post beside a slow reader', slowed.p99, 'ms');
    scene.must(grown / MB <= GROWTH_MAX_MB, `the process grew by ${Math.round(grown / MB)} MB`);
    wireOf(slow).resume();
    await scene.until('the slow one was cut off and has come back', () => slow.disconnections() > 0 && slow.isCaughtUp(), 30_000);
    cutOff.see(slow.disconnections());
    scene.healed();
  },
};
