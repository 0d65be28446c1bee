import { useCallback, useEffect, useRef, useState } from 'react';
import { loadDraft, saveDraft } from '../sync/drafts';

export type Draft = {
  text: string;
  /** False until the kept text has been looked for. */
  is_loaded: boolean;
  setText(text: string): void;
};

/** The unsent text of a room, kept on this device at each change. */
export function useDraft(user: number, room: number): Draft {
  const [text, setShown] = useState('');
  const [isLoaded, setIsLoaded] = useState(false);
  const isTouched = useRef(false);

  useEffect(() => {
    let isGone = false;
    isTouched.current = false;
    setShown('');
    setIsLoaded(false);
    const take = (kept: string) => {
      if (isGone) return;
      // Whoever types before the kept text is found keeps both.
      setShown((typed) => (isTouched.current && kept !== '' && typed !== kept ? `${kept}${typed}` : isTouched.current ? typed : kept));
      setIsLoaded(true);
    };
    loadDraft(user, room).then(take, () => take(''));
    return () => {
      isGone = true;
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

  return { text, is_loaded: isLoaded, setText };
}
