import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';
import type { Config } from '../config';

/** What is sealed; each has a key of its own, so that nothing sealed for one passes for another. */
export type Purpose = 'second factor' | 'single sign-on' | 'webhook' | 'answer';

const ALGORITHM = 'aes-256-gcm';
const KEY_BYTES = 32;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

const keyOf = ({ authSecret }: Pick<Config, 'authSecret'>, purpose: Purpose): Buffer => Buffer.from(hkdfSync('sha256', authSecret, '', `orderline ${purpose}`, KEY_BYTES));

/** Makes text unreadable and unchangeable for whoever lacks `AUTH_SECRET`. `about`: whose it is; it opens for nobody else. */
export function seal(config: Pick<Config, 'authSecret'>, purpose: Purpose, about: string, text: string): Buffer {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv(ALGORITHM, keyOf(config, purpose), nonce).setAAD(Buffer.from(about));
  const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
  return Buffer.concat([nonce, cipher.getAuthTag(), sealed]);
}

/** The text again; undefined when it was sealed with another secret, for another purpose or about somebody else, or was changed. */
export function unseal(config: Pick<Config, 'authSecret'>, purpose: Purpose, about: string, sealed: Buffer): string | undefined {
  if (sealed.length < NONCE_BYTES + TAG_BYTES) return undefined;
  const decipher = createDecipheriv(ALGORITHM, keyOf(config, purpose), sealed.subarray(0, NONCE_BYTES), { authTagLength: TAG_BYTES }).setAAD(Buffer.from(about));
  decipher.setAuthTag(sealed.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES));
  try {
    return Buffer.concat([decipher.update(sealed.subarray(NONCE_BYTES + TAG_BYTES)), decipher.final()]).toString('utf8');
  } catch {
    return undefined;
  }
}
