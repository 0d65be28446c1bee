import { inviteBody, orderBody, ordersQuery, pathId, pathInvite } from '../../../protocol/http';
import { createInvite, listInvites, revokeInvites } from '../../domain/invites';
import { getOrder, listOrders, putOrder } from '../../domain/orders';
import { nextLink } from './links';
import { route, type Route } from './route';

/** The marketplace's own routes about orders. */
export const orderRoutes: readonly Route[] = [
  route('PUT /api/orders/:id', { params: pathId, body: orderBody }, async (parts, { caller, params, body }) => {
    const { result, happenings } = await putOrder(parts, caller, params.id, body);
    const { is_new, ...answer } = result;
    return { status: is_new ? 201 : 200, body: answer, happenings };
  }),
  route('GET /api/orders', { query: ordersQuery }, async (parts, { query, request }) => {
    const { orders, next, cursor } = await listOrders(parts, query);
    return { body: orders, headers: { ...nextLink(parts, request, next), ...(cursor !== undefined && { 'Next-Cursor': cursor }) } };
  }),
  route('GET /api/orders/:id', { params: pathId }, async (parts, { params }) => ({ body: await getOrder(parts, params.id) })),
  route('POST /api/orders/:id/invites', { params: pathId, body: inviteBody }, async (parts, { caller, params, body }) => ({
    status: 201,
    body: await createInvite(parts, caller, params.id, body.expires_in),
  })),
  route('GET /api/orders/:id/invites', { params: pathId }, async (parts, { params }) => ({ body: await listInvites(parts, params.id) })),
  route('DELETE /api/orders/:id/invites', { params: pathId }, async (parts, { caller, params }) => {
    const { result, happenings } = await revokeInvites(parts, caller, params.id, null);
    return { body: result, happenings };
  }),
  route('DELETE /api/orders/:id/invites/:invite', { params: pathInvite }, async (parts, { caller, params }) => {
    const { result, happenings } = await revokeInvites(parts, caller, params.id, params.invite);
    return { body: result, happenings };
  }),
];
