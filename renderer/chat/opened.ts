import { useEffect, useState } from 'react';
import type { Room } from '../../protocol/entities';
import type { Connection, Timeline } from '../store/chat';

/** Up to so many messages before those at hand the first unread one is loaded together with all that follow; further away only its surroundings are. */
const LOOK_BACK = 100;

export type OpenedOptions = {
  room: Room;
  timeline: Timeline | undefined;
  connection: Connection;
  /** Both: false when it cannot be had now. */
  loadOlder(this: void): Promise<boolean>;
  /** Moves the window to a message. */
  moveTo(this: void, seq: number): Promise<boolean>;
};

/** True from when the room can be shown: its newest messages are there, or the first unread one where that can be had. */
export function useOpened({ room, timeline, connection, loadOlder, moveTo }: OpenedOptions): boolean {
  const [isOpened, setIsOpened] = useState(false);
  const [isGivenUp, setIsGivenUp] = useState(false);
  const isOnline = connection === 'online';
  const isFresh = timeline !== undefined && isCurrent(room, timeline, connection);
  const lacksUnread = isFresh && isOnline && !isGivenUp && lacksFirstUnread(room, timeline);
  // Whoever was brought to a message does not wait for the first unread one.
  const canOpen = isFresh && (!lacksUnread || timeline.found !== null);
  if (canOpen && !isOpened) setIsOpened(true);

  const isLoading = timeline?.is_loading_older ?? false;
  const first = timeline?.messages[0]?.seq;
  const unread = room.read_seq + 1;
  useEffect(() => {
    if (!lacksUnread || isOpened || isLoading || first === undefined) return;
    const found = first - unread > LOOK_BACK ? moveTo(unread) : loadOlder();
    found.then(
      (isThere) => !isThere && setIsGivenUp(true),
      () => setIsGivenUp(true),
    );
  }, [lacksUnread, isOpened, isLoading, first, unread, loadOlder, moveTo]);

  return isOpened || canOpen;
}

/** Of what stood on the disk only the server can say whether it is the newest; without a connection it has to do. */
function isCurrent(room: Room, timeline: Timeline, connection: Connection): boolean {
  if (connection === 'offline') return true;
  return !timeline.is_kept && (connection !== 'online' || timeline.last_rev >= room.last_rev);
}

function lacksFirstUnread(room: Room, timeline: Timeline): boolean {
  const first = timeline.messages[0];
  return room.unread_count > 0 && first !== undefined && first.seq > room.read_seq + 1 && timeline.has_older;
}
