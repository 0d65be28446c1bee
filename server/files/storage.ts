import type { Readable } from 'node:stream';
import type { DataStore } from '@tus/utils';

/** Where the bytes lie. What is visible of them is the table's matter. */
export type Storage = {
  /** Takes the bytes of an upload, at most as many as were announced. */
  tus: DataStore;
  /** How many bytes of an upload are there. Undefined: nothing is. */
  received(key: string): Promise<number | undefined>;
  /** The bytes from `start` to `end`, both included; all of them without. */
  read(key: string, range?: { start: number; end: number }): Promise<Readable>;
  /** Keeps a whole small thing, a thumbnail, at once or not at all. */
  put(key: string, bytes: Buffer): Promise<void>;
  /** Resolves when the complete upload outlives a sudden end of the machine. */
  seal(key: string): Promise<void>;
  /** Removes an upload, complete or not, and its thumbnail. What is not there is removed already. */
  remove(key: string): Promise<void>;
};

/** The name of a file's thumbnail in the store. */
export function thumbnailKey(key: string): string {
  return `${key}.webp`;
}
