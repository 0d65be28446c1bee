import type { z } from 'zod';
import type { Calls } from '../protocol/desktop';
import { errorText, isErrorCode, type Language } from '../protocol/errors';
import type { Who } from './accounts';
import type { Doorstep } from './browser_sign_in';
import { readServerAddress } from './server_address';
import type { Offline, Refused, ServerCalls, SignedIn } from './server_calls';
import { textsOf } from './texts';

type Access = z.input<Calls['renewAccess']['result']>;
type Failure = Extract<Access, { ok: false }>;

export type AccountParts = {
  calls: ServerCalls;
  /** Where the refresh token is kept; it leaves this process only towards its own server. */
  tokens: {
    get(server: string): string | null;
    set(server: string, refresh_token: string): Promise<void>;
    clear(): void;
  };
  server: { get(): string | null; set(server: string | null): boolean };
  /** Who signed in last, and has not signed out. */
  who: { get(): Who | null; set(who: Who | null): boolean };
  /** This user of this server is signed in to another account of this program. */
  isTaken(server: string, user: number): boolean;
  language(): Language;
  /** The system's browser, for a sign-in there, and the door at which it knocks afterwards. */
  browser: {
    openDoorstep(page: string): Promise<Doorstep>;
    open(url: string): Promise<boolean>;
    /** It has knocked: the user is to see this program again. */
    onReturned(): void;
  };
  /** Another server than before is spoken to from now on; resolves when the page knows. */
  onServerChange(): Promise<void>;
  /** The server has ended the session. */
  onSignedOut(): void;
};

export type Account = {
  setServer(url: string): Promise<z.input<Calls['setServer']['result']>>;
  /** `code`: of the second factor, where the account has one. */
  signIn(email: string, password: string, code?: string): Promise<Access>;
  /** By the server's single sign-on, in the system's browser; lasts until somebody has signed in there, or it is stopped. */
  signInByBrowser(): Promise<Access>;
  stopBrowser(): void;
  renew(): Promise<Access>;
  signOut(): Promise<void>;
  mayResume(): boolean;
  /** Whose account it is, also while it is not known whether his sign-in still holds. */
  who(): Who | null;
};

/** As long as the server lets somebody stay away. */
const BROWSER_MS = 10 * 60_000;

/** Signing in, staying signed in, signing out. One after the other: no two of them ever hold the token at once. */
export function createAccount(parts: AccountParts): Account {
  const { calls, tokens, server: slot } = parts;
  let last: Promise<unknown> = Promise.resolve();
  let renewing: Promise<Access> | null = null;
  let stopBrowser: () => void = () => undefined;

  return {
    setServer: (url) => inTurn(() => setServer(url)),
    signIn: (email, password, code) => inTurn(() => signIn(email, password, code)),
    signInByBrowser,
    stopBrowser: () => stopBrowser(),
    renew() {
      renewing ??= inTurn(renew).finally(() => {
        renewing = null;
      });
      return renewing;
    },
    signOut: () => inTurn(signOut),
    mayResume: () => {
      const server = slot.get();
      return server !== null && tokens.get(server) !== null;
    },
    who: () => {
      const who = parts.who.get();
      return who?.server === slot.get() ? who : null;
    },
  };

  function inTurn<T>(deed: () => Promise<T>): Promise<T> {
    const done = last.then(deed, deed);
    last = done.catch(() => undefined);
    return done;
  }

  async function setServer(url: string): Promise<z.input<Calls['setServer']['result']>> {
    const address = readServerAddress(url);
    if (!address.ok) return failure({ code: address.code, message: '' });
    const answer = await calls.isOrderline(address.server);
    if (!answer.ok) return failure(answer);
    const isOther = slot.get() !== address.server;
    slot.set(address.server);
    if (isOther) {
      parts.who.set(null);
      await parts.onServerChange();
    }
    return { ok: true, server: address.server };
  }

  async function signIn(email: string, password: string, code: string | undefined): Promise<Access> {
    const server = slot.get();
    if (server === null) return failure({ code: 'bad_request', message: '' });
    return take(server, await calls.signIn(server, email, password, code));
  }

  /** Nothing else waits for the browser: only what comes of it is done in its turn. */
  async function signInByBrowser(): Promise<Access> {
    stopBrowser();
    const server = slot.get();
    if (server === null) return failure({ code: 'bad_request', message: '' });
    const { browserDone, noBrowser } = textsOf(parts.language());
    const doorstep = await parts.browser.openDoorstep(browserDone);
    let timer: NodeJS.Timeout | undefined;
    const stopped = new Promise<null>((resolve) => {
      stopBrowser = () => resolve(null);
      timer = setTimeout(resolve, BROWSER_MS, null);
    });
    try {
      if (!(await parts.browser.open(`${server}/api/auth/oidc/start?${doorstep.asked.toString()}`))) return failure({ code: 'unavailable', message: noBrowser });
      const returned = await Promise.race([doorstep.returned, stopped]);
      if (returned === null) return failure({ code: 'conflict', message: '' });
      parts.browser.onReturned();
      if ('error' in returned) return failure({ code: isErrorCode(returned.error) ? returned.error : 'internal', message: '' });
      return await inTurn(async () => {
        if (slot.get() !== server) return failure({ code: 'conflict', message: '' });
        return take(server, await calls.redeemDesktopCode(server, returned.code, doorstep.verifier));
      });
    } finally {
      clearTimeout(timer);
      doorstep.close();
    }
  }

  async function take(server: string, answer: Awaited<ReturnType<ServerCalls['signIn']>>): Promise<Access> {
    if (!answer.ok) return failure(answer);
    if (!parts.isTaken(server, answer.user.id)) return hold(server, answer);
    await calls.signOut(server, answer.refresh_token);
    return failure({ code: 'conflict', message: textsOf(parts.language()).accountTaken });
  }

  async function renew(): Promise<Access> {
    const server = slot.get();
    const token = server === null ? null : tokens.get(server);
    if (server === null || token === null) return failure({ code: 'unauthorized', message: '' });
    let answer = await calls.refresh(server, token);
    // The token may have been used up without our hearing of it; the server takes it once more for that case.
    if (!answer.ok && 'isLost' in answer && answer.isLost) answer = await calls.refresh(server, token);
    if (answer.ok) return hold(server, answer);
    if (answer.code === 'unauthorized' || answer.code === 'token_expired') {
      tokens.clear();
      parts.onSignedOut();
      return failure({ ...answer, code: 'unauthorized' });
    }
    return failure(answer);
  }

  async function signOut(): Promise<void> {
    const server = slot.get();
    const token = server === null ? null : tokens.get(server);
    tokens.clear();
    parts.who.set(null);
    if (server !== null && token !== null) await calls.signOut(server, token);
  }

  /** The new refresh token is on disk before anybody can use what came with it. */
  async function hold(server: string, { access_token, expires_in, user, refresh_token }: SignedIn): Promise<Access> {
    await tokens.set(server, refresh_token);
    parts.who.set({ server, user: user.id, name: `${user.first_name} ${user.last_name}`.trim() });
    return { ok: true, access_token, expires_in, user };
  }

  function failure({ code, message, ...rest }: Pick<Refused | Offline, 'message'> & { code: Failure['code']; retry_after?: number; needs_code?: true }): Failure {
    const texts = textsOf(parts.language());
    const own = { offline: texts.offline, insecure: texts.insecure, not_orderline: texts.notOrderline };
    const text = message !== '' ? message : isErrorCode(code) ? errorText(code, parts.language()) : own[code];
    return { ok: false, code, message: text, ...(rest.retry_after === undefined ? {} : { retry_after: rest.retry_after }), ...(rest.needs_code && { needs_code: true }) };
  }
}
