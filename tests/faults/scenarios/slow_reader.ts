import { tryPost } from '../load/agent';
import type { Device } from '../load/device';
import type { Scenario } from '../scene';

/** The TCP connection below a socket. */
const wireOf = ({ socket }: Device) => (socket.io.engine as unknown as { transport: { ws: { _socket: { pause(): void; resume(): void } } } }).transport.ws._socket;

const MB = 1024 * 1024;
const TEXT = 'медленно '.repeat(1_000);
/** Generous: how much a process grows depends on when its garbage is collected. */
const GROWTH_MAX_MB = 100;

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
    // What the process needs for the same work without anybody slow does not count.
    await flood(scene.by(100, 800));
    const before = node!.memory();
    // Past the wire, which would take some of the bytes itself.
    const slow = scene.join(client, node!.process().url);
    await scene.until('the slow one is there', () => slow.isCaughtUp());
    wireOf(slow).pause();
    let grown = 0;
    const watching = setInterval(() => (grown = Math.max(grown, node!.memory() - before)), 100);
    await flood(scene.by(800, 1_500));
    clearInterval(watching);
    scene.measure('growth of the process', grown / MB, 'MB');
    scene.must(grown / MB <= GROWTH_MAX_MB, `the process grew by ${Math.round(grown / MB)} MB`);
    wireOf(slow).resume();
    await scene.until('the slow one was cut off and has come back', () => slow.disconnections() > 0 && slow.isCaughtUp(), 30_000);
    cutOff.see(slow.disconnections());
    scene.healed();
  },
};
