import { envelope, wordIn, type FrameWord, type ParentWord } from '../../../protocol/embed';

type Opening = Extract<ParentWord, { kind: 'open' }>;

/** The page around this one: the only one that is listened to, at the one origin that the server has let through. */
export type ParentPage = {
  /** Says that the frame is here; resolves with what it is to show. */
  opening(): Promise<Opening>;
  /** A fresh identity of the reader; null when the page cannot give one now. */
  identity(): Promise<string | null>;
  tell(word: FrameWord): void;
};

const ANSWER_MS = 20_000;

/** The origin that this page's address names; null when there is no page around. */
export function parentOrigin(): string | null {
  return window.parent === window ? null : new URLSearchParams(location.search).get('parent');
}

/** Speaks with the parent page at this origin. */
export function openParentPage(origin: string): ParentPage {
  let asked = 0;
  const asking = new Map<number, (identity: string | null) => void>();
  let begin: (opening: Opening) => void;
  const begun = new Promise<Opening>((resolve) => (begin = resolve));
  const tell = (word: FrameWord) => window.parent.postMessage(envelope(word), origin);

  window.addEventListener('message', (event) => {
    if (event.source !== window.parent || event.origin !== origin) return;
    const word = wordIn<ParentWord>(event.data);
    if (word?.kind === 'open') begin(word);
    if (word?.kind === 'identity') asking.get(word.ask)?.(typeof word.identity === 'string' ? word.identity : null);
  });

  return {
    tell,
    opening() {
      tell({ kind: 'ready' });
      return begun;
    },
    identity() {
      const ask = (asked += 1);
      return new Promise((resolve) => {
        const answer = (identity: string | null) => {
          clearTimeout(timer);
          asking.delete(ask);
          resolve(identity);
        };
        const timer = setTimeout(() => answer(null), ANSWER_MS);
        asking.set(ask, answer);
        tell({ kind: 'identity_wanted', ask });
      });
    },
  };
}
