import { createHash, randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { DesktopReturn } from '../../protocol/http';
import type { Told } from '../happening';
import type { Parts } from '../parts';
import { Refusal } from '../refusal';
import { takeIdentity } from '../sql/embedding';
import { holdAccount } from '../sql/users';
import { audit } from './audit';
import { seal, unseal } from './sealing';
import { openSession, type Grant, type Visitor } from './sessions';

/** The program asks for its session as soon as the browser has come back to it. */
const CODE_MS = 60_000;
const ABOUT = 'desktop code';

const sealedCode = z.object({ id: z.uuid(), user: z.number(), challenge: z.string(), until: z.number() });

/** What the browser takes back to the desktop program: worth nothing without the secret that the program has kept, and nothing a second time. */
export function desktopCode(parts: Pick<Parts, 'config' | 'clock'>, user: number, { challenge }: DesktopReturn): string {
  return seal(parts.config, 'single sign-on', ABOUT, JSON.stringify({ id: randomUUID(), user, challenge, until: parts.clock.now() + CODE_MS })).toString('base64url');
}

/** Opens the session of a desktop program whose browser has come back. Everything that is not in order is `unauthorized`; why stands in the trail. */
export async function redeemDesktopCode(parts: Parts, { code, verifier }: { code: string; verifier: string }, from: Visitor): Promise<Told<Grant>> {
  if (parts.oidc === null) throw new Refusal('not_found');
  await parts.limits.take('oidc', from.address);
  const refuse = async (reason: string, actor?: number): Promise<never> => {
    await audit(parts, null, { kind: 'login_refused', address: from.address, ...(actor !== undefined && { actor }), data: { by: 'oidc', device: 'desktop', reason } });
    throw new Refusal('unauthorized');
  };
  const text = unseal(parts.config, 'single sign-on', ABOUT, Buffer.from(code, 'base64url'));
  if (text === undefined) return refuse('no code of ours');
  const { id, user, challenge, until } = sealedCode.parse(JSON.parse(text));
  if (until < parts.clock.now()) return refuse('code too old', user);
  if (challengeOf(verifier) !== challenge) return refuse('another program', user);
  const result = await parts.db.transaction(async (within) => {
    // Kept longer than the code lives: it counts once.
    if (!(await takeIdentity(parts.db, within, `desktop code ${id}`, 2 * CODE_MS))) return 'code used';
    const held = await holdAccount(parts.db, within, user);
    if (held === undefined || held.role === 'client') return 'disabled';
    const granted = await openSession(parts, within, held, 'desktop', null, from);
    await audit(parts, within, { kind: 'login', actor: held.id, session: granted.session, address: from.address, data: { device: 'desktop', by: 'oidc' } });
    return granted;
  });
  return typeof result === 'string' ? refuse(result, user) : { result, happenings: [] };
}

/** S256 of RFC 7636. */
const challengeOf = (verifier: string): string => createHash('sha256').update(verifier).digest('base64url');
