import { MESSAGE_TEXT_MAX } from '../protocol/limits';
import { isMessageText } from '../protocol/text';
import type { Deed } from '../protocol/desktop';
import { deedId, type AlertKey } from './alert_key';

export type DeedsParts = {
  slot: { get(): Deed[]; set(deeds: Deed[]): boolean };
  now(): number;
  /** Something waits: the page, if there is one, may ask for it. */
  tell(): void;
};

export type Deeds = {
  reply(key: AlertKey, text: string): void;
  press(key: AlertKey, button: 'no_answer' | 'snooze'): void;
  waiting(): Deed[];
  /** The page has taken it on: it is in its own outbox, or done. */
  done(id: string): void;
  /** What this user has done and nobody has carried out is to be forgotten. */
  erase(user: number): void;
};

const DONE_KEPT = 200;
// Nothing of it can stand in a message.
const CONTROLS = /[\u0000-\u0008\u000b\u000c\u000e-\u001f]/g;

/** What users do to notifications, kept on disk until a page has taken it on: it may be loading, or the program may have just begun. */
export function createDeeds({ slot, now, tell }: DeedsParts): Deeds {
  const done: string[] = [];

  return {
    reply(key, text) {
      const clean = text.toWellFormed().replace(CONTROLS, '');
      for (let at = 0; at < clean.length; at += MESSAGE_TEXT_MAX) keep('reply', key, clean.slice(at, at + MESSAGE_TEXT_MAX), at === 0 ? text : `${at} ${text}`);
    },
    press: (key, button) => keep(button, key, '', ''),
    waiting: () => slot.get(),
    done(id) {
      done.push(id);
      done.splice(0, done.length - DONE_KEPT);
      slot.set(slot.get().filter((deed) => deed.id !== id));
    },
    erase: (user) => void slot.set(slot.get().filter((deed) => deed.user !== user)),
  };

  function keep(kind: Deed['kind'], key: AlertKey, text: string, told: string): void {
    if (kind === 'reply' && !isMessageText(text)) return;
    const id = deedId(key, kind, told);
    if (done.includes(id) || slot.get().some((deed) => deed.id === id)) return;
    const { room, seq, user } = key;
    slot.set([...slot.get(), { id, kind, user, room, seq, text, at: new Date(now()).toISOString() }]);
    tell();
  }
}
