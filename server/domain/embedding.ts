import { errors, jwtVerify } from 'jose';
import { z } from 'zod';
import { email, id, idText } from '../../protocol/fields';
import { EMBEDDED_MS, IDENTITY_MS } from '../../protocol/limits';
import type { Within } from '../database/database';
import type { Told } from '../happening';
import type { Parts } from '../parts';
import { Refusal } from '../refusal';
import { clientOfOrder, prolongEmbedded, takeIdentity } from '../sql/embedding';
import { audit } from './audit';
import { grantEmbedded, openEmbedded, type EmbeddedGrant, type Visitor } from './sessions';

/** Whom an identity is for: no token of ours and none for anybody else passes for one. */
export const EMBED_AUDIENCE = 'orderline-embed';
/** Clocks may differ by so much. */
const TOLERANCE_S = 30;

/** `sub`: the client's id here; `email`: his address. One is enough, both must fit. */
const claims = z
  .object({ order: id, jti: z.string().min(8).max(200), iat: z.number(), exp: z.number(), sub: idText.optional(), email: email.optional() })
  .refine(({ sub, email: address }) => sub !== undefined || address !== undefined)
  .refine(({ iat, exp }) => exp - iat <= IDENTITY_MS / 1000);
type Claims = z.output<typeof claims>;

/**
 * Lets the client of an order in whom the marketplace vouches for, into a session that holds this one order, or lets the session he has go
 * on. Each identity counts once, and says nothing about anybody but the order's client. Refuses with `unauthorized`, and with `not_found`
 * where nothing is embedded.
 */
export async function embed(parts: Parts, identity: string, before: number | undefined, from: Visitor): Promise<Told<EmbeddedGrant>> {
  const secret = parts.config.EMBED_SECRET;
  if (secret === undefined) throw new Refusal('not_found');
  await parts.limits.take('embed', from.address);
  const read = await readIdentity(identity, secret);
  const refused = typeof read === 'string' ? read : await parts.db.transaction((within) => admit(parts, within, read, before, from));
  if (typeof refused !== 'string') return { result: refused, happenings: [] };
  await audit(parts, null, { kind: 'embed_refused', address: from.address, data: { reason: refused, ...(typeof read !== 'string' && { order: read.order }) } });
  throw new Refusal('unauthorized');
}

/** What the identity says, or why it counts for nothing. */
async function readIdentity(identity: string, secret: string): Promise<Claims | string> {
  try {
    const { payload } = await jwtVerify(identity, new TextEncoder().encode(secret), {
      algorithms: ['HS256'],
      audience: EMBED_AUDIENCE,
      requiredClaims: ['iat', 'exp', 'jti', 'order'],
      maxTokenAge: IDENTITY_MS / 1000,
      clockTolerance: TOLERANCE_S,
    });
    const parsed = claims.safeParse(payload);
    return parsed.success ? parsed.data : 'claims';
  } catch (error) {
    if (error instanceof errors.JWTExpired) return 'expired';
    if (error instanceof errors.JWTClaimValidationFailed) return 'claims';
    if (error instanceof errors.JOSEError) return 'signature';
    throw error;
  }
}

async function admit(parts: Parts, within: Within, { jti, order, sub, email: address }: Claims, before: number | undefined, from: Visitor): Promise<EmbeddedGrant | string> {
  const { db } = parts;
  if (!(await takeIdentity(db, within, jti, IDENTITY_MS + 2 * TOLERANCE_S * 1000))) return 'used before';
  const client = await clientOfOrder(db, within, order, { id: sub ?? null, email: address ?? null });
  if (client === undefined) return 'not the client';
  if (before !== undefined && (await prolongEmbedded(db, within, before, client.id, order, EMBEDDED_MS))) return grantEmbedded(parts, before, client);
  const session = await openEmbedded(parts, within, client, order, from);
  await audit(parts, within, { kind: 'embed', actor: client.id, session, address: from.address, data: { order } });
  return grantEmbedded(parts, session, client);
}
