import type { Language } from '../../../protocol/errors';
import type { SignedIn } from '../../../protocol/answers';
import { renewalOf, type AuthSource } from '../../sync/auth';
import { fetchJson } from '../../sync/http';

/** The sign-in of an embedded page: the page around it vouches for the reader, the token lives in memory, and there is no cookie. */
export function embeddedAuth(identityOf: () => Promise<string | null>, language: Language): AuthSource {
  let token: string | undefined;
  return {
    async renew() {
      const identity = await identityOf();
      if (identity === null) return { ok: false, code: 'offline' };
      // The token so far, ended or not, says which session goes on.
      const result = await fetchJson<SignedIn>('/api/auth/embed', language, { method: 'POST', body: { identity }, ...(token !== undefined && { token }) });
      if (result.ok) token = result.body.access_token;
      return renewalOf(result);
    },
    async signOut() {
      if (token !== undefined) await fetchJson('/api/auth/logout', language, { method: 'POST', body: {}, token });
      token = undefined;
    },
  };
}
