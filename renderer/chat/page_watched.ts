import { useCallback, useSyncExternalStore } from 'react';
import { useOwnDocument } from './own_document';

/** True while somebody looks at this document: it is visible and its window has the focus. */
export function isPageWatched(view: Document): boolean {
  return view.visibilityState === 'visible' && view.hasFocus();
}

function subscribe(view: Document, listener: () => void): () => void {
  const window = view.defaultView;
  view.addEventListener('visibilitychange', listener);
  window?.addEventListener('focus', listener);
  window?.addEventListener('blur', listener);
  return () => {
    view.removeEventListener('visibilitychange', listener);
    window?.removeEventListener('focus', listener);
    window?.removeEventListener('blur', listener);
  };
}

/** `isPageWatched` of the window in which this is drawn, as React state. */
export function usePageWatched(): boolean {
  const view = useOwnDocument();
  const watch = useCallback((listener: () => void) => subscribe(view, listener), [view]);
  return useSyncExternalStore(watch, () => isPageWatched(view), () => false);
}
