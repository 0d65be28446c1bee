import { errorText, isErrorCode } from '../../protocol/errors';
import type { ErrorCode, Language } from '../../protocol/errors';

export type HttpFailure = { ok: false; code: ErrorCode | 'offline'; message: string; retry_after?: number; needs_code?: true };
export type HttpResult<T> = { ok: true; status: number; body: T } | HttpFailure;

export type HttpMethod = 'GET' | 'POST' | 'PUT' | 'DELETE';

export type HttpRequest = {
  method?: HttpMethod;
  body?: unknown;
  token?: string;
  headers?: Record<string, string>;
  /** Which page asks: it chooses the refresh cookie. */
  page?: 'client' | 'console';
  timeoutMs?: number;
};

const offlineText = { ru: 'Нет связи с сервером', en: 'The server cannot be reached' } as const;

/** Asks the server for JSON; never throws: no connection is the code `offline`. */
export async function fetchJson<T>(url: string, language: Language, request: HttpRequest = {}): Promise<HttpResult<T>> {
  const headers: Record<string, string> = { ...request.headers, 'Accept-Language': language };
  if (request.body !== undefined) headers['Content-Type'] = 'application/json';
  if (request.token !== undefined) headers.Authorization = `Bearer ${request.token}`;
  if (request.page !== undefined) headers['X-Orderline-Page'] = request.page;
  let response: Response;
  let body: unknown;
  try {
    response = await fetch(url, {
      method: request.method ?? 'GET',
      headers,
      // The refresh cookie is all there is of cookies, and only who names its page means it.
      credentials: request.page === undefined ? 'omit' : 'same-origin',
      signal: AbortSignal.timeout(request.timeoutMs ?? 15_000),
      ...(request.body === undefined ? {} : { body: JSON.stringify(request.body) }),
    });
    const text = await response.text();
    body = text === '' ? null : parse(text);
  } catch {
    return { ok: false, code: 'offline', message: offlineText[language] };
  }
  if (response.ok && body !== undefined) return { ok: true, status: response.status, body: body as T };
  return failure(response, body, language);
}

function failure(response: Response, body: unknown, language: Language): HttpFailure {
  const { code, error, needs_code } = (body ?? {}) as { code?: unknown; error?: unknown; needs_code?: unknown };
  // Something between us and the server answered, or the server is on its way down.
  const known = isErrorCode(code) ? code : response.status === 429 ? 'rate_limited' : 'unavailable';
  const seconds = Number(response.headers.get('Retry-After'));
  return {
    ok: false,
    code: known,
    message: typeof error === 'string' ? error : errorText(known, language),
    ...(seconds > 0 ? { retry_after: seconds } : {}),
    ...(needs_code === true ? { needs_code } : {}),
  };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
