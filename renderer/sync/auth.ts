import { fetchJson } from './http';
import { inLock } from './locks';
import type { HttpFailure, HttpResult } from './http';
import type { Account } from '../../protocol/entities';
import type { ErrorCode, Language } from '../../protocol/errors';
import type { SignedIn } from '../../protocol/answers';

export type Renewal = { ok: true; access_token: string; expires_in: number; user: Account } | { ok: false; code: ErrorCode | 'offline'; retry_after?: number };

/** Where access tokens come from: cookies in a browser, the main process in the desktop. */
export type AuthSource = { renew(): Promise<Renewal>; signOut(): Promise<void> };

export type SignInResult = { ok: true; user: Account } | HttpFailure;

export type BrowserAuth = AuthSource & {
  login(email: string, password: string, code?: string): Promise<SignInResult>;
  /** Redeems an invite link's token. */
  join(token: string): Promise<SignInResult>;
};

/** The sign-in of a browser page: the refresh token lives in a cookie that only the server reads, the access token in memory. */
export function browserAuth(server: string, page: 'client' | 'console', language: Language = 'ru'): BrowserAuth {
  // What a sign-in just brought; the first renewal uses it up instead of asking again.
  let fresh: Renewal | null = null;
  // Tabs of one browser share the refresh cookie: one rotates it at a time, or the second would look like a thief.
  const lock = `orderline-refresh-${page}`;
  const send = (path: string, body: unknown) =>
    fetchJson<SignedIn>(`${server}/api/auth/${path}`, language, { method: 'POST', body, page });

  const signIn = (result: HttpResult<SignedIn>): SignInResult => {
    if (!result.ok) return result;
    fresh = renewalOf(result);
    return { ok: true, user: result.body.user };
  };

  return {
    login: async (email, password, code) => signIn(await inLock(lock, () => send('login', { email, password, device: 'web', code }))),
    join: async (token) => signIn(await inLock(lock, () => send('join', { token }))),
    async renew() {
      const ready = fresh;
      fresh = null;
      return ready ?? renewalOf(await inLock(lock, () => send('refresh', {})));
    },
    async signOut() {
      fresh = null;
      await inLock(lock, () => send('logout', {}));
    },
  };
}

/** What a sign-in's answer means to whoever keeps the access token. */
export function renewalOf(result: HttpResult<SignedIn>): Renewal {
  if (!result.ok) return { ok: false, code: result.code, ...(result.retry_after === undefined ? {} : { retry_after: result.retry_after }) };
  const { access_token, expires_in, user } = result.body;
  return { ok: true, access_token, expires_in, user };
}
