import { createHash, randomBytes } from 'node:crypto';

/** A new opaque token of 256 bits, as base64url text. Its holder gets it once; the server keeps `tokenHash` of it. */
export function newToken(): string {
  return randomBytes(32).toString('base64url');
}

/** What is stored of a token. It is random enough that a plain SHA-256 cannot be turned back. */
export function tokenHash(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}
