import { isTimeZone } from '../../protocol/business_time';
import type { Message } from '../../protocol/entities';
import type { Exported, ExportedMessage, ExportFormat } from '../../protocol/exports';
import { HISTORY_PAGE_MAX } from '../../protocol/limits';
import type { Language } from '../../protocol/errors';
import type { Caller, KeyCaller } from '../caller';
import type { Parts } from '../parts';
import { presentEvent } from '../present/event';
import { exportPage } from '../present/export_page';
import { presentMessage } from '../present/message';
import { presentNote } from '../present/note';
import { iso, isoOrNull } from '../present/time';
import { Refusal } from '../refusal';
import { eventsBetween, exportHead, notesBetween, type ExportHead } from '../sql/exports';
import { findRoom } from '../sql/membership';
import { messagePage } from '../sql/messages';
import { roomOfOrder } from '../sql/rooms';

export type ExportWish = { format: ExportFormat; time_zone: string; notes?: boolean };
/** A file that is made while it is sent. */
export type ExportFile = { name: string; type: string; content: AsyncIterable<string> };

/** A conversation for one of its participants. Notes come only to experts, and only when they ask; a client who does is `forbidden`. */
export async function exportRoom(parts: Parts, caller: Caller, room: number, wish: ExportWish): Promise<ExportFile> {
  if ((await findRoom(parts.db, null, caller, room)) === undefined) throw new Refusal('not_found');
  if (wish.notes && (caller.role === 'client' || caller.order !== null)) throw new Refusal('forbidden');
  return exported(parts, room, wish, caller.language, wish.notes ? caller : null);
}

/** The same for the marketplace, which never gets notes. */
export async function exportOrder(parts: Parts, caller: KeyCaller, order: number, wish: ExportWish): Promise<ExportFile> {
  const room = await roomOfOrder(parts.db, null, order);
  if (room === undefined) throw new Refusal('not_found');
  return exported(parts, room.id, wish, caller.language, null);
}

async function exported(parts: Parts, room: number, wish: ExportWish, language: Language, reader: Caller | null): Promise<ExportFile> {
  if (!isTimeZone(wish.time_zone)) throw new Refusal('bad_request');
  const found = await exportHead(parts.db, null, room);
  if (found === undefined) throw new Refusal('not_found');
  const timeline = timelineOf(parts, found, reader);
  const isJson = wish.format === 'json';
  return {
    name: `order-${found.order}.${isJson ? 'json' : 'html'}`,
    type: isJson ? 'application/json; charset=utf-8' : 'text/html; charset=utf-8',
    content: isJson ? asJson(headOf(found), timeline) : asPage(headOf(found), timeline, { language, time_zone: wish.time_zone, is_print: wish.format === 'print' }),
  };
}

type Entry = { message: Message } | Exclude<Exported['timeline'][number], { message: unknown }>;

/** The conversation up to the message that is the last one now, page by page: never more of it in memory. */
async function* timelineOf({ db, files }: Parts, { room, last_seq }: ExportHead, reader: Caller | null): AsyncGenerator<Entry> {
  for (let after = 0; ; ) {
    const page = after >= last_seq ? [] : await messagePage(db, null, room, { after, limit: HISTORY_PAGE_MAX });
    const messages = page.filter(({ seq }) => seq <= last_seq).map((row) => presentMessage(row, files.sign));
    const last = messages.at(-1)?.seq ?? after;
    const isEnd = last >= last_seq || messages.length === 0;
    // What stands behind the page's last message belongs to the next page, unless there is none.
    const [from, to] = [after, isEnd ? last : last - 1];
    const beside = [
      ...(await eventsBetween(db, reader, room, from, to)).map((row) => ({ after_seq: row.after_seq, at: row.created_at, entry: { event: presentEvent(row) } })),
      ...(reader === null ? [] : await notesBetween(db, reader, room, from, to)).map((row) => ({ after_seq: row.after_seq, at: row.created_at, entry: { note: presentNote(row) } })),
    ].sort((a, b) => a.after_seq - b.after_seq || a.at.getTime() - b.at.getTime());
    let next = 0;
    const behind = function* (seq: number) {
      for (; next < beside.length && beside[next]!.after_seq <= seq; next += 1) yield beside[next]!.entry;
    };
    yield* behind(after);
    for (const message of messages) {
      yield { message };
      yield* behind(message.seq);
    }
    if (isEnd) return;
    after = last;
  }
}

async function* asPage(head: Omit<Exported, 'timeline'>, timeline: AsyncIterable<Entry>, options: Parameters<typeof exportPage>[1]): AsyncGenerator<string> {
  const page = exportPage(head, options);
  yield page.begin();
  for await (const entry of timeline) {
    if ('message' in entry) yield page.message(entry.message);
    else if ('event' in entry) yield page.event(entry.event);
    else yield page.note(entry.note);
  }
  yield page.end();
}

async function* asJson(head: Omit<Exported, 'timeline'>, timeline: AsyncIterable<Entry>): AsyncGenerator<string> {
  yield `${JSON.stringify(head).slice(0, -1)},"timeline":[`;
  let isFirst = true;
  for await (const entry of timeline) {
    yield `${isFirst ? '' : ','}\n${JSON.stringify('message' in entry ? { message: plainMessage(entry.message) } : entry)}`;
    isFirst = false;
  }
  yield '\n]}\n';
}

/** A message without what belongs to a session or will not last: addresses of files are signed for a short time. */
export function plainMessage(message: Message): ExportedMessage {
  const { id, room, seq, rev, sender, sender_name, message: text, reply_to, created_at, edited_at, deleted_at } = message;
  const attachments = message.attachments.map(({ id: file, name, size, type, sha256 }) => ({ id: file, name, size, type, sha256 }));
  return { id, room, seq, rev, sender, sender_name, message: text, reply_to, created_at, edited_at, deleted_at, attachments };
}

function headOf(head: ExportHead): Omit<Exported, 'timeline'> {
  return {
    order: { id: head.order, title: head.order_title, status: head.order_status },
    participants: head.participants.map((one) => ({
      user: one.user,
      first_name: one.first_name,
      last_name: one.last_name,
      role: one.role,
      joined_at: iso(one.joined_at),
      left_at: isoOrNull(one.left_at),
    })),
    exported_at: iso(new Date()),
  };
}
