/** A storage that lasts as long as the page, by the same calls. */
function pageStorage(): Storage {
  const kept = new Map<string, string>();
  const calls: Pick<Storage, 'getItem' | 'setItem' | 'removeItem' | 'clear' | 'key'> = {
    getItem: (key) => kept.get(key) ?? null,
    setItem: (key, value) => void kept.set(key, value),
    removeItem: (key) => void kept.delete(key),
    clear: () => kept.clear(),
    key: (index) => [...kept.keys()][index] ?? null,
  };
  return Object.defineProperty(calls, 'length', { get: () => kept.size }) as Storage;
}

/**
 * Where the browser refuses its storage, only looking at it throws: in this page's own reads, which expect it, and in those of libraries, which
 * do not. There the page remembers for itself until it is closed.
 */
export function standInForStorage(view: Window = window): void {
  try {
    void view.localStorage.length;
  } catch {
    Object.defineProperty(view, 'localStorage', { value: pageStorage(), configurable: true });
  }
}
