import { decodeJwt, SignJWT, type JWTPayload } from 'jose';
import { SECRET } from './server';

/** What stands in an access token. */
export const claimsOf = (token: string): JWTPayload => decodeJwt(token);

/** An access token as the server signs them, with these claims; undefined ones are left out. */
export function signToken(claims: Record<string, unknown>, typ = 'at+jwt'): Promise<string> {
  const given = Object.fromEntries(Object.entries(claims).filter(([, value]) => value !== undefined));
  return new SignJWT(given).setProtectedHeader({ alg: 'HS256', typ }).sign(new TextEncoder().encode(SECRET));
}
