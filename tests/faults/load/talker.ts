import { fork } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';
import type { PostAttempt } from '../history/history';
import type { Actor } from '../stage/cast';
import { refused, type Log } from './log';

type Said = { client_message_id: string; invoked: number; ended: number; outcome: { id: number; seq: number } | { why: string } };

/** Somebody who writes one long message after the other at a steady pace, from a process of his own. */
export type Talker = {
  /** Talks while this goes on; what was said stands in the log afterwards. Answers how many of the messages were acknowledged. */
  talkDuring(work: () => Promise<void>): Promise<number>;
  end(): void;
};

export async function startTalker(log: Log, { url, actor, room, text, everyMs }: { url: string; actor: Actor; room: number; text: string; everyMs: number }): Promise<Talker> {
  const child = fork(resolve(import.meta.dirname, 'talker_program.mjs'), { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
  const isThere = once(child, 'message');
  child.send({ url, token: actor.token, room, text, everyMs });
  await isThere;
  // Both clocks are the machine's; each counts from another moment.
  const ahead = Number(process.hrtime.bigint()) / 1e6 - log.now();
  return {
    async talkDuring(work) {
      child.send({ talk: true });
      await work();
      const ended = once(child, 'message');
      child.send({ rest: true });
      const [{ said }] = (await ended) as [{ said: Said[] }];
      const attempts = said.map(({ client_message_id, invoked, ended: known, outcome }): PostAttempt => ({
        kind: 'post', user: actor.user, room, client_message_id, message: text, sha256: [], lane: `the talker ${actor.user}`, invoked: invoked - ahead, ended: known - ahead,
        outcome: 'why' in outcome ? refused(outcome.why) : { kind: 'ok', answer: outcome },
      }));
      log.operations.push(...attempts);
      return attempts.filter(({ outcome }) => outcome.kind === 'ok').length;
    },
    end: () => void child.send({ end: true }),
  };
}
