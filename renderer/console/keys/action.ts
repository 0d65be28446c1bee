import type { Language } from '../../../protocol/errors';
import type { Console } from '../context';
import type { Combo } from './combo';

/** In this order they stand on the cheat sheet, in the settings and in the palette. */
export const ACTION_GROUPS = {
  go: { ru: 'Переход', en: 'Go to' },
  list: { ru: 'Список чатов', en: 'List of chats' },
  panes: { ru: 'Открытые чаты', en: 'Open chats' },
  chat: { ru: 'Чат', en: 'Chat' },
  writing: { ru: 'Сообщение', en: 'Message' },
  app: { ru: 'Программа', en: 'Program' },
} as const;

export type ActionGroup = keyof typeof ACTION_GROUPS;

/**
 * Something that can be done in the console: by key, from the palette, and from buttons that show its key. A part of the console gives
 * its own in a file `…_actions.ts`, which imports no component, and `actions.ts` lists them all:
 *
 *     { id: 'close_pane', group: 'panes', title: { ru: 'Закрыть чат', en: 'Close the chat' }, keys: ['Alt+KeyW'], when: hasPane, run: … }
 */
export type Action = {
  /** Kept in the user's own bindings: never changed. */
  id: string;
  group: ActionGroup;
  title: Readonly<Record<Language, string>>;
  /** Other words under which the palette finds it, both languages in one text. */
  words?: string;
  /** What it is bound to at first; more than one is possible, none too. combo.ts says how they are written. */
  keys: readonly Combo[];
  /** Whether there is anything to do it with now; absent: always. Otherwise its key does nothing and the palette leaves it out. */
  when?: (value: Console) => boolean;
  /** Holding the key goes on doing it. */
  is_repeated?: true;
  /** Makes no sense in the palette. */
  is_key_only?: true;
  run: (value: Console) => void;
};

/** Keeps the ids of a list of actions, so that a wrong one does not compile. */
export function defineActions<const Id extends string>(actions: readonly (Action & { id: Id })[]): readonly (Action & { id: Id })[] {
  return actions;
}
