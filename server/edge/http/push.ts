import { pushEndBody, pushSubscribeBody } from '../../../protocol/push';
import { subscribePush, unsubscribePush } from '../../domain/pushing';
import { route, type Route } from './route';

/** Where browsers can be told of new messages. */
export const pushRoutes: readonly Route[] = [
  route('GET /api/push/key', {}, async ({ push }) => ({ body: { public_key: push.public_key } })),
  route('POST /api/push/subscriptions', { body: pushSubscribeBody }, async (parts, { caller, body }) => {
    await subscribePush(parts, caller, body);
    return { status: 204, body: undefined };
  }),
  route('DELETE /api/push/subscriptions', { body: pushEndBody }, async (parts, { caller, body }) => {
    await unsubscribePush(parts, caller, body.endpoint);
    return { status: 204, body: undefined };
  }),
];
