import type { Message, Room } from '../../../protocol/entities';
import { HISTORY_PAGE_MAX } from '../../../protocol/limits';
import type { Sync } from '../../sync/sync';
import { owedFrom, unreadIn } from './why';
import type { WhyCount } from './why';

/** The messages behind one room's part of a number, asked for by their numbers; null: they cannot be had now. */
export async function messagesBehind(sync: Sync, room: Room, count: WhyCount): Promise<readonly Message[] | null> {
  const me = sync.store.getState().me?.id ?? 0;
  const kept = sync.store.getState().timelines.get(room.id);
  const isWhole = kept && !kept.has_newer && kept.last_rev >= room.last_rev;
  if (count === 'owed') {
    const known = isWhole ? owedFrom(kept.messages, room) : null;
    if (known || room.owed_since === null) return known ? [known] : [];
    const page = await ask(sync, room.id, `at=${encodeURIComponent(room.owed_since)}`);
    const from = page && owedFrom(page, room);
    return page && (from ? [from] : []);
  }
  if (isWhole && (kept.messages[0]?.seq ?? Infinity) <= room.read_seq + 1) return unreadIn(kept.messages, room, me);
  const found: Message[] = [];
  for (let after = room.read_seq; ; ) {
    const page = await ask(sync, room.id, `after_seq=${after}&limit=${HISTORY_PAGE_MAX}`);
    if (!page) return null;
    found.push(...page);
    const last = page.at(-1);
    if (!last || page.length < HISTORY_PAGE_MAX) return unreadIn(found, room, me);
    after = last.seq;
  }
}

async function ask(sync: Sync, room: number, query: string): Promise<readonly Message[] | null> {
  const answer = await sync.ask<Message[]>(`/api/chat/rooms/${room}/messages?${query}`);
  return answer.ok ? answer.body : null;
}
