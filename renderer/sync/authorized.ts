import type { Language } from '../../protocol/errors';
import type { Access } from './access';
import { fetchJson } from './http';
import type { HttpRequest, HttpResult } from './http';

/** Asks over HTTP as the signed-in user. */
export type Authorized = <T>(path: string, request?: HttpRequest) => Promise<HttpResult<T>>;

/** Asks with the access token, and with a fresh one when the first has ended; `answered`: before the answer is judged. */
export function createAuthorized(server: string, language: Language, access: Access, answered: () => void): Authorized {
  return async function ask<T>(path: string, request: HttpRequest = {}, isAgain = false): Promise<HttpResult<T>> {
    const token = await access.token();
    if (!token.ok) return { ok: false, code: token.code, message: token.code };
    const result = await fetchJson<T>(server + path, language, { ...request, token: token.token });
    answered();
    if (result.ok || isAgain || (result.code !== 'token_expired' && result.code !== 'unauthorized')) return result;
    access.spoil();
    return ask(path, request, true);
  };
}
