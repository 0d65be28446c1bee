import { useCallback, useLayoutEffect, useRef, type RefObject } from 'react';
import type { Room } from '../../protocol/entities';
import type { Timeline } from '../store/chat';
import type { Sync } from '../sync/sync';
import { useTexts } from './language';
import { searchTexts } from './search_texts';
import type { TimelineHandle } from './Timeline';

export type JumpsOptions = {
  sync: Sync;
  room: Room;
  timeline: Timeline | undefined;
  /** Changes whenever what is drawn changes. */
  items: unknown;
  list: RefObject<TimelineHandle | null>;
  /** Draws everything that is loaded. */
  drawAll(): void;
  /** What went wrong, in words; null: nothing any more. */
  onProblem(text: string | null): void;
};

/** Bringing the reader of an open conversation to another place of it. */
export function useJumps({ sync, room, timeline, items, list, drawAll, onProblem }: JumpsOptions) {
  const t = useTexts(searchTexts);
  const id = room.id;
  const found = timeline?.found ?? null;
  const shownTurn = useRef(0);
  const wantsEnd = useRef(false);

  // The store points; as soon as the message is drawn it is scrolled to, once.
  useLayoutEffect(() => {
    if (!found || found.turn === shownTurn.current) return;
    if (list.current?.show(found.seq)) shownTurn.current = found.turn;
    else if (list.current && isWithin(timeline, found.seq)) drawAll();
  });
  useLayoutEffect(() => {
    if (!wantsEnd.current || timeline?.has_newer !== false) return;
    wantsEnd.current = false;
    list.current?.toEnd();
  }, [items, timeline?.has_newer, list]);

  const report = useCallback((isThere: boolean) => onProblem(isThere ? null : t('jump_failed')), [onProblem, t]);
  const toMessage = useCallback((seq: number) => void sync.showAt(id, seq).then(report), [sync, id, report]);
  const toDay = useCallback((at: string) => void sync.jumpToDate(id, at).then(report), [sync, id, report]);
  const loadNewer = useCallback(() => void sync.loadNewer(id), [sync, id]);
  const toNewest = useCallback(async () => {
    wantsEnd.current = true;
    await sync.showNewest(id);
  }, [sync, id]);

  const first = timeline?.messages[0]?.seq ?? 0;
  const isUnreadAbove = room.unread_count > 0 && first > room.read_seq + 1;
  const readSeq = room.read_seq;
  const toFirstUnread = useCallback(() => toMessage(readSeq + 1), [toMessage, readSeq]);

  return { toMessage, toDay, loadNewer, toNewest, toFirstUnread: isUnreadAbove ? toFirstUnread : undefined };
}

function isWithin(timeline: Timeline | undefined, seq: number): boolean {
  const messages = timeline?.messages ?? [];
  return messages.length > 0 && messages[0]!.seq <= seq && seq <= messages.at(-1)!.seq;
}
