import { fork } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';

/** What it does: asks as fast as it can, sends more than may be, sends what is no message. */
export type PestDeed = 'flood' | 'huge' | 'malformed';

export type PestReport = {
  sent: number;
  answered: number;
  /** Answers that were errors. */
  refused: number;
  /** Connections that the server has ended. */
  cutOff: number;
};

/** `post`: a message that stands already; saying it again adds nothing. */
export type PestOrders = { deed: PestDeed; url: string; token: string; room: number; post: { room: number; message: string; client_message_id: string } };

/** One client that does harm, in a process of its own. */
export type Pest = { report(): Promise<PestReport>; end(): void };

export function startPest(orders: PestOrders): Pest {
  const child = fork(resolve(import.meta.dirname, 'pest_program.mjs'), { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
  child.send(orders);
  return {
    async report() {
      const answered = once(child, 'message');
      child.send({ report: true });
      return (await answered)[0] as PestReport;
    },
    end: () => void child.send({ end: true }),
  };
}
