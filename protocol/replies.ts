import { z } from 'zod';
import { line, messageText } from './fields';
import { isCleanText } from './text';

/** Canned replies: texts that experts keep ready. Clients never receive one. */

export const TRIGGER_MAX = 30;
export const REPLY_TITLE_MAX = 100;
/** Most canned replies of one owner, of the team, and of all. */
export const REPLIES_MAX = 1_000;
/** Characters of an imported table. */
export const REPLIES_CSV_MAX = 100_000;

/** Letters, digits, `-` and `_`: what is typed behind the slash. */
export const trigger = z.string().max(TRIGGER_MAX).regex(/^[\p{L}\p{N}_-]+$/u).transform((text) => text.normalize('NFC').toLowerCase());
export const replyScope = z.enum(['own', 'team', 'all']);

export const replyBody = z.strictObject({
  scope: replyScope,
  trigger,
  title: line(REPLY_TITLE_MAX),
  message: messageText.refine((text) => text.trim() !== ''),
});

export const repliesImportBody = z.strictObject({ scope: replyScope, csv: z.string().max(REPLIES_CSV_MAX).refine(isCleanText) });
export const repliesExportQuery = z.strictObject({ scope: replyScope.optional() });

/** `own`: its owner's alone. `team`: the experts'. `all`: everybody's who answers, kept by the admins. */
export type ReplyScope = z.output<typeof replyScope>;
export type ReplyInput = z.output<typeof replyBody>;

export type Reply = {
  id: number;
  scope: ReplyScope;
  trigger: string;
  title: string;
  message: string;
  /** Whether the asking user may change it. */
  is_editable: boolean;
  updated_at: string;
};

/** What an import did, line by line of the table (the heading is line 1). */
export type RepliesImported = { added: number; changed: number; unchanged: number; refused: { line: number; reason: 'trigger' | 'title' | 'message' | 'repeated' | 'full' }[] };
