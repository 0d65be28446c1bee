import { z } from 'zod';
import { id, line } from './fields';
import { CONDITIONS_MAX, ORDER_STATUS_MAX, SEARCH_TEXT_MAX, VIEW_NAME_MAX, VIEWS_MAX } from './limits';
import { nothing } from './nothing';
import { roomState } from './entities';

/** Views: filters over the list of rooms that an expert keeps under a name. They are his alone, and on all his devices. */

/** `is_not`: the room is kept when this does not hold. */
const is_not = z.boolean().optional();

export const condition = z.discriminatedUnion('about', [
  z.strictObject({ about: z.literal('state'), is: roomState, is_not }),
  /** The marketplace's own word, whatever its case. */
  z.strictObject({ about: z.literal('status'), is: line(ORDER_STATUS_MAX), is_not }),
  z.strictObject({ about: z.literal('label'), is: id, is_not }),
  /** Whose order it is: the user's own, another expert's, or nobody's. */
  z.strictObject({ about: z.literal('expert'), is: z.enum(['me', 'colleague', 'nobody']), is_not }),
  z.strictObject({ about: z.literal('unread'), is_not }),
  /** Words in the order's number, its title, or the client's name, all of them. */
  z.strictObject({ about: z.literal('text'), is: line(SEARCH_TEXT_MAX), is_not }),
]);

/** `all`: joined by AND, and none at all keeps every room; `any`: by OR. */
export const viewRule = z.strictObject({ join: z.enum(['all', 'any']), conditions: z.array(condition).max(CONDITIONS_MAX) });

const viewName = line(VIEW_NAME_MAX).transform((text) => text.trim().normalize('NFC'));

export const viewRequests = {
  /** The caller's own, in his order. */
  'view:list': z.strictObject({}),
  /** Keeps a new one at `place`, or at the end. */
  'view:make': z.strictObject({ name: viewName, rule: viewRule, place: z.number().int().min(0).max(VIEWS_MAX).optional() }),
  'view:change': z.strictObject({ id, name: viewName, rule: viewRule }),
  'view:delete': z.strictObject({ id }),
  /** In this order from now on; what is not named stands behind, as it stood. */
  'view:arrange': z.strictObject({ ids: z.array(id).max(VIEWS_MAX) }),
} as const;

const savedView = z.object({ id, name: z.string(), rule: viewRule });

export const viewAnswers = {
  'view:list': z.object({ views: z.array(savedView) }),
  'view:make': z.object({ view: savedView }),
  'view:change': z.object({ view: savedView }),
  'view:delete': nothing,
  'view:arrange': z.object({ views: z.array(savedView) }),
} as const;

export type Condition = z.output<typeof condition>;
export type ViewRule = z.output<typeof viewRule>;
export type SavedView = z.infer<typeof savedView>;
