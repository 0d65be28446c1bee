import { embedBody } from '../../../protocol/http';
import { sessionOfBearer } from '../../domain/access_tokens';
import { embed } from '../../domain/embedding';
import { visitor } from './auth';
import { bearerOf } from './bearer';
import { route, type Route } from './route';

/** The way in for the chat inside a page of the marketplace's. Cookies are neither read nor set: whoever embeds the frame must not act by them. */
export const embedRoutes: readonly Route[] = [
  route('POST /api/auth/embed', { body: embedBody }, async (parts, { body, request, address }) => {
    const bearer = bearerOf(request);
    const session = bearer === undefined ? undefined : await sessionOfBearer(parts, bearer);
    const { result, happenings } = await embed(parts, body.identity, session, visitor(request, address));
    return { body: result.answer, happenings };
  }),
];
