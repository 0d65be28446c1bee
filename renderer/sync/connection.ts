import type { Access } from './access';
import type { Renewal } from './auth';
import type { Link } from './socket';
import type { ErrorCode } from '../../protocol/errors';
import type { Connection } from '../store/chat';

export type ConnectionEvents = {
  changed(connection: Connection, problem: ErrorCode | 'offline' | null): void;
  online(): void;
};

export type Connecting = {
  start(): void;
  stop(): void;
  /** Connect now, whatever the wait says. */
  hurry(): void;
  /** The live connection is not to be trusted: drop it and connect anew. */
  renewLink(): void;
  /** Signed out by the server. */
  end(problem: ErrorCode | null): void;
  /** To be called by the link. */
  linkConnected(): void;
  linkDisconnected(): void;
  linkRefused(code: ErrorCode | 'offline', retryAfter: number | undefined): void;
};

const FIRST_WAIT_MS = 300;
const LONGEST_WAIT_MS = 5_000;

/** Codes after which trying the same sign-in again is of no use. */
const endings: ReadonlySet<string> = new Set<ErrorCode>(['unauthorized', 'token_expired', 'forbidden', 'not_found', 'bad_request', 'conflict']);

/**
 * Keeps the link up:
 *
 *   signed_out ──start──> connecting ──handshake──> online ──broken──> connecting
 *        ↑                    │  ↑──────wait──────┐
 *        └─sign-in refused────┴──failed──> offline┘
 */
export function createConnecting(link: Link, access: Access, events: ConnectionEvents): Connecting {
  let isRunning = false;
  let isTrying = false;
  let attempts = 0;
  let refusals = 0;
  let tries = 0;
  let waiting: ReturnType<typeof setTimeout> | undefined;
  let renewal: ReturnType<typeof setTimeout> | undefined;

  async function attempt(): Promise<void> {
    clearTimeout(waiting);
    if (!isRunning || isTrying || link.isConnected()) return;
    isTrying = true;
    const mine = (tries += 1);
    const token = await access.token();
    // Given up meanwhile, for another one.
    if (mine !== tries) return;
    if (!isRunning) isTrying = false;
    else if (token.ok) link.connect(token.token);
    else fail(token.code, token.retry_after);
  }

  function fail(code: ErrorCode | 'offline', retryAfter: number | undefined): void {
    isTrying = false;
    if (!isRunning) return;
    if (endings.has(code)) return end(code as ErrorCode);
    events.changed('offline', code);
    wait(retryAfter);
  }

  function wait(retryAfter: number | undefined): void {
    clearTimeout(waiting);
    const longest = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** Math.min(attempts, 10));
    attempts += 1;
    // Half of it by chance: those who were dropped together shall not come back together.
    const delay = Math.max((retryAfter ?? 0) * 1000, longest / 2) + (Math.random() * longest) / 2;
    waiting = setTimeout(() => void attempt(), delay);
  }

  /** Gives the server a fresh token ahead of the end of the old one, without a reconnect. */
  function scheduleRenewal(): void {
    clearTimeout(renewal);
    renewal = setTimeout(() => void renewSession(), Math.max(1_000, access.renewalDueMs()));
  }

  async function renewSession(): Promise<void> {
    const result: Renewal = await access.renew();
    if (!isRunning || !link.isConnected()) return;
    if (!result.ok) {
      if (endings.has(result.code)) return end(result.code as ErrorCode);
      renewal = setTimeout(() => void renewSession(), Math.max(5_000, (result.retry_after ?? 0) * 1000));
      return;
    }
    const answer = await link.request('session:renew', { token: result.access_token });
    if (answer.ok) scheduleRenewal();
    else if (isRunning) renewLink();
  }

  function renewLink(): void {
    link.close();
    isTrying = false;
    if (isRunning) events.changed('connecting', null);
    void attempt();
  }

  function end(problem: ErrorCode | null): void {
    stop();
    events.changed('signed_out', problem);
  }

  function stop(): void {
    isRunning = false;
    isTrying = false;
    clearTimeout(waiting);
    clearTimeout(renewal);
    access.spoil();
    link.close();
  }

  return {
    start() {
      if (isRunning) return;
      isRunning = true;
      attempts = 0;
      refusals = 0;
      events.changed('connecting', null);
      void attempt();
    },
    stop,
    hurry() {
      attempts = 0;
      void attempt();
    },
    renewLink,
    end,
    linkConnected() {
      isTrying = false;
      attempts = 0;
      refusals = 0;
      scheduleRenewal();
      events.changed('online', null);
      events.online();
    },
    linkDisconnected() {
      clearTimeout(renewal);
      if (!isRunning) return;
      // The server took the connection and closed it before it let us in.
      if (isTrying) return fail('offline', undefined);
      events.changed('connecting', null);
      wait(undefined);
    },
    linkRefused(code, retryAfter) {
      if (code !== 'unauthorized' && code !== 'token_expired') return fail(code, retryAfter);
      // The token is no good: once with a fresh one at once, later with patience, for the clocks may differ.
      access.spoil();
      isTrying = false;
      refusals += 1;
      if (refusals === 1) void attempt();
      else wait(retryAfter);
    },
  };
}
