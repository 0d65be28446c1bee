import type { Language } from '../../../protocol/errors';
import type { SignInWays } from '../../../protocol/answers';
import { fetchJson } from '../../sync/http';
import type { HttpResult } from '../../sync/http';

export type FirstAdmin = { code: string; email: string; first_name: string; last_name: string; password: string };

export type SignInCalls = {
  /** How one can sign in there; without an answer, by password only. */
  ways(): Promise<SignInWays>;
  askReset(email: string): Promise<HttpResult<unknown>>;
  setUp(first: FirstAdmin): Promise<HttpResult<unknown>>;
  redeemReset(token: string, newPassword: string): Promise<HttpResult<unknown>>;
};

const PASSWORD_ONLY: SignInWays = { password_reset: false, needs_setup: false, oidc: null };

/** What is asked of a server before anybody is signed in to it. */
export function signInCalls(server: string, language: Language): SignInCalls {
  const post = (path: string, body: object) => fetchJson(`${server}/api/auth/${path}`, language, { method: 'POST', body });
  return {
    async ways() {
      const result = await fetchJson<SignInWays>(`${server}/api/auth/ways`, language);
      return result.ok ? { ...PASSWORD_ONLY, ...result.body, desktop_url: webAddress(result.body.desktop_url) } : PASSWORD_ONLY;
    },
    askReset: (email) => post('reset', { email }),
    setUp: (first) => post('setup', first),
    redeemReset: (token, newPassword) => post('reset/redeem', { token, new_password: newPassword }),
  };
}

/** An address that a page may lead to, whatever the server says. */
function webAddress(text: unknown): string | null {
  return typeof text === 'string' && URL.canParse(text) && /^https?:$/.test(new URL(text).protocol) ? text : null;
}
