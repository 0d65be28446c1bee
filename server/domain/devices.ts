import type { Session } from '../../protocol/entities';
import type { Caller } from '../caller';
import type { Happening, Told } from '../happening';
import type { Parts } from '../parts';
import { presentSession } from '../present/session';
import { Refusal } from '../refusal';
import { sessionOfRefreshToken } from '../sql/refresh_tokens';
import { liveSessionsOf, revokeSession, revokeSessionsOf } from '../sql/sessions';
import { audit } from './audit';
import { tokenHash } from './opaque';

/** What a device brings along to sign out: any token of its family, its bearer's session, or nothing that still means anything. */
export type Leaving = { refresh_token: string | undefined; session: number | undefined; address: string };

/** The caller's signed-in devices, the last used first. */
export async function listDevices(parts: Parts, caller: Caller): Promise<Session[]> {
  const rows = await liveSessionsOf(parts.db, caller.user);
  return rows.map((row) => presentSession(row, caller.session));
}

/** Signs one of the caller's devices out. Refuses with `not_found` when it is not his or has gone before. */
export async function revokeDevice(parts: Parts, caller: Caller, session: number, address: string): Promise<Told<void>> {
  return parts.db.transaction(async (within) => {
    const revoked = await revokeSession(parts.db, within, session, 'revoked', caller.user);
    if (revoked === undefined) throw new Refusal('not_found');
    await audit(parts, within, { kind: 'session_revoked', actor: caller.user, session: caller.session, address, data: { session } });
    return { result: undefined, happenings: [{ close: 'session', session }] };
  });
}

/** Signs all of the caller's devices out, or all but the asking one; answers how many. Doing it again changes nothing. */
export async function revokeDevices(parts: Parts, caller: Caller, keepsCurrent: boolean, address: string): Promise<Told<{ ended: number }>> {
  return parts.db.transaction(async (within) => {
    const sessions = await revokeSessionsOf(parts.db, within, caller.user, 'revoked', keepsCurrent ? caller.session : null);
    if (sessions.length > 0) {
      await audit(parts, within, { kind: 'sessions_revoked', actor: caller.user, session: caller.session, address, data: { sessions: sessions.length, keeps_current: keepsCurrent } });
    }
    return { result: { ended: sessions.length }, happenings: sessions.map((session) => ({ close: 'session', session })) };
  });
}

/** Signs a device out. Doing it again, or with tokens that mean nothing, changes nothing. */
export async function logout(parts: Parts, leaving: Leaving): Promise<Told<void>> {
  const byToken = leaving.refresh_token && (await sessionOfRefreshToken(parts.db, tokenHash(leaving.refresh_token)));
  const sessions = new Set([byToken, leaving.session].filter((session) => typeof session === 'number'));
  return parts.db.transaction(async (within) => {
    const happenings: Happening[] = [];
    for (const session of sessions) {
      const revoked = await revokeSession(parts.db, within, session, 'logout');
      if (revoked === undefined) continue;
      await audit(parts, within, { kind: 'logout', actor: revoked.user, session, address: leaving.address });
      happenings.push({ close: 'session', session });
    }
    return { result: undefined, happenings };
  });
}
