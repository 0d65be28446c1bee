import type { Request } from 'express';
import { token as tokenShape } from '../../../protocol/fields';
import { REFRESH_TOKEN_MS } from '../../../protocol/limits';
import type { Config } from '../../config';

/** The page that asks. Each has a cookie of its own, so that an expert and a client live side by side in one browser. */
export type Page = 'client' | 'console';

const NAMES: Record<Page, string> = { console: 'orderline_console', client: 'orderline_client' };

/** The page that the request names in `X-Orderline-Page`. */
export function namedPage(request: Request): Page | undefined {
  const named = request.get('x-orderline-page');
  return named === 'client' || named === 'console' ? named : undefined;
}

/** The refresh token in the named page's cookie; without a name the console's, else the client's. */
export function refreshCookie(request: Request): { page: Page; token: string } | undefined {
  const named = namedPage(request);
  for (const page of named === undefined ? (['console', 'client'] as const) : [named]) {
    const token = cookieOf(request, NAMES[page]);
    if (token !== undefined && tokenShape.safeParse(token).success) return { page, token };
  }
  return undefined;
}

/** The header that keeps a page's refresh token where no script can read it. */
export function keepCookie(config: Config, page: Page, token: string): Record<string, string> {
  return { 'Set-Cookie': cookie(config, page, token, REFRESH_TOKEN_MS / 1000) };
}

/** The header that makes the browser forget it. */
export function dropCookie(config: Config, page: Page): Record<string, string> {
  return { 'Set-Cookie': cookie(config, page, '', 0) };
}

function cookie(config: Config, page: Page, value: string, maxAge: number): string {
  const secure = config.publicUrl.startsWith('https:') ? '; Secure' : '';
  return `${NAMES[page]}=${value}; Path=/api/auth; Max-Age=${maxAge}; HttpOnly; SameSite=Strict${secure}`;
}

/** The value of a cookie. */
export function cookieOf(request: Request, name: string): string | undefined {
  const pairs = (request.headers.cookie ?? '').split(';').map((pair) => pair.trim());
  return pairs.find((pair) => pair.startsWith(`${name}=`))?.slice(name.length + 1);
}
