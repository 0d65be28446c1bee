import { z } from 'zod';
import { count, id, line, messageText, time } from './fields';
import { SNOOZE_MAX_MS } from './limits';
import { isCleanText } from './text';
import { transferComment } from './transfers';

/** Canned replies: texts that experts keep ready, and macros, which do something besides. Clients never receive one. */

export const TRIGGER_MAX = 30;
export const REPLY_TITLE_MAX = 100;
/** Most canned replies of one owner, of the team, and of all. */
export const REPLIES_MAX = 1_000;
/** Characters of an imported table. */
export const REPLIES_CSV_MAX = 100_000;

/** Letters, digits, `-` and `_`: what is typed behind the slash. */
export const trigger = z.string().max(TRIGGER_MAX).regex(/^[\p{L}\p{N}_-]+$/u).transform((text) => text.normalize('NFC').toLowerCase());
export const replyScope = z.enum(['own', 'team', 'all']);

/** Most things that one macro does. */
export const MACRO_ACTIONS_MAX = 8;

/** What a macro does in the room once its text has been sent, or at once where it has no text. */
export const macroAction = z.discriminatedUnion('do', [
  z.strictObject({ do: z.literal('done') }),
  z.strictObject({ do: z.literal('waive') }),
  z.strictObject({ do: z.literal('snooze'), minutes: z.number().int().min(1).max(SNOOZE_MAX_MS / 60_000) }),
  z.strictObject({ do: z.literal('label'), label: id, is_on: z.boolean() }),
  /** Cancels what is still promised in the room. */
  z.strictObject({ do: z.literal('close_promises') }),
  /** Gives the order back to the queue: of this team, null: to everybody's, absent: to the one where it was before. */
  z.strictObject({ do: z.literal('return'), team: id.nullish(), comment: transferComment.optional() }),
  /** Offers the order to a colleague, who has to accept it. */
  z.strictObject({ do: z.literal('offer'), user: id, comment: transferComment.optional() }),
]);

/** Of each of these a macro has one at most: two of them would contradict each other. */
const CONTRARY: readonly ReadonlySet<string>[] = [new Set(['done', 'waive', 'snooze']), new Set(['return', 'offer'])];

export const replyBody = z
  .strictObject({
    scope: replyScope,
    trigger,
    title: line(REPLY_TITLE_MAX),
    message: messageText,
    actions: z
      .array(macroAction)
      .max(MACRO_ACTIONS_MAX)
      .refine((actions) => CONTRARY.every((among) => actions.filter((one) => among.has(one.do)).length <= 1))
      .default([]),
  })
  .refine(({ message, actions }) => message.trim() !== '' || (message === '' && actions.length > 0));

export const repliesImportBody = z.strictObject({ scope: replyScope, csv: z.string().max(REPLIES_CSV_MAX).refine(isCleanText) });
export const repliesExportQuery = z.strictObject({ scope: replyScope.optional() });

/** `own`: its owner's alone. `team`: the experts'. `all`: everybody's who answers, kept by the admins. */
export type ReplyScope = z.output<typeof replyScope>;
export type MacroAction = z.output<typeof macroAction>;
export type ReplyInput = z.output<typeof replyBody>;

export const reply = z.object({
  id,
  scope: replyScope,
  trigger: z.string(),
  title: z.string(),
  message: z.string(),
  /** A macro's; a plain reply has none, nor has one of an older server. */
  actions: z.array(macroAction).optional(),
  /** Whether the asking user may change it. */
  is_editable: z.boolean(),
  updated_at: time,
});

/** What an import did, line by line of the table (the heading is line 1). */
export const repliesImported = z.object({
  added: count,
  changed: count,
  unchanged: count,
  refused: z.array(z.object({ line: count, reason: z.enum(['trigger', 'title', 'message', 'repeated', 'full']) })),
});

export type Reply = z.infer<typeof reply>;
export type RepliesImported = z.infer<typeof repliesImported>;
