import { renameSync } from 'node:fs';
import { join } from 'node:path';
import type { z } from 'zod';

/** The part of electron-store that is used; one JSON file, written atomically at each `set`. */
export type StoreFile = { get(key: string): unknown; set(key: string, value: unknown): void };

export type StoreParts = {
  /** Opens the file `<name>.json` in the app's own folder; throws when it cannot be read. */
  open(name: string): StoreFile;
  folder: string;
  log(text: string): void;
};

/** One remembered value. `set` says whether it reached the disk; the value holds for this run in any case. */
export type Slot<T> = { get(): T; set(value: T): boolean };

export type Store = { slot<T>(key: string, schema: z.ZodType<T>, fallback: T): Slot<T> };

/** Opens one file of remembered values. A broken file is laid aside, a broken value is its default: neither stops the start. */
export function openStore(parts: StoreParts, name: string): Store {
  const file = openFile(parts, name);
  return {
    slot<T>(key: string, schema: z.ZodType<T>, fallback: T): Slot<T> {
      let value = read(key, schema, fallback);
      return {
        get: () => value,
        set(next) {
          value = next;
          return write(key, next);
        },
      };
    },
  };

  function read<T>(key: string, schema: z.ZodType<T>, fallback: T): T {
    try {
      const parsed = schema.safeParse(file?.get(key));
      return parsed.success ? parsed.data : fallback;
    } catch (error) {
      parts.log(`${key} could not be read from ${name}.json: ${String(error)}.`);
      return fallback;
    }
  }

  function write(key: string, value: unknown): boolean {
    try {
      file?.set(key, value);
      return file !== null;
    } catch (error) {
      parts.log(`${key} could not be kept in ${name}.json: ${String(error)}.`);
      return false;
    }
  }
}

function openFile({ open, folder, log }: StoreParts, name: string): StoreFile | null {
  try {
    return open(name);
  } catch {
    log(`${name}.json cannot be read; it is laid aside as ${name}.broken.json.`);
  }
  try {
    renameSync(join(folder, `${name}.json`), join(folder, `${name}.broken.json`));
    return open(name);
  } catch (error) {
    log(`${name}.json is not kept in this run: ${String(error)}.`);
    return null;
  }
}
