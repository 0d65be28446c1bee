import { fork } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';

export type HerdReport = {
  caughtUp: number;
  /** How many have lost a connection on which they had caught up. */
  dropped: number;
  /** Handshakes that were refused. */
  refusals: number;
  /** Each client's room, and the last number that he holds of it. */
  seqs: [room: number, seq: number][];
};

/** Very many plain clients in a process of their own, so that they take as little as possible from the servers' computer. */
export type Herd = {
  start(clients: readonly { url: string; token: string; room: number }[]): void;
  report(): Promise<HerdReport>;
  end(): void;
};

export function startHerd(): Herd {
  const child = fork(resolve(import.meta.dirname, 'herd_program.mjs'), { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
  return {
    start: (start) => void child.send({ start }),
    async report() {
      const answered = once(child, 'message');
      child.send({ report: true });
      return (await answered)[0] as HerdReport;
    },
    end: () => void child.send({ end: true }),
  };
}
