import type { UsePart } from './composer_part';
import { useDraftPart } from './draft_part';
import { useEmojiPart } from './emoji/emoji_part';
import { useFilesPart } from './files/files_part';
import { useReplyPart } from './reply_part';

/** What the conversation has on both pages, in the order in which it stands around the field. */
export const chatParts: readonly UsePart[] = [useReplyPart, useDraftPart, useFilesPart, useEmojiPart];
