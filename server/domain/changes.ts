import type { Message } from '../../protocol/entities';
import type { Caller } from '../caller';
import { editMs } from '../config';
import type { Within } from '../database/database';
import type { Happening, Told } from '../happening';
import type { MessageViewRow, RoomRow } from '../models/room';
import type { Parts } from '../parts';
import { presentMessage } from '../present/message';
import { Refusal } from '../refusal';
import { dropFilesOf } from '../sql/attachments';
import { currentParticipants, lockRoom } from '../sql/membership';
import { markMessageDeleted, messageView, oldestOwed, roomOfMessage, setMessageText } from '../sql/messages';
import { saveRoom } from '../sql/rooms';
import { dropVersions, keepVersion } from '../sql/versions';
import { audit } from './audit';
import { removeSoon } from './collecting';
import { messageFacts } from './message_facts';
import { unasked } from './owed';
import { dropPromise } from './promises';

/**
 * Gives a message of the caller's a new text; of nothing only where it has files. What it said before is kept. The same text changes nothing.
 * Refuses with `not_found`, `forbidden`, `conflict`, `bad_request`.
 */
export async function editMessage(parts: Parts, caller: Caller, id: number, text: string): Promise<Told<Message>> {
  return change(parts, caller, id, async (within, room, message) => {
    if (message.deleted_at !== null) throw new Refusal('conflict');
    if (text.trim() === '' && message.attachments.length === 0) throw new Refusal('bad_request', { field: 'message' });
    if (message.message === text) return undefined;
    if (isTooOld(parts, message)) throw new Refusal('forbidden');
    const changed = { ...room, last_rev: room.last_rev + 1 };
    await keepVersion(parts.db, within, id);
    await setMessageText(parts.db, within, id, changed.last_rev, text);
    return changed;
  });
}

/** Empties a message of the caller's; its place stays. Deleting it again changes nothing. Refuses with `not_found`, `forbidden`. */
export async function deleteMessage(parts: Parts, caller: Caller, id: number): Promise<Told<Message>> {
  let files: string[] = [];
  const empty: Alter = async (within, room, message) => {
    if (message.deleted_at !== null) return undefined;
    const changed = { ...room, last_rev: room.last_rev + 1 };
    await markMessageDeleted(parts.db, within, id, changed.last_rev);
    await dropVersions(parts.db, within, id);
    files = await dropFilesOf(parts.db, within, id);
    await audit(parts, within, { kind: 'message_deleted', actor: caller.user, session: caller.session, data: { message: id, room: room.id } });
    return message.side === 'client' ? unasked(parts.db, within, changed) : changed;
  };
  const told = await change(parts, caller, id, empty, (within, room) => dropPromise(parts, within, room, id));
  removeSoon(parts, files);
  return told;
}

/** Whether the time in which a message can be edited is over. */
function isTooOld(parts: Parts, message: MessageViewRow): boolean {
  const ms = editMs(parts.config);
  return ms > 0 && parts.clock.now() - Number(message.created_at) > ms;
}

/** What becomes of the room; undefined: nothing changed. */
type Alter = (within: Within, room: RoomRow, message: MessageViewRow) => Promise<RoomRow | undefined>;

/** Locks the message's room, lets `alter` do its deed, stores the room and tells its holders, with what `after` has to tell beside it. */
async function change(
  parts: Parts,
  caller: Caller,
  id: number,
  alter: Alter,
  after: (within: Within, room: RoomRow) => Promise<readonly Happening[]> = async () => [],
): Promise<Told<Message>> {
  await parts.limits.take('post', String(caller.user));
  return parts.db.transaction(async (within) => {
    const roomId = await roomOfMessage(parts.db, within, id);
    const room = roomId === undefined ? undefined : await lockRoom(parts.db, within, caller, roomId);
    if (room === undefined) throw new Refusal('not_found');
    const before = (await messageView(parts.db, within, id))!;
    if (before.sender !== caller.user) throw new Refusal('forbidden');
    const changed = await alter(within, room, before);
    if (changed === undefined) return { result: presentMessage(before, parts.files.sign), happenings: [] };
    await saveRoom(parts.db, within, changed);
    const message = presentMessage((await messageView(parts.db, within, id))!, parts.files.sign);
    const participants = await currentParticipants(parts.db, within, room.id);
    const unanswered = changed.waived_seq <= changed.answered_seq ? changed.owed_since : ((await oldestOwed(parts.db, within, changed))?.created_at ?? null);
    const happenings = messageFacts('message:changed', message, changed, participants, unanswered);
    return { result: message, happenings: [...happenings, ...(await after(within, changed))] };
  });
}
