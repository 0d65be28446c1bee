import type { Plugin } from 'vite';
import type { EmojiRow } from '../../renderer/chat/emoji/find';

export function emojiRows(): EmojiRow[];
export function emojiModule(): Plugin;
