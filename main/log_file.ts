import { appendFileSync, existsSync, mkdirSync, readFileSync, renameSync, statSync } from 'node:fs';
import { join } from 'node:path';

export type LogFile = { add(text: string): void; last(lines: number): string[] };

const MAX_BYTES = 512 * 1024;

/** The main process's own log: two files of bounded size in the app's folder. A disk that takes nothing stops nobody. */
export function createLogFile(folder: string, now: () => number): LogFile {
  const path = join(folder, 'main.log');
  const recent: string[] = [];
  return {
    add(text) {
      const line = `${new Date(now()).toISOString()} ${text.replace(/\s+/g, ' ').slice(0, 450)}`;
      recent.push(line);
      if (recent.length > 200) recent.shift();
      try {
        mkdirSync(folder, { recursive: true });
        if (existsSync(path) && statSync(path).size > MAX_BYTES) renameSync(path, join(folder, 'main.1.log'));
        appendFileSync(path, `${line}\n`);
      } catch {
        // It is still on the standard error output.
      }
    },
    last(lines) {
      try {
        return readFileSync(path, 'utf8').trimEnd().split('\n').slice(-lines);
      } catch {
        return recent.slice(-lines);
      }
    },
  };
}
