import { createGathering } from '../gathering';
import type { Parts } from '../parts';
import { liveSessionsAmong, type LiveSession } from '../sql/sessions';

/** Looks sessions up as `liveSession` does, those together that are asked for while others are being looked up. */
export type SessionChecks = { live(this: void, session: number): Promise<LiveSession | undefined> };

export function createSessionChecks({ db }: Pick<Parts, 'db'>): SessionChecks {
  const { add } = createGathering<number, LiveSession | undefined>({
    async together(sessions) {
      const live = new Map((await liveSessionsAmong(db, [...new Set(sessions)])).map((one) => [one.id, one]));
      return sessions.map((session) => live.get(session));
    },
  });
  return { live: add };
}
