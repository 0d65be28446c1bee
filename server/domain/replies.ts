import { UniqueConstraintError } from 'sequelize';
import { REPLIES_MAX, replyBody, type RepliesImported, type Reply, type ReplyInput, type ReplyScope } from '../../protocol/replies';
import type { Caller } from '../caller';
import type { Within } from '../database/database';
import type { Happening, Told } from '../happening';
import type { ReplyRow } from '../models/later';
import type { Parts } from '../parts';
import { presentReply } from '../present/reply';
import { Refusal } from '../refusal';
import { countReplies, deleteReplyRow, insertReply, lockReply, repliesFor, saveReply, staffIds, type NewReply } from '../sql/replies';
import { readCsv, writeCsv } from './replies_csv';

/** Who may change what: everybody his own, whoever answers the team's, admins those of all. */
function mayEdit(caller: Caller, scope: ReplyScope): boolean {
  return scope !== 'all' || caller.role === 'admin';
}

const rowOf = (caller: Caller, { scope, trigger, title, message, actions }: ReplyInput): NewReply => ({ scope, owner: scope === 'own' ? caller.user : null, trigger, title, message, actions });
const present = (caller: Caller) => (row: ReplyRow) => presentReply(row, mayEdit(caller, row.scope));

async function changedFor(parts: Parts, within: Within, caller: Caller, scopes: readonly ReplyScope[]): Promise<Happening[]> {
  const users = scopes.every((scope) => scope === 'own') ? [caller.user] : await staffIds(parts.db, within);
  return [{ fact: 'replies:changed', payload: {}, to: users.map((user) => ({ user, order: null })) }];
}

/** What the caller may answer with. */
export async function listReplies(parts: Parts, caller: Caller): Promise<Reply[]> {
  return (await repliesFor(parts.db, null, caller.user)).map(present(caller));
}

/** Keeps a new one. Refuses with `forbidden`, and `conflict` when its trigger is taken. */
export async function addReply(parts: Parts, caller: Caller, input: ReplyInput): Promise<Told<Reply>> {
  if (!mayEdit(caller, input.scope)) throw new Refusal('forbidden');
  return parts.db.transaction(async (within) => {
    const row = rowOf(caller, input);
    if ((await countReplies(parts.db, within, row)) >= REPLIES_MAX) throw new Refusal('conflict');
    const stored = await insertReply(parts.db, within, row);
    if (stored === undefined) throw new Refusal('conflict');
    return { result: present(caller)(stored), happenings: await changedFor(parts, within, caller, [input.scope]) };
  });
}

/** Changes one, its scope included. Refuses with `not_found`, `forbidden`, `conflict`. */
export async function changeReply(parts: Parts, caller: Caller, id: number, input: ReplyInput): Promise<Told<Reply>> {
  const change = parts.db.transaction(async (within) => {
    const before = await ownReply(parts, within, caller, id);
    if (!mayEdit(caller, input.scope)) throw new Refusal('forbidden');
    const stored = await saveReply(parts.db, within, id, rowOf(caller, input));
    return { result: present(caller)(stored), happenings: await changedFor(parts, within, caller, [before.scope, input.scope]) };
  });
  // Asked before, the trigger could still be taken at the same moment: only the index knows.
  return change.catch((error) => {
    throw error instanceof UniqueConstraintError ? new Refusal('conflict') : error;
  });
}

/** Refuses with `not_found`, `forbidden`. */
export async function deleteReply(parts: Parts, caller: Caller, id: number): Promise<Told<undefined>> {
  return parts.db.transaction(async (within) => {
    const before = await ownReply(parts, within, caller, id);
    await deleteReplyRow(parts.db, within, id);
    return { result: undefined, happenings: await changedFor(parts, within, caller, [before.scope]) };
  });
}

async function ownReply(parts: Parts, within: Within, caller: Caller, id: number): Promise<ReplyRow> {
  const row = await lockReply(parts.db, within, id, caller.user);
  if (row === undefined) throw new Refusal('not_found');
  if (!mayEdit(caller, row.scope)) throw new Refusal('forbidden');
  return row;
}

/** Those of one scope, or all that the caller sees, as a table of their texts. */
export async function exportReplies(parts: Parts, caller: Caller, scope: ReplyScope | undefined): Promise<{ csv: string }> {
  const rows = await repliesFor(parts.db, null, caller.user);
  return { csv: writeCsv(rows.filter((row) => (scope === undefined || row.scope === scope) && row.message !== '')) };
}

/**
 * Takes a table into one scope: a trigger that is there is changed, another one is added. Lines that are no replies are named and left out.
 * Refuses with `forbidden`, and `bad_request` when it is no such table at all.
 */
export async function importReplies(parts: Parts, caller: Caller, scope: ReplyScope, csv: string): Promise<Told<RepliesImported>> {
  if (!mayEdit(caller, scope)) throw new Refusal('forbidden');
  const lines = readCsv(csv);
  if (lines === undefined) throw new Refusal('bad_request');
  return parts.db.transaction(async (within) => {
    const known = new Map((await repliesFor(parts.db, within, caller.user)).filter((row) => row.scope === scope).map((row) => [row.trigger, row]));
    const seen = new Set<string>();
    const done: RepliesImported = { added: 0, changed: 0, unchanged: 0, refused: [] };
    for (const { line, ...fields } of lines) {
      const parsed = replyBody.safeParse({ scope, ...fields });
      const refuse = (reason: RepliesImported['refused'][number]['reason']) => done.refused.push({ line, reason });
      if (!parsed.success) {
        refuse((parsed.error.issues[0]?.path[0] ?? 'message') as 'trigger' | 'title' | 'message');
        continue;
      }
      const row = rowOf(caller, parsed.data);
      const before = known.get(row.trigger);
      if (seen.has(row.trigger)) refuse('repeated');
      else if (before !== undefined && before.title === row.title && before.message === row.message) done.unchanged += 1;
      else if (before !== undefined) {
        // A table has texts alone: what a macro does stays as it is.
        await saveReply(parts.db, within, before.id, { ...row, actions: before.actions });
        done.changed += 1;
      } else if (known.size + done.added >= REPLIES_MAX || (await insertReply(parts.db, within, row)) === undefined) refuse('full');
      else done.added += 1;
      seen.add(row.trigger);
    }
    return { result: done, happenings: done.added + done.changed > 0 ? await changedFor(parts, within, caller, [scope]) : [] };
  });
}
