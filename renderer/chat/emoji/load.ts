import type { EmojiRow } from './find';

let loading: Promise<readonly EmojiRow[]> | undefined;

/** All emoji; they come with the first call. */
export function loadEmoji(): Promise<readonly EmojiRow[]> {
  loading ??= import('virtual:emoji').then(
    ({ rows }) => rows,
    (error: unknown) => {
      // Without a connection now; the next call tries again.
      loading = undefined;
      throw error;
    },
  );
  return loading;
}
