import { REFRESH_RETRY_MS, REFRESH_TOKEN_MS } from '../../protocol/limits';
import type { Told } from '../happening';
import type { UserRow } from '../models/account';
import type { Parts } from '../parts';
import {
  forgetOldTokens,
  insertRefreshToken,
  markRepeated,
  markUsed,
  refreshTokenState,
  sessionOfRefreshToken,
  type RefreshTokenState,
} from '../sql/refresh_tokens';
import { lockLiveSession, prolongSession, revokeSession } from '../sql/sessions';
import { audit } from './audit';
import { newToken, tokenHash } from './opaque';
import { grant, type Grant, type Visitor } from './sessions';

/** Unused: rotate. Used, but its successor never was: the answer was lost, rotate once more. Anything else: two hold a copy. */
type Turn = 'use' | 'repeat' | 'reuse';

function turnOf(token: RefreshTokenState): Turn {
  if (token.used_at === null) return 'use';
  const isLost = token.successor !== null && !token.is_successor_used;
  const isFirstRepeat = token.repeated_at === null && token.used_ms_ago !== null && token.used_ms_ago <= REFRESH_RETRY_MS;
  return isLost && isFirstRepeat ? 'repeat' : 'reuse';
}

/**
 * Changes a refresh token for the next one. Null: refused, and when the token was a reused one the whole family is revoked. It is an
 * answer and no throw, because the revocation has to be committed and told.
 */
export async function refresh(parts: Parts, token: string, from: Visitor): Promise<Told<Grant | null>> {
  const { db } = parts;
  await parts.limits.take('refresh', from.address);
  const hash = tokenHash(token);
  const family = await sessionOfRefreshToken(db, hash);
  if (family === undefined) return { result: null, happenings: [] };
  return db.transaction(async (within): Promise<Told<Grant | null>> => {
    const session = await lockLiveSession(db, within, family);
    const presented = session && (await refreshTokenState(db, within, hash));
    if (presented === undefined) return { result: null, happenings: [] };
    const trail = { actor: session!.user, session: family, address: from.address };
    const turn = turnOf(presented);
    if (turn === 'reuse') {
      await revokeSession(db, within, family, 'refresh_reused');
      await audit(parts, within, { kind: 'refresh_reused', ...trail });
      return { result: null, happenings: [{ close: 'session', session: family, keeps_unsent: true }] };
    }
    const next = newToken();
    const successor = await insertRefreshToken(db, within, family, tokenHash(next));
    if (turn === 'use') {
      await markUsed(db, within, presented.id, successor);
    } else {
      await markRepeated(db, within, presented.id, presented.successor!, successor);
      await audit(parts, within, { kind: 'refresh_repeated', ...trail });
    }
    await forgetOldTokens(db, within, family, REFRESH_TOKEN_MS);
    await prolongSession(db, within, family, REFRESH_TOKEN_MS);
    const user = (await db.users.findByPk(session!.user, { raw: true, transaction: within })) as unknown as UserRow;
    return { result: await grant(parts, session!, user, next), happenings: [] };
  });
}
