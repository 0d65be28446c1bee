import type { SignedIn } from '../../protocol/answers';
import { ACCESS_TOKEN_MS, EMBEDDED_MS, REFRESH_TOKEN_MS } from '../../protocol/limits';
import type { Within } from '../database/database';
import type { SessionRow, UserRow } from '../models/account';
import type { Parts } from '../parts';
import { presentAccount } from '../present/user';
import { insertRefreshToken } from '../sql/refresh_tokens';
import { insertSession } from '../sql/sessions';
import { signAccess } from './access_tokens';
import { newToken, tokenHash } from './opaque';

/** Where a request came from: its address as the limits count it, and what the program calls itself. */
export type Visitor = { address: string; user_agent: string };

/** A fresh sign-in or its renewal. Whether the refresh token travels in the body or in a cookie is the edge's matter. */
export type Grant = { session: number; device: SessionRow['device']; refresh_token: string; answer: Omit<SignedIn, 'refresh_token'> };

const USER_AGENT_MAX = 300;

/** What the visitor's program calls itself, as much of it as is kept. */
export function userAgentOf(from: Visitor): string {
  return from.user_agent.slice(0, USER_AGENT_MAX);
}

/** Opens a session; `by` not null: it came by this invite, and holds the room of its order and no other. */
export async function openSession(
  parts: Parts,
  within: Within,
  user: UserRow,
  device: SessionRow['device'],
  by: { invite: number; order: number } | null,
  from: Visitor,
): Promise<Grant> {
  const session = await insertSession(parts.db, within, {
    user: user.id,
    device,
    order: by?.order ?? null,
    invite: by?.invite ?? null,
    is_embedded: false,
    user_agent: userAgentOf(from),
    life_ms: REFRESH_TOKEN_MS,
  });
  const token = newToken();
  await insertRefreshToken(parts.db, within, session.id, tokenHash(token));
  return grant(parts, session, user, token);
}

/** The answer that hands a session's tokens to its device. */
export async function grant(parts: Parts, session: Pick<SessionRow, 'id' | 'device'>, user: UserRow, refreshToken: string): Promise<Grant> {
  return {
    session: session.id,
    device: session.device,
    refresh_token: refreshToken,
    answer: { access_token: await signAccess(parts, session, user), expires_in: ACCESS_TOKEN_MS / 1000, user: presentAccount(user) },
  };
}

/** A session inside a page of the marketplace's: nothing but an access token, which that page has to vouch for again before it ends. */
export type EmbeddedGrant = { session: number; answer: Omit<SignedIn, 'refresh_token'> };

/** Opens a session without a refresh token, which holds the room of this order and no other. */
export async function openEmbedded(parts: Parts, within: Within, user: UserRow, order: number, from: Visitor): Promise<number> {
  const session = await insertSession(parts.db, within, { user: user.id, device: 'web', order, invite: null, is_embedded: true, user_agent: userAgentOf(from), life_ms: EMBEDDED_MS });
  return session.id;
}

/** The answer that hands the embedded page its access token. */
export async function grantEmbedded(parts: Parts, session: number, user: UserRow): Promise<EmbeddedGrant> {
  return { session, answer: { access_token: await signAccess(parts, { id: session }, user), expires_in: ACCESS_TOKEN_MS / 1000, user: presentAccount(user) } };
}
