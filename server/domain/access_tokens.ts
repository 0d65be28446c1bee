import { SignJWT, decodeJwt, errors, jwtVerify, type CryptoKey, type JWTPayload } from 'jose';
import { ACCESS_TOKEN_MS, ID_MAX } from '../../protocol/limits';
import type { Language } from '../../protocol/errors';
import type { Caller } from '../caller';
import type { Parts } from '../parts';
import { Refusal } from '../refusal';
import { liveSession, liveSessionsAmong, type LiveSession } from '../sql/sessions';

const ISSUER = 'orderline';
const AUDIENCE = 'orderline';
/** RFC 9068: nothing else that is signed with this secret can pass for an access token. */
const TYPE = 'at+jwt';

const HMAC = { name: 'HMAC', hash: 'SHA-256' };
const keys = new WeakMap<Parts['config'], Promise<CryptoKey>>();

/** Made once: to make it anew for every token costs as much as to look at the token. */
function keyOf({ config }: Pick<Parts, 'config'>): Promise<CryptoKey> {
  const key = keys.get(config) ?? crypto.subtle.importKey('raw', new TextEncoder().encode(config.authSecret), HMAC, false, ['sign', 'verify']);
  keys.set(config, key);
  return key;
}

/** The access token of a session: who, which session, until when. What he may do is asked of the database each time. */
export async function signAccess(parts: Pick<Parts, 'config' | 'clock'>, session: { id: number }, user: { id: number }): Promise<string> {
  return new SignJWT({ sid: session.id })
    .setProtectedHeader({ alg: 'HS256', typ: TYPE })
    .setIssuer(ISSUER)
    .setAudience(AUDIENCE)
    .setSubject(String(user.id))
    .setIssuedAt(new Date(parts.clock.now()))
    .setExpirationTime(new Date(parts.clock.now() + ACCESS_TOKEN_MS))
    .sign(await keyOf(parts));
}

/**
 * The caller whose access token this is. Refuses with `token_expired` when only its time is over, with `unauthorized` when it is none of
 * ours or its session or user has ended. `lookUp`: how the session is asked for.
 */
export async function authenticate(
  parts: Pick<Parts, 'config' | 'db' | 'clock'>,
  bearer: string,
  language: Language,
  lookUp: (session: number) => Promise<LiveSession | undefined> = (session) => liveSession(parts.db, session),
): Promise<Caller> {
  const { user, session } = await readAccess(parts, bearer);
  const live = await lookUp(session);
  if (live === undefined || live.user !== user) throw new Refusal('unauthorized');
  return { user, role: live.role, session, order: live.order, language };
}

/** Whether the session is neither revoked nor expired and its user not disabled. */
export async function sessionIsLive(parts: Pick<Parts, 'db'>, session: number): Promise<boolean> {
  return (await liveSession(parts.db, session)) !== undefined;
}

/** Which of these sessions have ended. */
export async function endedAmong(parts: Pick<Parts, 'db'>, sessions: readonly number[]): Promise<number[]> {
  const live = new Set((await liveSessionsAmong(parts.db, sessions)).map(({ id }) => id));
  return sessions.filter((session) => !live.has(session));
}

/** How many milliseconds an access token still has. Only of a token that `authenticate` has taken. */
export function leftOf({ clock }: Pick<Parts, 'clock'>, bearer: string): number {
  return Math.max(0, (decodeJwt(bearer).exp ?? 0) * 1000 - clock.now());
}

/**
 * The session that this access token was made for, also when its time is over: enough to end the session, for nothing else.
 * Undefined when it is none of ours.
 */
export async function sessionOfBearer(parts: Pick<Parts, 'config' | 'clock'>, bearer: string): Promise<number | undefined> {
  try {
    return (await readAccess(parts, bearer, true)).session;
  } catch (error) {
    if (error instanceof Refusal) return undefined;
    throw error;
  }
}

async function readAccess(parts: Pick<Parts, 'config' | 'clock'>, bearer: string, mayBeExpired = false): Promise<{ user: number; session: number }> {
  try {
    const { payload } = await jwtVerify(bearer, await keyOf(parts), {
      algorithms: ['HS256'],
      issuer: ISSUER,
      audience: AUDIENCE,
      typ: TYPE,
      requiredClaims: ['sub', 'sid', 'iat', 'exp'],
      currentDate: new Date(parts.clock.now()),
    });
    return idsOf(payload);
  } catch (error) {
    // The signature and every other claim have been checked by the time the expiry is.
    if (error instanceof errors.JWTExpired) {
      if (mayBeExpired) return idsOf(error.payload);
      throw new Refusal('token_expired');
    }
    if (error instanceof errors.JOSEError) throw new Refusal('unauthorized');
    throw error;
  }
}

function idsOf({ sub, sid }: JWTPayload): { user: number; session: number } {
  const user = Number(sub);
  if (!isId(user) || !isId(sid)) throw new Refusal('unauthorized');
  return { user, session: sid };
}

function isId(value: unknown): value is number {
  return Number.isInteger(value) && Number(value) >= 1 && Number(value) <= ID_MAX;
}
