import type { Request } from 'express';
import { errorStatus, errorText } from '../../../protocol/errors';
import { endSessionsQuery, joinBody, loginBody, pathId, refreshBody } from '../../../protocol/http';
import type { Config } from '../../config';
import { sessionOfBearer } from '../../domain/access_tokens';
import { listDevices, logout, revokeDevice, revokeDevices } from '../../domain/devices';
import { join } from '../../domain/join';
import { login } from '../../domain/login';
import { refresh } from '../../domain/refresh';
import type { Grant, Visitor } from '../../domain/sessions';
import { Refusal } from '../../refusal';
import { bearerOf } from './bearer';
import { dropCookie, keepCookie, namedPage, refreshCookie, type Page } from './cookies';
import { route, type HttpAnswer, type Route } from './route';

/** Signing in, staying signed in, signing out. */
export const authRoutes: readonly Route[] = [
  route('POST /api/auth/login', { body: loginBody }, async (parts, { body, request, address }) => {
    const { result, happenings } = await login(parts, body, visitor(request, address));
    return { ...granted(parts.config, namedPage(request) ?? 'console', result), happenings };
  }),
  route('POST /api/auth/join', { body: joinBody }, async (parts, { body, request, address }) => {
    const { result, happenings } = await join(parts, body.token, visitor(request, address));
    return { ...granted(parts.config, namedPage(request) ?? 'client', result), happenings };
  }),
  route('POST /api/auth/refresh', { body: refreshBody }, async (parts, { body, request, address, language }) => {
    const kept = body.refresh_token === undefined ? refreshCookie(request) : undefined;
    const token = body.refresh_token ?? kept?.token;
    if (token === undefined) throw new Refusal('unauthorized');
    const { result, happenings } = await refresh(parts, token, visitor(request, address));
    if (result !== null) return { ...granted(parts.config, kept?.page ?? namedPage(request) ?? 'console', result), happenings };
    return {
      status: errorStatus('unauthorized'),
      body: { error: errorText('unauthorized', language), code: 'unauthorized' },
      headers: kept === undefined ? {} : dropCookie(parts.config, kept.page),
      happenings,
    };
  }),
  route('POST /api/auth/logout', { body: refreshBody }, async (parts, { body, request, address }) => {
    const bearer = bearerOf(request);
    // Whoever shows a token of his own speaks of that session, not of a cookie that came along.
    const kept = body.refresh_token === undefined && bearer === undefined ? refreshCookie(request) : undefined;
    const session = bearer === undefined ? undefined : await sessionOfBearer(parts, bearer);
    const { happenings } = await logout(parts, { refresh_token: body.refresh_token ?? kept?.token, session, address });
    return { status: 204, body: undefined, headers: kept === undefined ? {} : dropCookie(parts.config, kept.page), happenings };
  }),
  route('GET /api/auth/sessions', {}, async (parts, { caller }) => ({ body: await listDevices(parts, caller) })),
  route('DELETE /api/auth/sessions', { query: endSessionsQuery }, async (parts, { caller, query, address }) => {
    const { result, happenings } = await revokeDevices(parts, caller, query.keep_current, address);
    return { body: result, happenings };
  }),
  route('DELETE /api/auth/sessions/:id', { params: pathId }, async (parts, { caller, params, address }) => {
    const { happenings } = await revokeDevice(parts, caller, params.id, address);
    return { status: 204, body: undefined, happenings };
  }),
];

/** A desktop gets its refresh token in the body, a page gets it as a cookie and never sees it. */
export function granted(config: Config, page: Page, grant: Grant): HttpAnswer {
  if (grant.device === 'desktop') return { body: { ...grant.answer, refresh_token: grant.refresh_token } };
  return { body: grant.answer, headers: keepCookie(config, page, grant.refresh_token) };
}

/** Where a request came from. */
export function visitor(request: Request, address: string): Visitor {
  return { address, user_agent: request.get('user-agent') ?? '' };
}
