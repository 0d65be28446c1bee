import { startProxy, type Proxy } from '../../support/proxy';
import { startServerProcess, type ServerProcess } from '../../support/server_process';

/** One server process behind a wire, so that its address stays the same whatever becomes of it. */
export type Node = {
  name: string;
  /** What clients call it by. */
  url: string;
  front: Proxy;
  process(): ServerProcess;
  start(): Promise<void>;
  kill(): Promise<void>;
  /** SIGTERM; resolves with the exit code. */
  stop(): Promise<number | null>;
  /** SIGSTOP and SIGCONT. */
  pause(): void;
  resume(): void;
  /** Bytes of memory that the process holds. */
  memory(): number;
  close(): Promise<void>;
};

/** Starts a node; environment and program are asked for at each start, since the database may have moved, and the version be another one. */
export async function startNode(name: string, environment: () => Record<string, string>, memoryOf: (pid: number) => number, program: () => string | undefined): Promise<Node> {
  const front = await startProxy();
  let running: ServerProcess;
  const start = async () => {
    running = await startServerProcess({ ...environment(), PUBLIC_URL: front.url }, program());
    front.aim(running.port);
  };
  await start();
  return {
    name,
    url: front.url,
    front,
    process: () => running,
    start,
    kill: () => running.kill(),
    stop: () => running.stop(),
    pause: () => void process.kill(running.pid, 'SIGSTOP'),
    resume: () => void process.kill(running.pid, 'SIGCONT'),
    memory: () => memoryOf(running.pid),
    async close() {
      if (!running.hasEnded()) {
        process.kill(running.pid, 'SIGCONT');
        await running.kill();
      }
      await front.close();
    },
  };
}
