declare module 'virtual:emoji' {
  import type { EmojiRow } from './find';

  export const rows: readonly EmojiRow[];
}
