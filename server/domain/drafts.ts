import type { Draft, DraftSaveAnswer } from '../../protocol/drafts';
import { DRAFTS_MAX } from '../../protocol/limits';
import type { ParsedRequest } from '../../protocol/requests';
import type { Caller } from '../caller';
import type { Told } from '../happening';
import type { DraftRow } from '../models/draft';
import type { Parts } from '../parts';
import { presentDraft } from '../present/draft';
import { Refusal } from '../refusal';
import { listDrafts, lockDraft, ownUnsent, writeDraft, type DraftContent } from '../sql/drafts';
import { findRoom } from '../sql/membership';
import { roomOfMessage } from '../sql/messages';

/**
 * Keeps the caller's unsent text of a room and tells his other devices. A draft that another device wrote after `base` is not written
 * over: it comes back instead. An emptied one is nothing to lose. Refuses with `not_found`, `rate_limited`.
 */
export async function saveDraft(parts: Parts, caller: Caller, save: ParsedRequest<'draft:save'>): Promise<Told<DraftSaveAnswer>> {
  await parts.limits.take('draft', String(caller.user));
  return parts.db.transaction(async (within) => {
    const room = await findRoom(parts.db, within, caller, save.room);
    if (room === undefined) throw new Refusal('not_found');
    if (save.reply_to != null && (await roomOfMessage(parts.db, within, save.reply_to)) !== room.id) throw new Refusal('not_found');
    // A file that was collected meanwhile, or is not his, is left out: the text must not suffer for it.
    const attachments = await ownUnsent(parts.db, within, caller.user, room.id, save.attachments ?? []);
    const content: DraftContent = { message: save.message, reply_to: save.reply_to ?? null, attachments };
    const before = await lockDraft(parts.db, within, caller.user, room.id);
    if (isSame(before, content)) return { result: { draft: presentDraft(before), is_saved: true }, happenings: [] };
    if (before.version > save.base && before.session !== caller.session && !isEmpty(before)) {
      return { result: { draft: presentDraft(before), is_saved: false }, happenings: [] };
    }
    const draft = presentDraft(await writeDraft(parts.db, within, caller, room.id, content));
    return {
      result: { draft, is_saved: true },
      happenings: [{ fact: 'draft:changed', payload: { draft }, to: [{ user: caller.user, order: room.order }], except_session: caller.session }],
    };
  });
}

/** The caller's drafts that hold something, the last written first. `has_more`: there are older ones that do not come. */
export async function listDraftsOf(parts: Parts, caller: Caller): Promise<{ drafts: Draft[]; has_more: boolean }> {
  const rows = await listDrafts(parts.db, null, caller, DRAFTS_MAX + 1);
  return { drafts: rows.slice(0, DRAFTS_MAX).map(presentDraft), has_more: rows.length > DRAFTS_MAX };
}

function isEmpty(draft: DraftContent): boolean {
  return draft.message === '' && draft.reply_to === null && draft.attachments.length === 0;
}

function isSame(one: DraftRow, two: DraftContent): boolean {
  return one.message === two.message && one.reply_to === two.reply_to && one.attachments.join() === two.attachments.join();
}
