import { randomInt } from 'node:crypto';
import { generateSecret, generateURI, verifySync } from 'otplib';

/** Codes by time (RFC 6238: six digits, SHA-1, 30 seconds, as all authenticator programs know them) and codes for when the phone is gone. */

const ISSUER = 'Orderline';
const STEP_SECONDS = 30;
const RECOVERY_CODES = 10;
/** Nothing that looks like something else on paper. */
const ALPHABET = 'abcdefghjkmnpqrstuvwxyz23456789';
const GROUPS = 4;
const GROUP_LENGTH = 4;

export const newSecret = (): string => generateSecret();

/** What an authenticator program reads from a picture. */
export function uriOf(secret: string, email: string): string {
  return generateURI({ strategy: 'totp', issuer: ISSUER, label: email, secret });
}

/** The step of time that a code belongs to: this one, the one before or the one after. Undefined: none of them. */
export function stepOf(secret: string, code: string, now: number): number | undefined {
  if (!/^\d{6}$/.test(code)) return undefined;
  const result = verifySync({ strategy: 'totp', secret, token: code, epoch: Math.floor(now / 1000), epochTolerance: STEP_SECONDS });
  return result.valid && 'timeStep' in result ? result.timeStep : undefined;
}

/** Ten codes of about 79 bits: random enough that a plain SHA-256 cannot be turned back. */
export function newRecoveryCodes(): string[] {
  const letters = (length: number) => Array.from({ length }, () => ALPHABET[randomInt(ALPHABET.length)]).join('');
  return Array.from({ length: RECOVERY_CODES }, () => Array.from({ length: GROUPS }, () => letters(GROUP_LENGTH)).join('-'));
}

/** A code as it is compared, however it was typed. */
export function plainCode(typed: string): string {
  return typed.toLowerCase().replace(/[\s-]/g, '');
}
