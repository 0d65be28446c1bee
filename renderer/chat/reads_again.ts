import { useRef } from 'react';

/**
 * Whether reading may move on by itself. Who marks the open conversation unread does not want it read again under his eyes: it waits until
 * he has turned to another window and come back, or has closed the conversation and opened it anew.
 */
export function useReadsAgain(isWatched: boolean, unreadFrom: number | null): boolean {
  const held = useRef(false);
  const before = useRef(unreadFrom);
  if (before.current !== unreadFrom) {
    held.current = unreadFrom !== null;
    before.current = unreadFrom;
  }
  if (!isWatched) held.current = false;
  return !held.current;
}
