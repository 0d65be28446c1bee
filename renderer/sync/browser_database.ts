import { openDB } from 'idb';
import type { DBSchema, IDBPDatabase } from 'idb';

export type BrowserDatabase<S extends DBSchema> = {
  /** The open connection; a new one when the browser or a newer page has closed the last. */
  open(): Promise<IDBPDatabase<S>>;
  close(): void;
};

const OPEN_MS = 3_000;

/** A database of this browser, in its first shape. */
export function browserDatabase<S extends DBSchema>(name: string, shape: (fresh: IDBPDatabase<S>) => void): BrowserDatabase<S> {
  let opening: Promise<IDBPDatabase<S>> | null = null;
  const onGone = () => (opening = null);
  return {
    open() {
      opening ??= openDB<S>(name, 1, {
        upgrade: shape,
        blocking(_current, _blocked, event) {
          (event.target as IDBDatabase).close();
          onGone();
        },
        terminated: onGone,
      }).catch((error: unknown) => {
        onGone();
        throw error;
      });
      return opening;
    },
    close() {
      void opening?.then((db) => db.close(), () => undefined);
      onGone();
    },
  };
}

/** What is kept on the disk, or in memory where that cannot be: some browsers neither open nor refuse in private windows. */
export function diskOrMemory<T>(onDisk: Promise<T>, inMemory: () => T): Promise<T> {
  const late = new Promise<T>((resolve) => setTimeout(() => resolve(inMemory()), OPEN_MS));
  return Promise.race([onDisk.catch(inMemory), late]);
}
