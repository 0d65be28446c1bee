import { useEffect, useState } from 'react';
import { draftRooms, watchDrafts } from '../sync/drafts';

const SETTLE_MS = 250;

/** The rooms in which this user has unsent text; looked up a moment after the typing, not at each key. */
export function useDraftRooms(user: number, server: string): ReadonlySet<number> {
  const [rooms, setRooms] = useState(() => draftRooms(user, server));
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const look = () => {
      clearTimeout(timer);
      timer = setTimeout(() => setRooms((before) => keepSame(before, draftRooms(user, server))), SETTLE_MS);
    };
    const stop = watchDrafts(look);
    return () => {
      clearTimeout(timer);
      stop();
    };
  }, [user, server]);
  return rooms;
}

function keepSame(before: ReadonlySet<number>, now: ReadonlySet<number>): ReadonlySet<number> {
  return before.size === now.size && [...now].every((room) => before.has(room)) ? before : now;
}
