import { useEffect } from 'react';
import type { Sync } from '../sync/sync';

/** Connects and catches up at once when the page comes back: from sleep, from the background, from a dead network. */
export function useWaking(sync: Sync): void {
  useEffect(() => {
    const wake = () => {
      if (document.visibilityState === 'visible') sync.wake();
    };
    window.addEventListener('focus', wake);
    window.addEventListener('online', wake);
    window.addEventListener('pageshow', wake);
    document.addEventListener('visibilitychange', wake);
    return () => {
      window.removeEventListener('focus', wake);
      window.removeEventListener('online', wake);
      window.removeEventListener('pageshow', wake);
      document.removeEventListener('visibilitychange', wake);
    };
  }, [sync]);
}
