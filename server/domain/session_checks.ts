import { createBatches } from '../batches';
import type { Parts } from '../parts';
import { liveSessionsAmong, type LiveSession } from '../sql/sessions';

/** Looks sessions up as `liveSession` does, those together that are asked for while others are being looked up: after an outage everybody comes at once. */
export type SessionChecks = { live(this: void, session: number): Promise<LiveSession | undefined> };

const LANES = 2;
const TOGETHER = 200;
const WAITING = 20_000;

export function createSessionChecks({ db }: Pick<Parts, 'db'>): SessionChecks {
  const batches = createBatches<number, LiveSession | undefined>({
    lanes: LANES,
    lanesAlone: 0,
    most: TOGETHER,
    waiting: WAITING,
    mayJoin: () => true,
    async together(sessions) {
      const live = new Map((await liveSessionsAmong(db, [...new Set(sessions)])).map((one) => [one.id, one]));
      return sessions.map((session) => ({ ok: true, value: live.get(session) }));
    },
    alone: () => Promise.reject(new Error('a session is never looked up alone')),
    isOfAll: () => true,
  });
  let asked = 0;
  // Two devices of one session do not wait for each other.
  return { live: (session) => batches.add((asked += 1), session) };
}
