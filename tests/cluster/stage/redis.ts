import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { createClient } from 'redis';
import { temporaryFolder } from '../../support/folder';
import { freePort } from '../../support/free_port';
import { systemProgram } from '../../support/system_program';

export type TestRedis = {
  url: string;
  /** kill -9; it stays away until `start`, which begins empty on the same port. */
  kill(): Promise<void>;
  start(): Promise<void>;
  /** SIGSTOP and SIGCONT: its connections stand, and nothing is answered. */
  pause(): void;
  resume(): void;
  remove(): Promise<void>;
};

/** A Redis that belongs to one test, with nothing kept. */
export async function startRedis(): Promise<TestRedis> {
  const program = systemProgram('redis-server', 'redis-server');
  const folder = temporaryFolder('redis');
  const port = await freePort();
  const url = `redis://127.0.0.1:${port}`;
  let child: ChildProcess;
  const start = async (): Promise<void> => {
    child = spawn(program, ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no', '--dir', folder], { stdio: 'ignore' });
    const client = createClient({ url, socket: { reconnectStrategy: 20 } }).on('error', () => undefined);
    await client.connect();
    client.destroy();
  };
  const kill = async (): Promise<void> => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const gone = once(child, 'exit');
    child.kill('SIGKILL');
    await gone;
  };
  await start();
  return {
    url,
    kill,
    start,
    pause: () => void child.kill('SIGSTOP'),
    resume: () => void child.kill('SIGCONT'),
    async remove() {
      await kill();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
