import { useCallback, useEffect, useRef, useState } from 'react';
import { loadDraft, peekDraft, saveDraft } from '../sync/drafts';

/** The unsent text of one room, kept on this device at each change. For a component that lives for one user and room. */
export function useDraft(user: number, room: number): [text: string, setText: (text: string) => void] {
  const [text, setShown] = useState(() => peekDraft(user, room));
  const isTouched = useRef(false);

  useEffect(() => {
    let isGone = false;
    const take = (kept: string) => {
      if (!isGone && !isTouched.current) setShown(kept);
    };
    loadDraft(user, room).then(take, () => undefined);
    // The reader writes on, or has sent it, in another tab: this one must not hold the old text.
    const follow = () => {
      if (!document.hasFocus()) setShown(peekDraft(user, room));
    };
    window.addEventListener('storage', follow);
    return () => {
      isGone = true;
      window.removeEventListener('storage', follow);
    };
  }, [user, room]);

  const setText = useCallback(
    (next: string) => {
      isTouched.current = true;
      setShown(next);
      saveDraft(user, room, next);
    },
    [user, room],
  );

  return [text, setText];
}
