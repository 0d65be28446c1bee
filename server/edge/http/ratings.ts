import { pathId } from '../../../protocol/http';
import { ratingBody } from '../../../protocol/ratings';
import { getRating, rate } from '../../domain/ratings';
import { route, type Route } from './route';

/** What a client thinks of the work, and those who may read it. */
export const ratingRoutes: readonly Route[] = [
  route('GET /api/chat/rooms/:id/rating', { params: pathId }, async (parts, { caller, params }) => ({ body: await getRating(parts, caller, params.id) })),
  route('PUT /api/chat/rooms/:id/rating', { params: pathId, body: ratingBody }, async (parts, { caller, params, body }) => ({ body: await rate(parts, caller, params.id, body) })),
];
