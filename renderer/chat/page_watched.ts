import { useSyncExternalStore } from 'react';

/** True while somebody looks at this page: it is visible and has the focus. */
export function isPageWatched(): boolean {
  return document.visibilityState === 'visible' && document.hasFocus();
}

function subscribe(listener: () => void): () => void {
  document.addEventListener('visibilitychange', listener);
  window.addEventListener('focus', listener);
  window.addEventListener('blur', listener);
  return () => {
    document.removeEventListener('visibilitychange', listener);
    window.removeEventListener('focus', listener);
    window.removeEventListener('blur', listener);
  };
}

/** `isPageWatched` as React state. */
export function usePageWatched(): boolean {
  return useSyncExternalStore(subscribe, isPageWatched, () => false);
}
