import type { Transaction } from 'sequelize';
import { Webhook } from 'standardwebhooks';
import type { ToldCancellation, ToldOrder, ToldOutcome } from '../../protocol/webhooks_in';
import { SCOPES, type KeyCaller } from '../caller';
import type { Config } from '../config';
import type { Happening, Told } from '../happening';
import type { Parts } from '../parts';
import { Refusal } from '../refusal';
import { takeReceipt } from '../sql/webhook_receipts';
import { cancelOrderWithin, putOrderWithin } from './orders';

/** How the one who tells us is called in the audit log. */
const TELLER = 'WEBHOOKS_IN_SECRETS';

/** The secrets by which the marketplace may sign, a few while it changes them; none: it tells nothing this way. */
export function secretsIn({ WEBHOOKS_IN_SECRETS }: Pick<Config, 'WEBHOOKS_IN_SECRETS'>): string[] {
  return (WEBHOOKS_IN_SECRETS ?? '').split(',').map((secret) => secret.trim()).filter((secret) => secret !== '');
}

/**
 * Whether the headers of the Standard Webhooks specification sign these very bytes by one of the secrets, at most five minutes ago or ahead
 * (the library compares in constant time). Nothing of the body is read before.
 */
export function isSigned(secrets: readonly string[], headers: Record<string, string>, body: Buffer): boolean {
  return secrets.some((secret) => {
    try {
      new Webhook(secret).verify(body, headers, { jsonParse: false });
      return true;
    } catch {
      return false;
    }
  });
}

/** Makes or changes the order of which the marketplace told. Refuses as `putOrder` does, but for what comes late, which is passed over. */
export function takeOrderTold(parts: Parts, webhook: string, { id, ...body }: ToldOrder): Promise<Told<{ outcome: ToldOutcome }>> {
  return once(parts, webhook, async (within) => (await putOrderWithin(parts, within, teller, id, body)).happenings);
}

/** Ends the order of which the marketplace told; its room stays to be read. Refuses with `not_found`. */
export function takeCancellationTold(parts: Parts, webhook: string, { id, ...how }: ToldCancellation): Promise<Told<{ outcome: ToldOutcome }>> {
  return once(parts, webhook, async (within) => (await cancelOrderWithin(parts, within, teller, id, how)).happenings);
}

const teller: KeyCaller = { key: TELLER, scopes: SCOPES, language: 'en' };

/** Does once what this webhook says, and keeps in the same transaction that it is done. What was refused is not kept: its sender may mend it. */
async function once({ db }: Parts, webhook: string, work: (within: Transaction) => Promise<readonly Happening[]>): Promise<Told<{ outcome: ToldOutcome }>> {
  try {
    return await db.transaction(async (within) => {
      if (!(await takeReceipt(db, within, webhook))) return nothing('repeated');
      return { result: { outcome: 'done' }, happenings: [...(await work(within))] };
    });
  } catch (error) {
    // A later version is stored: sending this one again would change nothing.
    if (error instanceof Refusal && error.code === 'conflict' && error.extra.order !== undefined) return nothing('late');
    throw error;
  }
}

const nothing = (outcome: ToldOutcome): Told<{ outcome: ToldOutcome }> => ({ result: { outcome }, happenings: [] });
