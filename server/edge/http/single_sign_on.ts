import { desktopCodeBody, oidcReturnQuery, oidcStartQuery, type DesktopReturn } from '../../../protocol/http';
import type { Config } from '../../config';
import { redeemDesktopCode } from '../../domain/desktop_sign_on';
import { AWAY_MS, desktopOf, leaveForSignOn, returnFromSignOn } from '../../domain/single_sign_on';
import { toRefusal } from '../handle';
import { granted, visitor } from './auth';
import { cookieOf, keepCookie } from './cookies';
import { route, type HttpAnswer, type Route } from './route';

/** What is brought back from the provider. Strict would be lost: the way back begins on the provider's page. */
const NAME = 'orderline_oidc';

/** The way to the provider and back, for the console in a browser and for the desktop program's browser. Both answers are redirects, since people see them and not programs. */
export const singleSignOnRoutes: readonly Route[] = [
  route('GET /api/auth/oidc/start', { query: oidcStartQuery }, async (parts, { query: desktop, request, address }) =>
    orBack(parts.config, desktop, async () => {
      const { url, kept } = await leaveForSignOn(parts, visitor(request, address), desktop);
      return redirect(url, [awayCookie(parts.config, kept, AWAY_MS / 1000)]);
    }),
  ),
  route('GET /api/auth/oidc/callback', { query: oidcReturnQuery }, async (parts, { request, address }) => {
    const away = cookieOf(request, NAME);
    return orBack(parts.config, desktopOf(parts, away), async () => {
      const { result, happenings } = await returnFromSignOn(parts, new URL(request.originalUrl, parts.config.publicUrl).search, away, visitor(request, address));
      if ('code' in result) return { ...redirect(atDesktop(result.desktop, { code: result.code }), [dropped(parts.config)]), happenings };
      const kept = keepCookie(parts.config, 'console', result.grant.refresh_token)['Set-Cookie']!;
      return { ...redirect(`${parts.config.publicUrl}/console`, [kept, dropped(parts.config)]), happenings };
    });
  }),
  route('POST /api/auth/oidc/desktop', { body: desktopCodeBody }, async (parts, { body, request, address }) => {
    const { result, happenings } = await redeemDesktopCode(parts, body, visitor(request, address));
    return { ...granted(parts.config, 'console', result), happenings };
  }),
];

/** Whoever is refused is back at the sign-in, which says why. */
async function orBack(config: Config, desktop: DesktopReturn | undefined, go: () => Promise<HttpAnswer>): Promise<HttpAnswer> {
  try {
    return await go();
  } catch (error) {
    const { code } = toRefusal(error);
    if (code === 'not_found' || code === 'internal') throw error;
    return redirect(desktop === undefined ? `${config.publicUrl}/console#sign_in=${code}` : atDesktop(desktop, { error: code }), [dropped(config)]);
  }
}

/** Where the program waits, on the computer of whoever asks: nothing but a port of it can be named. */
function atDesktop({ port, state }: DesktopReturn, told: Record<string, string>): string {
  return `http://127.0.0.1:${port}/?${new URLSearchParams({ state, ...told }).toString()}`;
}

function redirect(to: string, cookies: string[]): HttpAnswer {
  return { status: 303, body: undefined, headers: { Location: to, 'Set-Cookie': cookies, 'Referrer-Policy': 'no-referrer' } };
}

const dropped = (config: Config) => awayCookie(config, '', 0);

function awayCookie(config: Config, value: string, maxAge: number): string {
  const secure = config.publicUrl.startsWith('https:') ? '; Secure' : '';
  return `${NAME}=${value}; Path=/api/auth/oidc; Max-Age=${maxAge}; HttpOnly; SameSite=Lax${secure}`;
}
