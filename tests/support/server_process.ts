import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { API_KEY, testEnvironment } from './server';
import { createPeople, type People } from './people';

const BUILT_SERVER = fileURLToPath(new URL('../../dist/server/index.js', import.meta.url));

export type ServerProcess = {
  url: string;
  port: number;
  pid: number;
  people: People;
  /** Whether it has ended, asked to or not. */
  hasEnded(): boolean;
  /** kill -9; resolves when it is gone. */
  kill(): Promise<void>;
  /** SIGTERM; resolves with the exit code. */
  stop(): Promise<number | null>;
};

/** The built server as a process of its own, for tests that kill it. `program`: another version's. */
export async function startServerProcess(environment: Record<string, string>, program = BUILT_SERVER): Promise<ServerProcess> {
  const env = { ...process.env, ...testEnvironment({ LOG_LEVEL: 'info', ...environment }) };
  const child: ChildProcess = spawn(process.execPath, [program], { env, stdio: ['ignore', 'pipe', 'pipe'] });
  const exited = once(child, 'exit') as Promise<[number | null]>;
  child.stderr!.setEncoding('utf8');
  let complaint = '';
  child.stderr!.on('data', (text: string) => (complaint += text));
  for await (const line of createInterface({ input: child.stdout! })) {
    const url = /listening on (http:\/\/[^\s"]+)/.exec(line)?.[1];
    if (url === undefined) continue;
    child.stdout!.resume();
    return {
      url,
      port: Number(new URL(url).port),
      pid: child.pid!,
      hasEnded: () => child.exitCode !== null || child.signalCode !== null,
      people: createPeople(url, API_KEY),
      async kill() {
        child.kill('SIGKILL');
        await exited;
      },
      async stop() {
        child.kill('SIGTERM');
        return (await exited)[0];
      },
    };
  }
  throw new Error(`the server ended before it listened: ${complaint}`);
}
