import type { UsePart } from './composer_part';

/** What the conversation has on both pages, in the order in which it stands around the field. */
export const chatParts: readonly UsePart[] = [];
