import { createBatches, type Batches } from '../batches';
import { isDeadlock } from '../database/database';
import type { Lanes } from '../database/lanes';
import type { Told } from '../happening';
import type { Parts } from '../parts';
import { isPassing } from '../passing';
import { postWithin } from './messages';
import { mayJoin, postTogether, type Posted, type Posting } from './posting';

export type PostQueue = Batches<Posting, Told<Posted>>;

/** While one transaction commits, the posts of the next one are told to the devices. */
export const POST_LANES = 2;
/** Of the pool's connections; the others are everybody's. */
const LANES_ALONE = 3;
const TOGETHER = 100;
const WAITING = 20_000;

/** The way of all posts into the database, over `lanes` connections of its own. `parts` is asked for when the first one comes. */
export function createPostQueue(parts: () => Parts, lanes: Lanes): PostQueue {
  return createBatches<Posting, Told<Posted>>({
    lanes: POST_LANES,
    lanesAlone: LANES_ALONE,
    most: TOGETHER,
    waiting: WAITING,
    mayJoin,
    async together(postings) {
      const outcomes = await lanes.transaction((flow) => postTogether(parts(), flow, postings));
      return outcomes.map((outcome) => {
        if (outcome.kind === 'alone') return { ok: null, alone: true };
        return outcome.kind === 'posted' ? { ok: true, value: outcome.told } : { ok: false, error: outcome.refusal };
      });
    },
    alone: ({ actor, post }) => parts().db.transaction((within) => postWithin(parts(), within, actor, post)),
    // A connection that broke says nothing about one of them: what the commit did is asked by each sender again.
    isOfAll: (error) => isPassing(error) && !isDeadlock(error),
  });
}
