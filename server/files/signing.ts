import { createHmac, timingSafeEqual } from 'node:crypto';
import { FILE_URL_MAX_MS, FILE_URL_MIN_MS, FILES_PATH } from '../../protocol/files';
import type { Clock } from '../clock';
import type { FileVariant, SignFile } from '../present/attachment';

/** Addresses made within one step are the same, so that a page that hears of a message again keeps what it shows. */
const STEP_MS = FILE_URL_MAX_MS - FILE_URL_MIN_MS;

export type Signed = { expires: number; signature: string };

/**
 * Addresses of files that need no session: good until `expires` (seconds), for one file and variant, and as long as nobody has left the
 * room since. The key is one of its own, made from the secret that signs access tokens; the clock is the one by which tokens end, too.
 */
export function createSigning(secret: string, publicUrl: string, clock: Pick<Clock, 'now'>) {
  const key = createHmac('sha256', secret).update('addresses of files').digest();
  const mac = (file: { id: number; epoch: number }, variant: FileVariant, expires: number) =>
    createHmac('sha256', key).update(`${file.id}:${variant}:${file.epoch}:${expires}`).digest();

  const sign: SignFile = (file, variant) => {
    const expires = ((Math.floor(clock.now() / STEP_MS) + 1) * STEP_MS + FILE_URL_MIN_MS) / 1000;
    return `${publicUrl}${FILES_PATH}/${file.id}/${variant}?expires=${expires}&signature=${mac(file, variant, expires).toString('base64url')}`;
  };
  return {
    sign,
    /** Whether this signature opens the file now. */
    isGood(file: { id: number; epoch: number }, variant: FileVariant, { expires, signature }: Signed): boolean {
      const given = Buffer.from(signature, 'base64url');
      const right = mac(file, variant, expires);
      return expires * 1000 > clock.now() && given.length === right.length && timingSafeEqual(given, right);
    },
  };
}
