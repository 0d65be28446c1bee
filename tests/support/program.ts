import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { resolve } from 'node:path';
import { promisify } from 'node:util';
import { testEnvironment } from './server';

const root = resolve(import.meta.dirname, '../..');

export type Program = {
  child: ChildProcess;
  /** What it has printed so far. */
  output: { out: string; err: string };
  /** The address on which it listens; rejects when it ends before. */
  listening: Promise<string>;
  /** Exit code, or the signal that ended it. */
  ended: Promise<number | string>;
};

/** Builds the server, unless what is built is fresh. */
export async function buildServer(): Promise<void> {
  await promisify(execFile)(process.execPath, ['scripts/build.mjs', 'server'], { cwd: root });
}

/** The built server as a process of its own, with nothing of this process's environment. */
export function runServer(environment: Record<string, string>, args: readonly string[] = []): Program {
  const child = spawn(process.execPath, ['dist/server/index.js', ...args], {
    cwd: root,
    env: { PATH: process.env.PATH, ...testEnvironment(environment) },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const output = { out: '', err: '' };
  child.stderr.setEncoding('utf8').on('data', (text: string) => (output.err += text));
  const ended = new Promise<number | string>((resolve) => child.once('close', (code, signal) => resolve(code ?? signal ?? 'unknown')));
  const listening = new Promise<string>((resolve, reject) => {
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      output.out += text;
      const url = /listening on (http:\/\/[^\s"]+)/.exec(output.out)?.[1];
      if (url !== undefined) resolve(url);
    });
    void ended.then((code) => reject(new Error(`ended with ${code}: ${output.err}`)));
  });
  listening.catch(() => undefined);
  return { child, output, listening, ended };
}
