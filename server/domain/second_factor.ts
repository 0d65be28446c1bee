import type { Caller } from '../caller';
import type { Transaction } from 'sequelize';
import type { FactorBegun, FactorState } from '../../protocol/answers';
import type { Parts } from '../parts';
import { Refusal } from '../refusal';
import { beginFactor, confirmFactor, deleteFactor, factorState, insertRecoveryCodes, lockFactor, takeRecoveryCode, takeStep, type FactorRow } from '../sql/second_factors';
import { audit } from './audit';
import { newRecoveryCodes, newSecret, plainCode, stepOf, uriOf } from './one_time_codes';
import { tokenHash } from './opaque';
import { provePassword } from './password_change';
import { seal, unseal } from './sealing';

/**
 * The second factor of an expert or admin.
 *
 *   none ──password──> begun ──first code──> on ──password and code──> none
 */

/** Whether the caller has a second factor, and how many recovery codes are left. */
export async function getFactor(parts: Parts, caller: Caller): Promise<FactorState> {
  const state = await factorState(parts.db, caller.user);
  return { is_on: state !== undefined, recovery_codes_left: state?.recovery_codes_left ?? 0 };
}

/** Makes a secret for the caller's authenticator program; it counts once a code of it has come. Refuses with `conflict` when one is on. */
export async function beginSecondFactor(parts: Parts, caller: Caller, password: string, address: string): Promise<FactorBegun> {
  const user = await provePassword(parts, caller, password, address);
  const secret = newSecret();
  if (!(await beginFactor(parts.db, null, user.id, seal(parts.config, 'second factor', String(user.id), secret)))) throw new Refusal('conflict');
  return { secret, uri: uriOf(secret, user.email) };
}

/** Turns it on with the first code, and hands out the recovery codes, once. Refuses with `forbidden` for a wrong code. */
export async function confirmSecondFactor(parts: Parts, caller: Caller, code: string, address: string): Promise<{ recovery_codes: string[] }> {
  const { db } = parts;
  await takeCodeLimits(parts, caller.user, address);
  const codes = newRecoveryCodes();
  const outcome = await db.transaction(async (within) => {
    const factor = await lockFactor(db, within, caller.user);
    if (factor === undefined || factor.confirmed_at !== null) return 'conflict';
    const step = codeStep(parts, factor, code);
    if (step === undefined) return 'forbidden';
    await confirmFactor(db, within, caller.user, step);
    await insertRecoveryCodes(db, within, caller.user, codes.map((one) => tokenHash(plainCode(one))));
    await audit(parts, within, { kind: 'factor_added', actor: caller.user, session: caller.session, address });
    return 'on';
  });
  if (outcome === 'forbidden') await auditRefusal(parts, caller, address);
  if (outcome !== 'on') throw new Refusal(outcome);
  await giveBackCodeLimits(parts, caller.user, address);
  return { recovery_codes: codes };
}

/** Turns it off. Refuses with `forbidden` for a wrong password or code, with `conflict` when none is on. */
export async function removeSecondFactor(parts: Parts, caller: Caller, proof: { password: string; code: string }, address: string): Promise<void> {
  const { db } = parts;
  await provePassword(parts, caller, proof.password, address);
  await takeCodeLimits(parts, caller.user, address);
  const outcome = await db.transaction(async (within) => {
    const taken = await takeCode(parts, within, caller.user, proof.code);
    if (taken === 'time' || taken === 'recovery') {
      await deleteFactor(db, within, caller.user);
      await audit(parts, within, { kind: 'factor_removed', actor: caller.user, session: caller.session, address, data: { code: taken } });
    }
    return taken;
  });
  if (outcome === 'none') throw new Refusal('conflict');
  if (outcome === 'missing' || outcome === 'wrong') {
    await auditRefusal(parts, caller, address);
    throw new Refusal('forbidden');
  }
  await giveBackCodeLimits(parts, caller.user, address);
}

/** What became of a code: none is needed, it is missing or wrong, or it was taken: one by time, or a recovery code. */
export type CodeOutcome = 'none' | 'missing' | 'wrong' | 'time' | 'recovery';

/** Takes a user's code, if his account needs one. Each code is taken once; with a failed transaction it is as good as before. */
export async function takeCode(parts: Pick<Parts, 'clock' | 'config' | 'db' | 'log'>, within: Transaction, user: number, code: string | undefined): Promise<CodeOutcome> {
  const { db } = parts;
  const factor = await lockFactor(db, within, user);
  if (factor === undefined || factor.confirmed_at === null) return 'none';
  if (code === undefined) return 'missing';
  const step = codeStep(parts, factor, code);
  if (step !== undefined) return (await takeStep(db, within, user, step)) ? 'time' : 'wrong';
  return (await takeRecoveryCode(db, within, user, tokenHash(plainCode(code)))) ? 'recovery' : 'wrong';
}

/** Counts a try at a code: few by account and address together, more by address, never by account alone. */
export async function takeCodeLimits({ limits }: Pick<Parts, 'limits'>, user: number, address: string): Promise<void> {
  await limits.take('code', `${address} ${user}`);
  await limits.take('code_address', address);
}

/** Only wrong codes count. */
export async function giveBackCodeLimits({ limits }: Pick<Parts, 'limits'>, user: number, address: string): Promise<void> {
  await limits.giveBack('code', `${address} ${user}`);
  await limits.giveBack('code_address', address);
}

function codeStep({ config, clock, log }: Pick<Parts, 'config' | 'clock' | 'log'>, factor: FactorRow, code: string): number | undefined {
  const secret = unseal(config, 'second factor', String(factor.user), factor.secret);
  if (secret === undefined) log.warn({ user: factor.user }, 'a second factor was sealed with another AUTH_SECRET; only its recovery codes count');
  return secret === undefined ? undefined : stepOf(secret, plainCode(code), clock.now());
}

const auditRefusal = (parts: Parts, caller: Caller, address: string) => audit(parts, null, { kind: 'factor_refused', actor: caller.user, session: caller.session, address });
