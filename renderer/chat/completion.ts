import type { ReactNode } from 'react';

/** A list that opens over the field while a word is typed: `:smile`, `/hello`, `@anna`. */
export type CompletionSource = {
  key: string;
  /** What the list is called to those who hear it. */
  label: string;
  /**
   * Opens the list when it matches the text before the caret. Group 1 is what a choice replaces, group 2 what is looked for:
   * `/(?:^|\s)(:([\p{L}\d_]{2,30}))$/u`. (No look-behind: older Safari knows none.)
   */
  opens: RegExp;
  /** What fits, the best first; an empty list shows nothing. A slow answer that was overtaken by the next key is dropped. */
  find(query: string): readonly CompletionItem[] | Promise<readonly CompletionItem[]>;
};

export type CompletionItem = {
  key: string;
  node: ReactNode;
  /** The text that takes the place of group 1, or what to do instead of writing; group 1 is taken out then. */
  insert: string | (() => void);
  /** Told after the choice. */
  onChosen?: () => void;
};

/** A place in the text where a list is open. */
export type OpenCompletion = { source: CompletionSource; query: string; from: number; to: number };

/** The first source that opens at the caret. */
export function openAt(text: string, caret: number, sources: readonly CompletionSource[]): OpenCompletion | null {
  // No word is longer; a pattern need not run over ten thousand letters at each key.
  const before = text.slice(Math.max(0, caret - 200), caret);
  for (const source of sources) {
    const match = source.opens.exec(before);
    const word = match?.[1];
    if (word !== undefined) return { source, query: match?.[2] ?? '', from: caret - word.length, to: caret };
  }
  return null;
}

/** Whether two places are the same question. */
export function isSameQuestion(one: OpenCompletion | null, two: OpenCompletion | null): boolean {
  return one === two || (one !== null && two !== null && one.source.key === two.source.key && one.query === two.query && one.from === two.from);
}
