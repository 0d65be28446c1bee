import type { z } from 'zod';
import { RATING_CHANGE_MS } from '../../protocol/rating_limits';
import type { Rating, RatingAnswer, ratingBody } from '../../protocol/ratings';
import type { Caller } from '../caller';
import type { Within } from '../database/database';
import type { Parts } from '../parts';
import { iso } from '../present/time';
import { Refusal } from '../refusal';
import { findRoom, lockRoom } from '../sql/membership';
import { ratingOf, saveRating, type RatingRow } from '../sql/ratings';

/** The rating of a room's order, for everyone in the room. */
export async function getRating(parts: Parts, caller: Caller, room: number): Promise<RatingAnswer> {
  const found = await findRoom(parts.db, null, caller, room);
  if (found === undefined) throw new Refusal('not_found');
  const row = await ratingOf(parts.db, null, found.order);
  const order = await parts.db.orders.findByPk(found.order, { raw: true });
  const isAsked = caller.role === 'client' && isRated(parts, (order as unknown as { status: string }).status);
  const isOpen = row === undefined || (row.client === caller.user && row.created_at.getTime() + RATING_CHANGE_MS > Date.now());
  return { rating: row === undefined ? null : present(row), can_rate: isAsked && isOpen };
}

/** Stores what the client thinks. `conflict`: the order is not done, or it was said too long ago, or by another client. */
export async function rate(parts: Parts, caller: Caller, room: number, body: z.output<typeof ratingBody>): Promise<RatingAnswer> {
  return parts.db.transaction(async (within) => {
    const locked = await lockRoom(parts.db, within, caller, room);
    if (locked === undefined) throw new Refusal('not_found');
    const order = await parts.db.orders.findByPk(locked.order, { raw: true, transaction: within });
    const { status, client } = order as unknown as { status: string; client: number };
    if (client !== caller.user) throw new Refusal('forbidden');
    if (!isRated(parts, status)) throw new Refusal('conflict');
    const row = await saveRating(parts.db, within, { order: locked.order, client: caller.user, ...body }, RATING_CHANGE_MS);
    if (row === undefined) throw new Refusal('conflict');
    return { rating: present(row), can_rate: true };
  });
}

/** The order's rating for the marketplace. */
export async function ratingOfOrder(parts: Pick<Parts, 'db'>, within: Within, order: number): Promise<Rating | null> {
  const row = await ratingOf(parts.db, within, order);
  return row === undefined ? null : present(row);
}

function isRated({ config }: Pick<Parts, 'config'>, status: string): boolean {
  return config.RATING_STATUSES.split(',').some((one) => one.trim().toLowerCase() === status.toLowerCase());
}

function present({ rating, comment, created_at, updated_at }: RatingRow): Rating {
  return { rating, comment, created_at: iso(created_at), updated_at: iso(updated_at) };
}
