import type { Request } from 'express';
import { toldBody, toldEvents } from '../../../protocol/webhooks_in';
import { isSigned, secretsIn, takeCancellationTold, takeOrderTold } from '../../domain/webhooks_in';
import type { Parts } from '../../parts';
import { Refusal } from '../../refusal';
import { parse } from '../parse';
import { route, type Route } from './route';

const HEADERS = ['webhook-id', 'webhook-timestamp', 'webhook-signature'] as const;
const ID = /^[\x21-\x7e]{1,255}$/;

/** Refuses with `not_found` where no secret is set, before anything is read. */
export function permitWebhooks(parts: Pick<Parts, 'config'>): void {
  if (secretsIn(parts.config).length === 0) throw new Refusal('not_found');
}

/** What the signed bytes say. Refuses with `unauthorized` bytes that nobody signed who may, with `bad_request` what is no JSON. */
export function readSigned(parts: Pick<Parts, 'config'>, request: Request, bytes: Buffer): unknown {
  const headers = Object.fromEntries(HEADERS.map((name) => [name, request.get(name) ?? '']));
  if (!ID.test(headers['webhook-id']!) || !isSigned(secretsIn(parts.config), headers, bytes)) throw new Refusal('unauthorized');
  try {
    return JSON.parse(bytes.toString('utf8')) as unknown;
  } catch {
    throw new Refusal('bad_request');
  }
}

/** Where the marketplace tells us of its orders, when it would rather tell than ask. */
export const webhookInRoutes: readonly Route[] = [
  route('POST /api/webhooks/in', { body: toldBody }, async (parts, { request, body: { type, data } }) => {
    const id = request.get('webhook-id')!;
    if (type === 'order.upserted') return answered(await takeOrderTold(parts, id, parse(toldEvents[type], data)));
    if (type === 'order.cancelled') return answered(await takeCancellationTold(parts, id, parse(toldEvents[type], data)));
    parts.log.info({ type, webhook: id }, 'the marketplace told something that means nothing here');
    return { status: 202, body: { outcome: 'ignored' } };
  }),
];

const answered = ({ result, happenings }: Awaited<ReturnType<typeof takeOrderTold>>) => ({ body: result, happenings });
