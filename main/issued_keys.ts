import { z } from 'zod';
import { writeAlertKey, type AlertKey, type Owner } from './alert_key';

/** A key that was given to a notification, and the server of its user. */
export const issuedKey = z.strictObject({ key: z.string().max(100), server: z.string().max(500) });
export type IssuedKey = z.infer<typeof issuedKey>;

export type IssuedKeys = {
  issue(key: AlertKey, server: string): void;
  /** Whose notification this is; null: no notification of this program ever had the key. */
  ownerOf(key: AlertKey): Owner | null;
  erase(owner: Owner): void;
};

/** Older ones are nobody's: who answers a notification after so many others finds the chat by himself. */
const KEPT = 1000;

/**
 * The keys that this program has given to its notifications, kept over its end. Systems tell of a click or a reply by words which any
 * program of the same user can say too; what names a key that was never given is not heeded.
 */
export function createIssuedKeys(slot: { get(): IssuedKey[]; set(keys: IssuedKey[]): boolean }): IssuedKeys {
  return {
    issue: (key, server) => void slot.set([...slot.get(), { key: writeAlertKey(key), server }].slice(-KEPT)),
    ownerOf(key) {
      const word = writeAlertKey(key);
      const found = slot.get().find((each) => each.key === word);
      return found === undefined ? null : { server: found.server, user: key.user };
    },
    erase: ({ server, user }) => void slot.set(slot.get().filter((each) => each.server !== server || !each.key.includes(`u${user}k`))),
  };
}
