import { z } from 'zod';
import { account } from '../protocol/entities';
import { isErrorCode, type ErrorCode, type Language } from '../protocol/errors';
import { token } from '../protocol/fields';
import { alertLine } from './alert_text';

const signedIn = z.object({ access_token: z.string().min(1).max(8192), expires_in: z.number().positive(), user: account, refresh_token: token });
const refusal = z.object({ error: z.string().catch(''), code: z.string().catch(''), retry_after: z.number().nonnegative().optional().catch(undefined), needs_code: z.literal(true).optional().catch(undefined) });
const health = z.object({ name: z.literal('orderline') });

export type SignedIn = z.infer<typeof signedIn>;
export type Refused = { ok: false; code: ErrorCode | 'offline' | 'not_orderline'; message: string; retry_after?: number; needs_code?: true };
/** `lost`: the request may have arrived, but its answer did not. */
export type Offline = { ok: false; code: 'offline'; message: ''; isLost: boolean };

export type ServerCalls = {
  isOrderline(server: string): Promise<{ ok: true } | Offline | Refused>;
  signIn(server: string, email: string, password: string, code: string | undefined): Promise<({ ok: true } & SignedIn) | Offline | Refused>;
  /** For a code that the browser has brought back. */
  redeemDesktopCode(server: string, code: string, verifier: string): Promise<({ ok: true } & SignedIn) | Offline | Refused>;
  refresh(server: string, refresh_token: string): Promise<({ ok: true } & SignedIn) | Offline | Refused>;
  signOut(server: string, refresh_token: string): Promise<void>;
};

const TIMEOUT_MS = 15_000;
const ANSWER_BYTES = 64 * 1024;
/** Failures which prove that the request never reached a server. */
const NEVER_ARRIVED = /ECONNREFUSED|ENOTFOUND|EAI_AGAIN|ENETUNREACH|EHOSTUNREACH|ERR_CONNECTION_REFUSED|ERR_NAME_NOT_RESOLVED|ERR_INTERNET_DISCONNECTED|ERR_ADDRESS_UNREACHABLE/;

/** The few things that the main process itself asks of the server. */
export function createServerCalls(fetch: typeof globalThis.fetch, language: () => Language): ServerCalls {
  return {
    async isOrderline(server) {
      const answer = await ask(server, '/healthz', { method: 'GET' });
      if (!answer.ok) return answer;
      return health.safeParse(answer.body).success ? { ok: true } : { ok: false, code: 'not_orderline', message: '' };
    },
    signIn: (server, email, password, code) => signedInAnswer(server, '/api/auth/login', { email, password, device: 'desktop', code }),
    redeemDesktopCode: (server, code, verifier) => signedInAnswer(server, '/api/auth/oidc/desktop', { code, verifier }),
    refresh: (server, refresh_token) => signedInAnswer(server, '/api/auth/refresh', { refresh_token }),
    async signOut(server, refresh_token) {
      await ask(server, '/api/auth/logout', { method: 'POST', body: JSON.stringify({ refresh_token }) });
    },
  };

  async function signedInAnswer(server: string, path: string, body: object): Promise<({ ok: true } & SignedIn) | Offline | Refused> {
    const answer = await ask(server, path, { method: 'POST', body: JSON.stringify(body) });
    if (!answer.ok) return answer;
    const parsed = signedIn.safeParse(answer.body);
    if (answer.status < 300 && parsed.success) return { ok: true, ...parsed.data };
    return refusedBy(answer.status, answer.body);
  }

  async function ask(server: string, path: string, init: RequestInit): Promise<{ ok: true; status: number; body: unknown } | Offline> {
    try {
      const headers = { accept: 'application/json', 'accept-language': language(), ...(init.body == null ? {} : { 'content-type': 'application/json' }) };
      const response = await fetch(new URL(path, server).href, {
        ...init,
        headers,
        credentials: 'omit',
        redirect: 'error',
        signal: AbortSignal.timeout(TIMEOUT_MS),
      });
      return { ok: true, status: response.status, body: await readJson(response) };
    } catch (error) {
      return { ok: false, code: 'offline', message: '', isLost: !NEVER_ARRIVED.test(describe(error)) };
    }
  }
}

function refusedBy(status: number, body: unknown): Refused {
  const { error, code, retry_after, needs_code } = refusal.parse(typeof body === 'object' && body !== null ? body : {});
  const known: Refused['code'] = isErrorCode(code) ? code : status >= 500 ? 'unavailable' : status < 400 ? 'not_orderline' : 'internal';
  return { ok: false, code: known, message: alertLine(error, 500), ...(retry_after === undefined ? {} : { retry_after }), ...(needs_code && { needs_code }) };
}

/** The body as JSON, or undefined when it is none; a body without end is not read to its end. */
async function readJson(response: Response): Promise<unknown> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of (response.body ?? []) as AsyncIterable<Uint8Array>) {
    size += chunk.length;
    if (size > ANSWER_BYTES) return undefined;
    chunks.push(chunk);
  }
  try {
    return JSON.parse(Buffer.concat(chunks).toString('utf8'));
  } catch {
    return undefined;
  }
}

function describe(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const code = 'code' in error ? String(error.code) : '';
  return `${error.message} ${code} ${error.cause === undefined ? '' : describe(error.cause)}`;
}
