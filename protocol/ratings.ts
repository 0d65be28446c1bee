import { z } from 'zod';
import { messageText, time } from './fields';
import { RATING_COMMENT_MAX } from './rating_limits';

/** What a client thinks of the work: once for an order, changeable for a day. */

export const ratingBody = z.strictObject({ rating: z.number().int().min(1).max(5), comment: messageText.max(RATING_COMMENT_MAX).default('') });
export const rating = z.object({ rating: z.number(), comment: z.string(), created_at: time, updated_at: time });

export type Rating = z.infer<typeof rating>;
/** `can_rate`: the asking user may rate now, or change what he said. */
export const ratingAnswer = z.object({ rating: rating.nullable(), can_rate: z.boolean() });
export type RatingAnswer = z.infer<typeof ratingAnswer>;
