import { searchQuery } from '../../../protocol/search';
import { search } from '../../domain/search';
import { nextLink } from './links';
import { route, type Route } from './route';

/** Searching over HTTP; whoever hangs up stops his search. */
export const searchRoutes: readonly Route[] = [
  route('GET /api/chat/search', { query: searchQuery }, async (parts, { caller, query, request }) => {
    const { q, limit, page, ...filters } = query;
    const stop = new AbortController();
    request.res?.once('close', () => stop.abort());
    const { hits, next_page } = await search(parts, caller, { query: q, filters, page, limit }, stop.signal);
    return { body: hits, headers: nextLink(parts, request, next_page === null ? undefined : { page: next_page }) };
  }),
];
