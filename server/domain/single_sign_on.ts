import { z } from 'zod';
import { desktopReturn, type DesktopReturn } from '../../protocol/http';
import type { Told } from '../happening';
import type { Oidc } from '../oidc/oidc';
import type { Parts } from '../parts';
import { Refusal } from '../refusal';
import { findUser, holdAccount } from '../sql/users';
import { audit } from './audit';
import { desktopCode } from './desktop_sign_on';
import { seal, unseal } from './sealing';
import { openSession, type Grant, type Visitor } from './sessions';

/** Where the provider sends people back to. */
export const RETURN_PATH = '/api/auth/oidc/callback';
/** How long somebody may stay at the provider. */
export const AWAY_MS = 10 * 60_000;

const desktop = desktopReturn.extend({ port: z.number() });
const keptAway = z.object({ state: z.string(), nonce: z.string(), verifier: z.string(), until: z.number(), desktop: desktop.optional() });
const ABOUT = 'away';

/** The address to send somebody to, and what his browser has to bring back with him, unreadable to it; `desktop`: it is a program's that waits for him. Refuses with `not_found` where there is no provider. */
export async function leaveForSignOn(parts: Parts, from: Visitor, desktop: DesktopReturn | undefined): Promise<{ url: string; kept: string }> {
  const oidc = oidcOf(parts);
  await parts.limits.take('oidc', from.address);
  const { url, away } = await oidc.begin(`${parts.config.publicUrl}${RETURN_PATH}`);
  const kept = seal(parts.config, 'single sign-on', ABOUT, JSON.stringify({ ...away, until: parts.clock.now() + AWAY_MS, desktop }));
  return { url, kept: kept.toString('base64url') };
}

/** Somebody has come back: to a session of this browser, or with a code for the program that waits for him. */
export type Arrival = { grant: Grant } | { desktop: DesktopReturn; code: string };

/** The program that this browser left for, if it did. */
export function desktopOf(parts: Parts, kept: string | undefined): DesktopReturn | undefined {
  return awayOf(parts, kept)?.desktop;
}

/**
 * Signs in whom the provider has sent back: an expert or admin that there is already, by his verified address. It makes no accounts and
 * lets no clients in. Everything else is `unauthorized`; why stands in the trail.
 */
export async function returnFromSignOn(parts: Parts, query: string, kept: string | undefined, from: Visitor): Promise<Told<Arrival>> {
  const oidc = oidcOf(parts);
  await parts.limits.take('oidc', from.address);
  const refuse = async (reason: string, actor?: number): Promise<never> => {
    await audit(parts, null, { kind: 'login_refused', address: from.address, ...(actor !== undefined && { actor }), data: { by: 'oidc', reason } });
    throw new Refusal('unauthorized');
  };
  const away = awayOf(parts, kept);
  if (away === undefined) return refuse('nobody left from this browser');
  const identity = await oidc.finish(new URL(`${parts.config.publicUrl}${RETURN_PATH}${query}`), away);
  if ('refused' in identity) return refuse(identity.refused);
  if (!identity.is_verified) return refuse('address not verified');
  const user = await findUser(parts.db, null, identity.email);
  if (user === undefined) return refuse('unknown address');
  if (user.role === 'client') return refuse('client', user.id);
  if (away.desktop !== undefined) return { result: { desktop: away.desktop, code: desktopCode(parts, user.id, away.desktop) }, happenings: [] };
  const grant = await parts.db.transaction(async (within) => {
    const held = await holdAccount(parts.db, within, user.id);
    if (held === undefined || held.role === 'client') return undefined;
    const granted = await openSession(parts, within, held, 'web', null, from);
    await audit(parts, within, { kind: 'login', actor: held.id, session: granted.session, address: from.address, data: { device: 'web', by: 'oidc' } });
    return granted;
  });
  return grant === undefined ? refuse('disabled', user.id) : { result: { grant }, happenings: [] };
}

function oidcOf({ oidc }: Parts): Oidc {
  if (oidc === null) throw new Refusal('not_found');
  return oidc;
}

function awayOf(parts: Parts, kept: string | undefined): z.infer<typeof keptAway> | undefined {
  const text = kept === undefined ? undefined : unseal(parts.config, 'single sign-on', ABOUT, Buffer.from(kept, 'base64url'));
  if (text === undefined) return undefined;
  const away = keptAway.parse(JSON.parse(text));
  return away.until > parts.clock.now() ? away : undefined;
}
