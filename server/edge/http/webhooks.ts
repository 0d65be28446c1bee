import { pathId } from '../../../protocol/http';
import { pathDelivery, webhookChangeBody, webhookDeliveriesQuery, webhookMakeBody, webhookReplayBody, webhookRotateBody } from '../../../protocol/webhooks';
import { changeWebhook, getWebhook, listAttempts, listDeliveries, listWebhooks, makeWebhook, removeWebhook, replayWebhook, rotateWebhook, testWebhook } from '../../domain/webhooks';
import { nextLink } from './links';
import { route, type Route } from './route';

/** Where the marketplace is told what happens, and what became of it. */
export const webhookRoutes: readonly Route[] = [
  route('GET /api/webhooks', {}, async (parts) => ({ body: await listWebhooks(parts) })),
  route('POST /api/webhooks', { body: webhookMakeBody }, async (parts, { caller, body }) => ({ status: 201, body: await makeWebhook(parts, caller, body) })),
  route('GET /api/webhooks/:id', { params: pathId }, async (parts, { params }) => ({ body: await getWebhook(parts, params.id) })),
  route('PATCH /api/webhooks/:id', { params: pathId, body: webhookChangeBody }, async (parts, { caller, params, body }) => ({ body: await changeWebhook(parts, caller, params.id, body) })),
  route('DELETE /api/webhooks/:id', { params: pathId }, async (parts, { caller, params }) => {
    await removeWebhook(parts, caller, params.id);
    return { status: 204, body: undefined };
  }),
  route('POST /api/webhooks/:id/rotate', { params: pathId, body: webhookRotateBody }, async (parts, { caller, params, body }) => ({ body: await rotateWebhook(parts, caller, params.id, body.keep_hours) })),
  route('POST /api/webhooks/:id/test', { params: pathId }, async (parts, { params }) => ({ status: 202, body: { event: await testWebhook(parts, params.id) } })),
  route('GET /api/webhooks/:id/deliveries', { params: pathId, query: webhookDeliveriesQuery }, async (parts, { params, query, request }) => {
    const { deliveries, has_more } = await listDeliveries(parts, params.id, query);
    return { body: deliveries, headers: nextLink(parts, request, has_more ? { before: deliveries.at(-1)!.id } : undefined) };
  }),
  route('GET /api/webhooks/:id/deliveries/:delivery/attempts', { params: pathDelivery }, async (parts, { params }) => ({ body: await listAttempts(parts, params.id, params.delivery) })),
  route('POST /api/webhooks/:id/replay', { params: pathId, body: webhookReplayBody }, async (parts, { caller, params, body }) => ({ body: { replayed: await replayWebhook(parts, caller, params.id, body.ids) } })),
];
