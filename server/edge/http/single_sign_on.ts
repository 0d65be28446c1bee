import { oidcReturnQuery } from '../../../protocol/http';
import type { Config } from '../../config';
import { AWAY_MS, leaveForSignOn, returnFromSignOn } from '../../domain/single_sign_on';
import { toRefusal } from '../handle';
import { visitor } from './auth';
import { cookieOf, keepCookie } from './cookies';
import { route, type HttpAnswer, type Route } from './route';

/** What is brought back from the provider. Strict would be lost: the way back begins on the provider's page. */
const NAME = 'orderline_oidc';

/** The way to the provider and back, for the console in a browser. Both answers are redirects, since people see them and not programs. */
export const singleSignOnRoutes: readonly Route[] = [
  route('GET /api/auth/oidc/start', {}, async (parts, { request, address }) =>
    orBack(parts.config, async () => {
      const { url, kept } = await leaveForSignOn(parts, visitor(request, address));
      return redirect(url, [awayCookie(parts.config, kept, AWAY_MS / 1000)]);
    }),
  ),
  route('GET /api/auth/oidc/callback', { query: oidcReturnQuery }, async (parts, { request, address }) =>
    orBack(parts.config, async () => {
      const { result, happenings } = await returnFromSignOn(parts, new URL(request.originalUrl, parts.config.publicUrl).search, cookieOf(request, NAME), visitor(request, address));
      const kept = keepCookie(parts.config, 'console', result.refresh_token)['Set-Cookie']!;
      return { ...redirect(`${parts.config.publicUrl}/console`, [kept, dropped(parts.config)]), happenings };
    }),
  ),
];

/** Whoever is refused is back at the sign-in, which says why. */
async function orBack(config: Config, go: () => Promise<HttpAnswer>): Promise<HttpAnswer> {
  try {
    return await go();
  } catch (error) {
    const { code } = toRefusal(error);
    if (code === 'not_found' || code === 'internal') throw error;
    return redirect(`${config.publicUrl}/console#sign_in=${code}`, [dropped(config)]);
  }
}

function redirect(to: string, cookies: string[]): HttpAnswer {
  return { status: 303, body: undefined, headers: { Location: to, 'Set-Cookie': cookies, 'Referrer-Policy': 'no-referrer' } };
}

const dropped = (config: Config) => awayCookie(config, '', 0);

function awayCookie(config: Config, value: string, maxAge: number): string {
  const secure = config.publicUrl.startsWith('https:') ? '; Secure' : '';
  return `${NAME}=${value}; Path=/api/auth/oidc; Max-Age=${maxAge}; HttpOnly; SameSite=Lax${secure}`;
}
