import { z } from 'zod';
import { errorAnswer, readAnswer } from './answers';
import { bulkAnswers } from './bulk';
import { draftAnswers } from './drafts';
import { message, messageVersion, room, roomEvent, totals, user } from './entities';
import { count, id, time } from './fields';
import { floorAnswers } from './floor';
import { labelAnswers } from './labels';
import { laterAnswers } from './later';
import { note, noteAnswers } from './notes';
import { nothing } from './nothing';
import { policyAnswers } from './policies';
import { promiseAnswers } from './promises';
import { queueAnswers } from './queue';
import { searchAnswer } from './search';
import { teamAnswers } from './team';
import { teamsAnswers } from './teams';
import { transferAnswers } from './transfers';
import { triageAnswer } from './triage';
import { viewAnswers } from './views';
import { webhookAnswers } from './webhooks';

/* What acknowledges a request of a socket: `{ok: true, …}` with one of these, or `{ok: false, error}`. Readers ignore fields they do not know. */

const posted = z.object({ message });

/** By the request's name: what stands beside `ok` when it is done. */
export const acknowledgments = {
  'inbox:catch_up': z.object({
    rooms: z.array(room),
    gone: z.array(id),
    totals,
    cursor: z.string(),
    has_more: z.boolean(),
    /** For how long a message can be edited; 0: for ever. */
    edit_ms: count.optional(),
    /** This is the first page of the whole inbox, also when a cursor was given: it was not one of this database. */
    is_whole: z.boolean().optional(),
    /** The server's clock, by which snoozes end. */
    now: time.optional(),
  }),
  /** `notes`: the newest internal notes, for the room's experts only; a client's answer does not have the key. */
  'room:open': z.object({ room, messages: z.array(message), events: z.array(roomEvent), has_more: z.boolean(), notes: z.array(note).optional() }),
  'message:post': posted,
  'message:edit': posted,
  'message:delete': posted,
  'message:history': z.object({ versions: z.array(messageVersion) }),
  /** `last_rev` says at which change number of the room the count was taken, so that a reader can add later facts to it. */
  'room:read': readAnswer,
  'typing:set': nothing,
  'room:set': z.object({ room }),
  'room:triage': triageAnswer,
  'zone:set': nothing,
  'search:run': searchAnswer,
  ...laterAnswers,
  ...noteAnswers,
  ...teamAnswers,
  ...teamsAnswers,
  ...transferAnswers,
  ...floorAnswers,
  ...queueAnswers,
  ...draftAnswers,
  ...promiseAnswers,
  ...policyAnswers,
  ...labelAnswers,
  ...viewAnswers,
  ...bulkAnswers,
  ...webhookAnswers,
  'session:renew': z.object({ expires_in: count }),
} as const;

/** `error` of a request that is refused: what an HTTP answer says beside its status, with the text under `message`. */
export const requestError = errorAnswer.omit({ error: true }).extend({
  message: z.string(),
  /** With `conflict` of `order:take`: who has the order. */
  user: user.optional(),
  /** With `conflict` of `order:take`: the caller has as many open orders as he may have. */
  is_full: z.literal(true).optional(),
});

export type RequestError = z.infer<typeof requestError>;
