import type { Told } from '../happening';
import type { Parts } from '../parts';
import { Refusal } from '../refusal';
import { audit } from './audit';
import { redeemInvite } from './invites';
import { openSession, type Grant, type Visitor } from './sessions';

/** Signs a client in by the token of an invite, into a web session that holds one order. A token that is not usable is `unauthorized`. */
export async function join(parts: Parts, token: string, from: Visitor): Promise<Told<Grant>> {
  await parts.limits.take('join', from.address);
  const result = await parts.db.transaction(async (within) => {
    const invited = await redeemInvite(parts, within, token);
    if (invited === undefined) return undefined;
    const granted = await openSession(parts, within, invited, 'web', invited, from);
    const data = { invite: invited.invite, order: invited.order };
    await audit(parts, within, { kind: 'join', actor: invited.id, session: granted.session, address: from.address, data });
    return granted;
  });
  if (result === undefined) {
    await audit(parts, null, { kind: 'join_refused', address: from.address });
    throw new Refusal('unauthorized');
  }
  return { result, happenings: [] };
}
