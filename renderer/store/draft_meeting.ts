import type { Draft } from '../../protocol/drafts';
import type { Quote } from '../../protocol/entities';

/** What somebody has written and not sent. */
export type DraftContent = { text: string; reply_to: number | null; attachments: readonly number[] };

/** The draft of this device: `base` is the server's version that it goes back to, `kept` what stood in that one. */
export type LocalDraft = DraftContent & { base: number; kept: DraftContent; /** What is quoted of the message that is replied to. */ reply: Quote | null };

export const EMPTY_DRAFT: DraftContent = { text: '', reply_to: null, attachments: [] };

/** The content of a draft as the server shows it. */
export function contentOf(draft: Draft): DraftContent {
  return { text: draft.message, reply_to: draft.reply_to, attachments: draft.attachments };
}

export function isSameDraft(one: DraftContent, two: DraftContent): boolean {
  return one.text === two.text && one.reply_to === two.reply_to && one.attachments.join() === two.attachments.join();
}

export function isEmptyDraft(draft: DraftContent): boolean {
  return isSameDraft(draft, EMPTY_DRAFT);
}

/**
 * What becomes of this device's draft when the server tells of one:
 *
 *   known  it is no newer than what this one goes back to        same  both say the same: only `base` moves
 *   take   nothing was changed here since, or nothing is here    over  the newer one is empty: what is here goes on
 *   ask    both were changed: whoever wrote them chooses
 */
export type Meeting = 'known' | 'same' | 'take' | 'over' | 'ask';

export function meet(local: LocalDraft, draft: Draft): Meeting {
  if (draft.version <= local.base) return 'known';
  const theirs = contentOf(draft);
  if (isSameDraft(local, theirs)) return 'same';
  if (isSameDraft(local, local.kept) || isEmptyDraft(local)) return 'take';
  return isEmptyDraft(theirs) ? 'over' : 'ask';
}
