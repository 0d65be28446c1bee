import { RateLimiterCluster, RateLimiterMemory, RateLimiterRedis, RateLimiterRes } from 'rate-limiter-flexible';
import type { Config } from './config';
import { Refusal } from './refusal';

/** What is counted, and by which key. */
export type LimitKind =
  /** Sign-in attempts, by address; tighter by account and address together, never by account alone; and of everyone together. */
  | 'login'
  | 'login_account'
  | 'login_global'
  /** Present passwords and codes of signed-in users, by user and address together. */
  | 'password'
  /** Codes of second factors, by user and address together, and by address. */
  | 'code'
  | 'code_address'
  /** Ways to the single sign-on and back, by address. */
  | 'oidc'
  /** Links for a new password asked for, by address. */
  | 'reset'
  /** The same, by account; and redeemed ones, by address. */
  | 'reset_account'
  | 'redeem'
  /** Invites presented, by address. */
  | 'join'
  /** Refresh tokens presented, by address. */
  | 'refresh'
  /** Identities of embedded chats presented, by address; each page brings one every few minutes. */
  | 'embed'
  /** Posts, edits and deletions, by user. */
  | 'post'
  /** Decisions about rooms, by user; many can be made at once. */
  | 'triage'
  | 'typing'
  /** What is shown, by user. */
  | 'viewing'
  /** Time zones told, by user: each is written into all of his rooms. */
  | 'zone'
  /** Drafts kept, by user. */
  | 'draft'
  /** Uploads begun, by user. */
  | 'upload'
  /** Searches, by user; each key may be one. */
  | 'search'
  /** Requests of one API key. */
  | 'api'
  /** Requests of one user over HTTP, whatever they are. */
  | 'request';

/** What is left of a limit. */
export type Left = { limit: number; remaining: number; reset_seconds: number; window_seconds: number };

export type Limits = {
  /** Counts one deed. Refuses with `rate_limited` and the seconds to wait when there were too many. */
  take(kind: LimitKind, key: string): Promise<Left>;
  /** How many deeds of a kind there may be, and in how many seconds. */
  policyOf(kind: LimitKind): Pick<Left, 'limit' | 'window_seconds'>;
  /** Takes one counted deed back: it turned out to be a good one. */
  giveBack(kind: LimitKind, key: string): Promise<void>;
};

const MINUTE = 60;
const TEN_MINUTES = 600;
const HOUR = 3600;

/** Kinds that are counted over another time than a minute. */
const WINDOWS: Partial<Record<LimitKind, number>> = { code: TEN_MINUTES, code_address: TEN_MINUTES, reset: HOUR, reset_account: HOUR };

function pointsOf(config: Pick<Config, 'LOGINS_PER_MINUTE' | 'POSTS_PER_MINUTE'>): Record<LimitKind, number> {
  const { LOGINS_PER_MINUTE: logins, POSTS_PER_MINUTE: posts } = config;
  return {
    login: logins,
    login_account: Math.min(logins, 10),
    login_global: logins * 20,
    password: Math.min(logins, 10),
    code: 5,
    code_address: 50,
    oidc: logins * 2,
    reset: Math.min(logins, 20),
    reset_account: 3,
    redeem: logins,
    join: logins,
    refresh: 6_000,
    embed: 6_000,
    post: posts,
    triage: 1_200,
    typing: 3_000,
    viewing: 1_200,
    zone: 60,
    draft: 1_200,
    upload: 300,
    search: 600,
    api: 30_000,
    request: Math.max(3_000, posts * 2),
  };
}

/**
 * The limits, each over a window of its own, mostly one minute. With a Redis client all server processes count together, and each counts for itself in
 * memory while Redis is away; workers of one machine without Redis count in their primary.
 */
export function createLimits(config: Pick<Config, 'LOGINS_PER_MINUTE' | 'POSTS_PER_MINUTE'>, shared?: { client: unknown; prefix: string } | 'workers'): Limits {
  const points = pointsOf(config);
  const limiters = Object.fromEntries(
    Object.entries(points).map(([kind, most]) => {
      const common = { keyPrefix: `limit:${kind}`, points: most, duration: WINDOWS[kind as LimitKind] ?? MINUTE };
      if (shared === 'workers') return [kind, new RateLimiterCluster(common)];
      const memory = new RateLimiterMemory(common);
      if (shared === undefined) return [kind, memory];
      return [
        kind,
        new RateLimiterRedis({ ...common, keyPrefix: `${shared.prefix}:${common.keyPrefix}`, storeClient: shared.client, useRedisPackage: true, rejectIfRedisNotReady: true, insuranceLimiter: memory }),
      ];
    }),
  ) as Record<LimitKind, RateLimiterCluster | RateLimiterMemory | RateLimiterRedis>;

  const policyOf = (kind: LimitKind) => ({ limit: points[kind], window_seconds: WINDOWS[kind] ?? MINUTE });
  return {
    policyOf,
    async take(kind, key) {
      try {
        const { remainingPoints, msBeforeNext } = await limiters[kind].consume(key);
        return { ...policyOf(kind), remaining: remainingPoints, reset_seconds: Math.ceil(msBeforeNext / 1000) };
      } catch (error) {
        if (!(error instanceof RateLimiterRes)) throw error;
        throw new Refusal('rate_limited', { retry_after: Math.max(1, Math.ceil(error.msBeforeNext / 1000)) });
      }
    },
    async giveBack(kind, key) {
      await limiters[kind].reward(key);
    },
  };
}
