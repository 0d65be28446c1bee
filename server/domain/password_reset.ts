import type { z } from 'zod';
import type { Language } from '../../protocol/errors';
import type { redeemBody } from '../../protocol/http';
import { RESET_MS } from '../../protocol/limits';
import type { Told } from '../happening';
import { resetLetter } from '../mail/reset_letter';
import type { UserRow } from '../models/account';
import type { Parts } from '../parts';
import { Refusal } from '../refusal';
import { addJob } from '../sql/jobs';
import { deleteExpiredResets, deleteReset, insertReset, userOfReset } from '../sql/password_resets';
import { revokeSessionsOf } from '../sql/sessions';
import { findUser, lockAccount } from '../sql/users';
import { audit } from './audit';
import { newToken, tokenHash } from './opaque';
import { setPassword } from './password_change';
import { hashPassword } from './passwords';

/**
 * A new password by letter. Whoever asks gets the same answer for the same work, whether there is such an account: one line in the queue
 * of jobs. Only the job looks whom the address belongs to.
 */

export const RESET_TASK = 'reset_letter';
/** With the queue's own pauses: about seven minutes. */
const TRIES = 6;

export type ResetRequest = { email: string; language: Language; address: string };

/** Lets a letter be written, if the address is an expert's or an admin's. Refuses with `not_found` where no letters are sent, and with `rate_limited` by address. */
export async function askReset(parts: Parts, request: ResetRequest): Promise<void> {
  if (parts.mail === null) throw new Refusal('not_found');
  await parts.limits.take('reset', request.address);
  await addJob(parts.db, null, RESET_TASK, request, { tries: TRIES, key: `${RESET_TASK}:${tokenHash(`${request.address} ${request.email}`).toString('hex')}` });
}

/** Writes the letter. Throws when the mail server could not take it, so that the job is done again. */
export async function sendReset(parts: Parts, request: ResetRequest): Promise<void> {
  const { config, db, mail } = parts;
  const user = await findUser(db, null, request.email);
  if (mail === null || user === undefined || !mayReset(user)) return;
  if (!(await isWithinLimit(parts, user.id))) return;
  await deleteExpiredResets(db);
  const token = newToken();
  const reset = await db.transaction(async (within) => {
    await audit(parts, within, { kind: 'reset_sent', actor: user.id, address: request.address });
    return insertReset(db, within, user.id, tokenHash(token), RESET_MS);
  });
  const letter = resetLetter({ first_name: user.first_name, url: `${config.publicUrl}/console#reset=${token}`, is_first: user.password_hash === null, life: 'hour' }, user.language ?? request.language);
  const outcome = await mail.send({ id: `reset ${reset}`, to: { name: `${user.first_name} ${user.last_name}`, address: user.email }, ...letter });
  if (outcome === 'sent' || outcome === 'unknown') return;
  await deleteReset(db, reset);
  if (outcome === 'refused') return parts.log.info({ user: user.id }, 'a letter was refused');
  await parts.limits.giveBack('reset_account', String(user.id));
  throw new Error('the letter with a link for a new password was not taken');
}

/**
 * Sets a new password by the link of a letter, and signs the user out everywhere. He signs in with it himself, second factor included. A
 * link that is used, expired or of a closed account is `unauthorized`.
 */
export async function redeemReset(parts: Parts, { token, new_password }: z.output<typeof redeemBody>, address: string): Promise<Told<void>> {
  const { db } = parts;
  await parts.limits.take('redeem', address);
  const hash = tokenHash(token);
  const asked = await userOfReset(db, null, hash);
  const next = asked === undefined ? undefined : await hashPassword(new_password);
  const done = await db.transaction(async (within): Promise<Told<void> | undefined> => {
    const user = asked === undefined ? undefined : await lockAccount(db, within, asked);
    // Looked up again behind the lock: of two at once the second finds it used.
    if (user === undefined || !mayReset(user) || (await userOfReset(db, within, hash)) !== user.id) return undefined;
    await setPassword(db, within, user.id, next!);
    await revokeSessionsOf(db, within, user.id, 'password_changed');
    await audit(parts, within, { kind: 'password_changed', actor: user.id, address, data: { user: user.id, by: 'letter' } });
    return { result: undefined, happenings: [{ close: 'user', user: user.id, keeps_unsent: true }] };
  });
  if (done !== undefined) return done;
  await audit(parts, null, { kind: 'reset_refused', address });
  throw new Refusal('unauthorized');
}

/** Clients come in by the links of their orders. */
const mayReset = (user: UserRow): boolean => user.disabled_at === null && user.role !== 'client';

/** A few letters an hour to one account, whoever asks for them. */
async function isWithinLimit(parts: Parts, user: number): Promise<boolean> {
  try {
    await parts.limits.take('reset_account', String(user));
    return true;
  } catch (error) {
    if (error instanceof Refusal) return false;
    throw error;
  }
}
