import { randomBytes } from 'node:crypto';
import type { z } from 'zod';
import { WEBHOOK_DELIVERIES_PAGE, WEBHOOKS_MAX } from '../../protocol/limits';
import type { DeliveryState, Webhook, WebhookAttempt, WebhookDelivery, WebhookMade, webhookChangeBody, webhookMakeBody } from '../../protocol/webhooks';
import type { Caller, KeyCaller } from '../caller';
import type { Within } from '../database/database';
import type { Parts } from '../parts';
import { presentAttempt, presentDelivery, presentWebhook, webhookId } from '../present/webhook';
import { Refusal } from '../refusal';
import { allWebhooks, attemptsOf, countWebhooks, deleteWebhook, deliveriesOf, insertTest, insertWebhook, lockWebhook, nextWebhookId, replayDeliveries, saveWebhook, webhookView } from '../sql/webhooks';
import { audit, type AuditEntry } from './audit';
import { seal } from './sealing';

/*
 * Where the marketplace is told what happens: kept by its backend with an API key, or by an admin. A secret is shown when it is made and
 * never again; changing it lets the previous one sign along for a while, so that receivers can be changed one after the other.
 */

type Author = KeyCaller | Caller;
const HOUR_MS = 3_600_000;
const SECRET_BYTES = 32;

const authorOf = (author: Author): Pick<AuditEntry, 'actor' | 'session' | 'api_key'> => ('key' in author ? { api_key: author.key } : { actor: author.user, session: author.session });
const newSecret = () => `whsec_${randomBytes(SECRET_BYTES).toString('base64')}`;
const sealed = (parts: Parts, id: number, secret: string) => seal(parts.config, 'webhook', String(id), secret);

/** All endpoints, in the order in which they were made. */
export async function listWebhooks(parts: Parts): Promise<Webhook[]> {
  return (await allWebhooks(parts.db, null)).map(presentWebhook);
}

/** Refuses with `not_found`. */
export async function getWebhook(parts: Parts, id: number, within: Within = null): Promise<Webhook> {
  const row = await webhookView(parts.db, within, id);
  if (row === undefined) throw new Refusal('not_found');
  return presentWebhook(row);
}

/** Makes an endpoint. Refuses with `bad_request` an address that is never spoken to, and with `conflict` when there are too many. */
export async function makeWebhook(parts: Parts, author: Author, wish: z.output<typeof webhookMakeBody>): Promise<WebhookMade> {
  if (!parts.webhooks.mayReach(wish.url)) throw new Refusal('bad_request');
  return parts.db.transaction(async (within) => {
    if ((await countWebhooks(parts.db, within)) >= WEBHOOKS_MAX) throw new Refusal('conflict');
    const id = await nextWebhookId(parts.db, within);
    const secret = newSecret();
    await insertWebhook(parts.db, within, { ...wish, id, secret: sealed(parts, id, secret) });
    await audit(parts, within, { kind: 'webhook_made', ...authorOf(author), data: { webhook: id } });
    return { webhook: await getWebhook(parts, id, within), secret };
  });
}

/** Changes an endpoint; what waits for it goes to the new address. Refuses with `not_found`, `bad_request`. */
export async function changeWebhook(parts: Parts, author: Author, id: number, wish: z.output<typeof webhookChangeBody>): Promise<Webhook> {
  if (wish.url !== undefined && !parts.webhooks.mayReach(wish.url)) throw new Refusal('bad_request');
  return parts.db.transaction(async (within) => {
    const before = await lockWebhook(parts.db, within, id);
    if (before === undefined) throw new Refusal('not_found');
    const { url = before.url, description = before.description, kinds = before.kinds, is_active = before.is_active } = wish;
    await saveWebhook(parts.db, within, { ...before, url, description, kinds, is_active });
    await audit(parts, within, { kind: 'webhook_changed', ...authorOf(author), data: { webhook: id, is_active, is_moved: url !== before.url } });
    return getWebhook(parts, id, within);
  });
}

/** Gives it a new secret; the present one signs along for `keepHours`. Refuses with `not_found`. */
export async function rotateWebhook(parts: Parts, author: Author, id: number, keepHours: number): Promise<WebhookMade> {
  return parts.db.transaction(async (within) => {
    const before = await lockWebhook(parts.db, within, id);
    if (before === undefined) throw new Refusal('not_found');
    const secret = newSecret();
    const previous = keepHours === 0 ? { previous_secret: null, previous_until: null } : { previous_secret: before.secret, previous_until: new Date(Date.now() + keepHours * HOUR_MS) };
    await saveWebhook(parts.db, within, { ...before, secret: sealed(parts, id, secret), ...previous });
    await audit(parts, within, { kind: 'webhook_rotated', ...authorOf(author), data: { webhook: id } });
    return { webhook: await getWebhook(parts, id, within), secret };
  });
}

/** Removes it: its log and what waits are nobody's from here on. Refuses with `not_found`. */
export async function removeWebhook(parts: Parts, author: Author, id: number): Promise<void> {
  await parts.db.transaction(async (within) => {
    if (!(await deleteWebhook(parts.db, within, id))) throw new Refusal('not_found');
    await audit(parts, within, { kind: 'webhook_deleted', ...authorOf(author), data: { webhook: id } });
  });
}

/** A page of its delivery log, the newest first. Refuses with `not_found`. */
export async function listDeliveries(
  parts: Parts,
  id: number,
  { state, before, limit = WEBHOOK_DELIVERIES_PAGE }: { state?: DeliveryState | undefined; before?: number | undefined; limit?: number },
): Promise<{ deliveries: WebhookDelivery[]; has_more: boolean }> {
  await getWebhook(parts, id);
  const rows = await deliveriesOf(parts.db, id, { state, before, limit: limit + 1 });
  return { deliveries: rows.slice(0, limit).map(presentDelivery), has_more: rows.length > limit };
}

/** Every attempt at a delivery, the newest first. Refuses with `not_found`. */
export async function listAttempts(parts: Parts, id: number, delivery: number): Promise<WebhookAttempt[]> {
  const rows = await attemptsOf(parts.db, id, delivery);
  if (rows === undefined) throw new Refusal('not_found');
  return rows.map(presentAttempt);
}

/** Sends anew: the deliveries named, or all dead ones. They keep their ids, and come behind whatever has gone since. Refuses with `not_found`. */
export async function replayWebhook(parts: Parts, author: Author, id: number, ids: readonly number[] | undefined): Promise<number> {
  return parts.db.transaction(async (within) => {
    if ((await lockWebhook(parts.db, within, id)) === undefined) throw new Refusal('not_found');
    const replayed = await replayDeliveries(parts.db, within, id, ids ?? null);
    if (replayed > 0) await audit(parts, within, { kind: 'webhook_replayed', ...authorOf(author), data: { webhook: id, replayed } });
    return replayed;
  });
}

/** Sends it an event that means nothing; answers its id. Refuses with `not_found`, and with `conflict` when it is switched off. */
export async function testWebhook(parts: Parts, id: number): Promise<string> {
  return parts.db.transaction(async (within) => {
    const endpoint = await lockWebhook(parts.db, within, id);
    if (endpoint === undefined) throw new Refusal('not_found');
    if (!endpoint.is_active) throw new Refusal('conflict');
    return webhookId(await insertTest(parts.db, within, id));
  });
}
