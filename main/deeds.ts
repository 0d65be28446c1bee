import { z } from 'zod';
import { MESSAGE_TEXT_MAX } from '../protocol/limits';
import { isMessageText } from '../protocol/text';
import { deed as deedSchema, type Deed } from '../protocol/desktop';
import { deedId, type AlertKey, type Owner } from './alert_key';

export type DeedsParts = {
  slot: { get(): Deed[]; set(deeds: Deed[]): boolean };
  /** Whose notification had this key; null: none of ours. */
  ownerOf(key: AlertKey): Owner | null;
  now(): number;
  /** Something waits: the page, if there is one, may ask for it. */
  tell(): void;
  log(text: string): void;
};

export type Deeds = {
  reply(key: AlertKey, text: string): void;
  press(key: AlertKey, button: 'no_answer' | 'snooze'): void;
  /** What waits of this user; of all users of the server while nobody is known. */
  waiting(owner: { server: string | null; user: number | null }): Deed[];
  /** The page has taken it on: it is in its own outbox, or done. */
  done(id: string): void;
  /** What this user has done and nobody has carried out is to be forgotten. */
  erase(owner: Owner): void;
};

/** Reads the kept deeds. One that names no server, as an older version wrote it, could be carried out at the wrong one: it goes. */
export const keptDeeds = z.array(z.unknown()).transform((kept) => kept.flatMap((each) => deedSchema.safeParse(each).data ?? []));

const DONE_KEPT = 200;
// Nothing of it can stand in a message.
const CONTROLS = /[\u0000-\u0008\u000b\u000c\u000e-\u001f]/g;

/** What users do to notifications, kept on disk until a page has taken it on: it may be loading, or the program may have just begun. */
export function createDeeds({ slot, ownerOf, now, tell, log }: DeedsParts): Deeds {
  const done: string[] = [];

  return {
    reply(key, text) {
      const clean = text.toWellFormed().replace(CONTROLS, '');
      for (let at = 0; at < clean.length; at += MESSAGE_TEXT_MAX) keep('reply', key, clean.slice(at, at + MESSAGE_TEXT_MAX), at === 0 ? text : `${at} ${text}`);
    },
    press: (key, button) => keep(button, key, '', ''),
    waiting: ({ server, user }) => slot.get().filter((deed) => deed.server === server && (user === null || deed.user === user)),
    done(id) {
      done.push(id);
      done.splice(0, done.length - DONE_KEPT);
      slot.set(slot.get().filter((deed) => deed.id !== id));
    },
    erase: ({ server, user }) => void slot.set(slot.get().filter((deed) => deed.server !== server || deed.user !== user)),
  };

  function keep(kind: Deed['kind'], key: AlertKey, text: string, told: string): void {
    if (kind === 'reply' && !isMessageText(text)) return;
    const owner = ownerOf(key);
    if (owner === null) return log('Something was done to a notification that is not ours; it is not heeded.');
    const id = deedId(key, kind, told);
    if (done.includes(id) || slot.get().some((deed) => deed.id === id)) return;
    const { room, seq } = key;
    slot.set([...slot.get(), { id, kind, ...owner, room, seq, text, at: new Date(now()).toISOString() }]);
    tell();
  }
}
