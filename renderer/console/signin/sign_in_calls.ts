import type { Language } from '../../../protocol/errors';
import type { SignInWays } from '../../../protocol/http';
import { fetchJson } from '../../sync/http';
import type { HttpResult } from '../../sync/http';

export type SignInCalls = {
  /** How one can sign in there; without an answer, by password only. */
  ways(): Promise<SignInWays>;
  askReset(email: string): Promise<HttpResult<unknown>>;
  redeemReset(token: string, newPassword: string): Promise<HttpResult<unknown>>;
};

const PASSWORD_ONLY: SignInWays = { password_reset: false, oidc: null };

/** What is asked of a server before anybody is signed in to it. */
export function signInCalls(server: string, language: Language): SignInCalls {
  const post = (path: string, body: object) => fetchJson(`${server}/api/auth/${path}`, language, { method: 'POST', body });
  return {
    async ways() {
      const result = await fetchJson<SignInWays>(`${server}/api/auth/ways`, language);
      return result.ok ? { ...PASSWORD_ONLY, ...result.body } : PASSWORD_ONLY;
    },
    askReset: (email) => post('reset', { email }),
    redeemReset: (token, newPassword) => post('reset/redeem', { token, new_password: newPassword }),
  };
}
