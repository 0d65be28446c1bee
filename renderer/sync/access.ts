import type { AuthSource, Renewal } from './auth';

export type Token = { ok: true; token: string } | Exclude<Renewal, { ok: true }>;

/** The access token in memory: one renewal at a time, ahead of its end. */
export type Access = {
  /** A token that is good for a while. */
  token(): Promise<Token>;
  renew(): Promise<Renewal>;
  /** The server says that the token is no good. */
  spoil(): void;
  /** How long until it should be renewed. */
  renewalDueMs(): number;
};

/** A token is renewed when less than this part of its life is left. */
const MARGIN = 0.2;

/** Keeps the access token that `auth` gives. */
export function createAccess(auth: AuthSource, onRenewal: (renewal: Renewal) => void): Access {
  let token = '';
  let dueAt = 0;
  let running: Promise<Renewal> | null = null;

  async function ask(): Promise<Renewal> {
    const renewal = await auth.renew().catch((): Renewal => ({ ok: false, code: 'offline' }));
    if (renewal.ok) {
      token = renewal.access_token;
      dueAt = Date.now() + renewal.expires_in * 1000 * (1 - MARGIN);
    }
    onRenewal(renewal);
    return renewal;
  }

  const renew = () => (running ??= ask().finally(() => (running = null)));
  return {
    renew,
    async token() {
      if (Date.now() < dueAt) return { ok: true, token };
      const renewal = await renew();
      return renewal.ok ? { ok: true, token: renewal.access_token } : renewal;
    },
    spoil() {
      dueAt = 0;
    },
    renewalDueMs: () => Math.max(0, dueAt - Date.now()),
  };
}
