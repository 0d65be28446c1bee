/** Calls back when the page may have slept or missed something: focus, visible again, back from the cache, network back. Returns how to stop. */
export function watchAwake(wake: () => void, networkLost: () => void): () => void {
  if (typeof window === 'undefined') return () => {};
  const seen = () => {
    if (document.visibilityState === 'visible') wake();
  };
  window.addEventListener('focus', wake);
  window.addEventListener('pageshow', wake);
  window.addEventListener('online', wake);
  window.addEventListener('offline', networkLost);
  document.addEventListener('visibilitychange', seen);
  return () => {
    window.removeEventListener('focus', wake);
    window.removeEventListener('pageshow', wake);
    window.removeEventListener('online', wake);
    window.removeEventListener('offline', networkLost);
    document.removeEventListener('visibilitychange', seen);
  };
}
