import { pathId } from '../../../protocol/http';
import { usualAnswer } from '../../domain/answer_times';
import { route, type Route } from './route';

/** How soon a client may hope for an answer. */
export const answerTimeRoutes: readonly Route[] = [
  route('GET /api/chat/rooms/:id/answer_time', { params: pathId }, async (parts, { caller, params }) => ({ body: await usualAnswer(parts, caller, params.id) })),
];
