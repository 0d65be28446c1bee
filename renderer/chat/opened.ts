import { useEffect, useState } from 'react';
import type { Room } from '../../protocol/entities';
import type { Connection, Timeline } from '../store/chat';

/** So far back the first unread message is looked for before the room opens anyway. */
const LOOK_BACK = 300;

/** True from when the room can be shown: its newest messages are there, and the first unread one among them where it can be had. */
export function useOpened(room: Room | undefined, timeline: Timeline | undefined, connection: Connection, loadOlder: () => Promise<void>): boolean {
  const [isOpened, setIsOpened] = useState(false);
  const [isGivenUp, setIsGivenUp] = useState(false);
  const isOnline = connection === 'online';
  const isFresh = room !== undefined && timeline !== undefined && isCurrent(room, timeline, connection);
  const lacksUnread = isFresh && isOnline && !isGivenUp && lacksFirstUnread(room, timeline);
  // Whoever was brought to a message does not wait for the first unread one.
  const canOpen = isFresh && (!lacksUnread || timeline.found !== null);
  if (canOpen && !isOpened) setIsOpened(true);

  const isLoading = timeline?.is_loading_older ?? false;
  const first = timeline?.messages[0]?.seq;
  useEffect(() => {
    if (!lacksUnread || isOpened || isLoading) return;
    loadOlder().catch(() => setIsGivenUp(true));
  }, [lacksUnread, isOpened, isLoading, first, loadOlder]);

  return isOpened || canOpen;
}

/** Of what stood on the disk only the server can say whether it is the newest; without a connection it has to do. */
function isCurrent(room: Room, timeline: Timeline, connection: Connection): boolean {
  if (connection === 'offline') return true;
  return !timeline.is_kept && (connection !== 'online' || timeline.last_rev >= room.last_rev);
}

function lacksFirstUnread(room: Room, timeline: Timeline): boolean {
  const first = timeline.messages[0];
  return room.unread_count > 0 && first !== undefined && first.seq > room.read_seq + 1 && timeline.has_older && timeline.messages.length < LOOK_BACK;
}
