import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createConnection, createServer } from 'node:net';
import { join } from 'node:path';

export type InstanceLock = { isOurs: boolean; told(): Promise<void>; leave(): void };

/** One process for each folder of user data; a later one hands its arguments to the first. A killed one holds nothing. */
export function takeLock(folder: string, onSecond: (argv: string[]) => void): InstanceLock {
  const file = join(folder, 'double.lock');
  const socket = join(folder, 'double.sock');
  if (isHeld(file)) {
    const told = new Promise<void>((resolve) => {
      const connection = createConnection(socket, () => connection.end(JSON.stringify(process.argv)));
      connection.on('close', () => resolve());
      connection.on('error', () => resolve());
    });
    return { isOurs: false, told: () => told, leave: () => undefined };
  }
  writeFileSync(file, String(process.pid));
  rmSync(socket, { force: true });
  const server = createServer((connection) => {
    let text = '';
    connection.on('data', (chunk: Buffer) => (text += chunk.toString()));
    connection.on('end', () => onSecond(JSON.parse(text) as string[]));
  });
  server.listen(socket);
  server.unref();
  return { isOurs: true, told: async () => undefined, leave: () => rmSync(file, { force: true }) };
}

function isHeld(file: string): boolean {
  try {
    const pid = Number(readFileSync(file, 'utf8'));
    process.kill(pid, 0);
    return pid !== process.pid;
  } catch {
    return false;
  }
}
