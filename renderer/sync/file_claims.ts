/** Which files this tab has, of all tabs of the browser. */
export type FileClaims = {
  /** Takes a file for this tab, or waits until the tab that has it is gone. */
  own(key: string, then: () => void): void;
  /** It is this tab's, or waited for. */
  has(key: string): boolean;
  /** Ends the claim of this tab on a file. */
  release(key: string): void;
  releaseAll(): void;
};

/** One tab has a file at a time, by the browser's locks; where there are none, whoever asks has it. */
export function createFileClaims(server: string): FileClaims {
  const releases = new Map<string, () => void>();
  return {
    own(key, then) {
      const locks = typeof navigator === 'undefined' ? undefined : (navigator.locks as LockManager | undefined);
      if (!locks) return then();
      const abort = new AbortController();
      releases.set(key, () => abort.abort());
      locks
        .request(`orderline-file ${server} ${key}`, { signal: abort.signal }, () => {
          then();
          return new Promise<void>((resolve) => releases.set(key, resolve));
        })
        .catch((error: DOMException) => {
          // Given up while it waited; anything else says that this page has no locks.
          if (error.name !== 'AbortError') then();
        });
    },
    has: (key) => releases.has(key),
    release(key) {
      releases.get(key)?.();
      releases.delete(key);
    },
    releaseAll() {
      for (const release of releases.values()) release();
      releases.clear();
    },
  };
}
