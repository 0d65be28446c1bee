import { useCallback, useEffect, useRef, useState } from 'react';
import { isDraftOf, loadDraft, peekDraft, saveDraft, watchDrafts } from '../sync/drafts';

/** The unsent text of one room, kept on this device at each change. For a component that lives for one user and room. */
export function useDraft(user: number, room: number, server: string): [text: string, setText: (text: string) => void] {
  const [text, setShown] = useState(() => peekDraft(user, room, server));
  const isTouched = useRef(false);

  useEffect(() => {
    let isGone = false;
    // It may have been out of sight for a while.
    setShown(peekDraft(user, room, server));
    const take = (kept: string) => {
      if (!isGone && !isTouched.current) setShown(kept);
    };
    loadDraft(user, room, server).then(take, () => undefined);
    const stop = watchDrafts((change) => {
      // The reader writes on, or has sent it, in another tab: this one must not hold the old text.
      const isNews = change === 'other tab' ? !document.hasFocus() : isDraftOf(change, user, room, server) && change.by === 'server';
      if (isNews) setShown(peekDraft(user, room, server));
    });
    return () => {
      isGone = true;
      stop();
    };
  }, [user, room, server]);

  const setText = useCallback(
    (next: string) => {
      isTouched.current = true;
      setShown(next);
      saveDraft(user, room, next, server);
    },
    [user, room, server],
  );

  return [text, setText];
}
