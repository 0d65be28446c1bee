import type { Theme } from './desktop';
import type { Language } from './errors';

/** What a page of the marketplace's and the chat in its frame say to each other, each to the other's exact origin. */

/** From the page around. `identity` null: none is to be had at the moment. */
export type ParentWord =
  | { kind: 'open'; order: number; language: Language | null; theme: Theme; has_close: boolean }
  | { kind: 'identity'; ask: number; identity: string | null };

/** From the frame. `hide`: its reader wants it out of the way. */
export type FrameWord = { kind: 'ready' } | { kind: 'identity_wanted'; ask: number } | { kind: 'unread'; count: number } | { kind: 'hide' };

const MARK = 'orderline';

/** Marks a word, so that nothing else that is posted in a page passes for one. */
export function envelope<W extends ParentWord | FrameWord>(word: W): { [MARK]: W } {
  return { [MARK]: word };
}

/** The word in what was posted; undefined when it is none of ours. Its sender has been checked by whoever listens. */
export function wordIn<W extends ParentWord | FrameWord>(data: unknown): W | undefined {
  const word = (data as { [MARK]?: unknown } | null)?.[MARK];
  return typeof word === 'object' && word !== null && typeof (word as { kind?: unknown }).kind === 'string' ? (word as W) : undefined;
}
