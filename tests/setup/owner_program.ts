import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { build } from 'vite';

const root = resolve(import.meta.dirname, '../..');

/** Bundles the owner program into `folder`, as the server is bundled; npm packages stay outside. */
export async function buildOwner(folder: string): Promise<string> {
  await build({
    root, configFile: false, logLevel: 'error', publicDir: false,
    build: { ssr: true, target: 'node20', outDir: folder, emptyOutDir: true, minify: false, rolldownOptions: { input: { owner: join(import.meta.dirname, 'owner.ts') } } },
  });
  return join(folder, 'owner.js');
}

export type Owner = { process: ChildProcess; outcome: string; lines: string[] };

/** Runs the owner program until it says what became of its start. */
export async function runOwner(program: string, dataDir: string): Promise<Owner> {
  const child = spawn(process.execPath, [program, dataDir], { stdio: ['ignore', 'pipe', 'inherit'] });
  const lines: string[] = [];
  for await (const line of createInterface({ input: child.stdout! })) {
    lines.push(line);
    if (/^(?:url|refused) /.test(line)) return { process: child, outcome: line, lines };
  }
  throw new Error(`The owner program ended without a word: ${lines.join(' / ')}`);
}

/** Ends an owner and waits for it. */
export async function endOwner(owner: Owner, signal: NodeJS.Signals): Promise<void> {
  if (owner.process.exitCode !== null || owner.process.signalCode !== null) return;
  const ended = once(owner.process, 'exit');
  owner.process.kill(signal);
  await ended;
}
