import type { z } from 'zod';
import type { ErasureExtent } from '../protocol/admin';
import type { Invite, InviteAnswer, ListedOrder, OrderAnswer, OrderRead, Revoked } from '../protocol/answers';
import type { Account } from '../protocol/entities';
import type { Exported, ExportedPerson } from '../protocol/exports';
import type { orderBody, userBody } from '../protocol/http';
import type { DeliveryState, Webhook, WebhookAttempt, webhookChangeBody, WebhookDelivery, webhookMakeBody, WebhookMade } from '../protocol/webhooks';
import { ask } from './http';
import { pagesOf, queryOf } from './pages';

export type MarketplaceOptions = { url: string; key: string };
export type OrderWish = z.input<typeof orderBody>;
export type OrdersQuery = { status?: string; updated_since?: string; limit?: number };
/** A page of changes, and the cursor to keep with what was made of it. */
export type OrderChanges = { orders: ListedOrder[]; cursor: string; has_more: boolean };
export type Marketplace = ReturnType<typeof createMarketplace>;

/**
 * The marketplace's routes. Everything is safe to be asked again, and is while that may help: what would happen twice carries an idempotency
 * key, which you may give yourself to repeat a deed after a restart.
 */
export function createMarketplace({ url, key }: MarketplaceOptions) {
  const base = url.replace(/\/$/, '');
  const call = async <T>(method: string, path: string, body?: unknown, idempotency_key?: string) =>
    ask<T>({
      url: base + path,
      method,
      bearer: key,
      body,
      isRepeatable: true,
      ...(method === 'POST' && { headers: { 'Idempotency-Key': idempotency_key ?? crypto.randomUUID() } }),
    });
  const get = async <T>(method: string, path: string, body?: unknown, idempotency_key?: string) => (await call<T>(method, path, body, idempotency_key)).body;
  const all = <T>(path: string) => pagesOf<T>(base, path, { bearer: key });
  const putOrder = (id: number, order: OrderWish) => get<OrderAnswer>('PUT', `/api/orders/${id}`, order);
  const getOrder = (id: number) => get<OrderRead>('GET', `/api/orders/${id}`);
  const changeOrder = async (id: number, change: Partial<OrderWish>) => {
    const { order, room } = await getOrder(id);
    const { email, first_name, last_name } = order.client;
    return putOrder(id, { title: order.title, client: { email, first_name, last_name }, open_chat: room !== null, ...change });
  };
  return {
    /** Makes or changes an order; with `version` a late change is refused with `conflict`. */
    putOrder,
    getOrder,
    /** Changes what is named and leaves the rest. It reads before it writes: where several programs change one order, give `version`. */
    changeOrder,
    /** Gives an order to an expert, who is made when there is none of this address; null: nobody has it. */
    assignOrder: (id: number, expert: NonNullable<OrderWish['expert']> | null, more: Pick<OrderWish, 'version'> = {}) => changeOrder(id, { expert, ...more }),
    /** Ends an order, under the name that you have for it. */
    closeOrder: (id: number, { status = 'done', ...more }: Pick<OrderWish, 'status' | 'version'> = {}) => changeOrder(id, { status, ...more }),
    /** All of them, page by page. */
    orders: (query: OrdersQuery = {}) => all<ListedOrder>(`/api/orders${queryOf(query)}`),
    /**
     * What was changed behind a cursor, in the order of the changes; without one, everything from the first on. None is ever missed: keep the
     * cursor with what you made of the page, and come back with it.
     */
    async orderChanges({ cursor = 'first', ...query }: { cursor?: string; status?: string; limit?: number } = {}): Promise<OrderChanges> {
      const { body, headers } = await call<ListedOrder[]>('GET', `/api/orders${queryOf({ cursor, ...query })}`);
      return { orders: body, cursor: headers.get('next-cursor') ?? cursor, has_more: headers.has('link') };
    },
    /** The whole conversation. */
    exportOrder: (id: number) => get<Exported>('GET', `/api/orders/${id}/export?format=json`),

    /** A personal link for the order's client. */
    invite: (order: number, wish: { expires_in?: number } = {}, idempotency_key?: string) => get<InviteAnswer>('POST', `/api/orders/${order}/invites`, wish, idempotency_key),
    invites: (order: number) => get<Invite[]>('GET', `/api/orders/${order}/invites`),
    /** The link, and the sessions that came by it, end. */
    revokeInvite: (order: number, invite: number) => get<Revoked>('DELETE', `/api/orders/${order}/invites/${invite}`),
    revokeInvites: (order: number) => get<Revoked>('DELETE', `/api/orders/${order}/invites`),

    putUser: async (user: z.input<typeof userBody>, idempotency_key?: string) => (await get<{ user: Account }>('POST', '/api/users', user, idempotency_key)).user,
    exportPerson: (id: number) => get<ExportedPerson>('GET', `/api/users/${id}/export`),
    previewErasure: (id: number) => get<ErasureExtent>('GET', `/api/users/${id}/erasure`),
    /** Cannot be undone; his address once more says that he is the one who is meant. */
    erasePerson: async (id: number, email: string, idempotency_key?: string) => void (await get('POST', `/api/users/${id}/erasure`, { email }, idempotency_key)),

    webhooks: {
      list: () => get<Webhook[]>('GET', '/api/webhooks'),
      get: (id: number) => get<Webhook>('GET', `/api/webhooks/${id}`),
      make: (wish: z.input<typeof webhookMakeBody>, idempotency_key?: string) => get<WebhookMade>('POST', '/api/webhooks', wish, idempotency_key),
      change: (id: number, wish: z.input<typeof webhookChangeBody>) => get<Webhook>('PATCH', `/api/webhooks/${id}`, wish),
      rotate: (id: number, keep_hours?: number, idempotency_key?: string) => get<WebhookMade>('POST', `/api/webhooks/${id}/rotate`, keep_hours === undefined ? {} : { keep_hours }, idempotency_key),
      /** Sends an event that means nothing; answers its id. */
      test: async (id: number, idempotency_key?: string) => (await get<{ event: string }>('POST', `/api/webhooks/${id}/test`, undefined, idempotency_key)).event,
      remove: (id: number) => get<void>('DELETE', `/api/webhooks/${id}`),
      /** All of them, the newest first, page by page. */
      deliveries: (id: number, query: { state?: DeliveryState; limit?: number } = {}) => all<WebhookDelivery>(`/api/webhooks/${id}/deliveries${queryOf(query)}`),
      attempts: (id: number, delivery: number) => get<WebhookAttempt[]>('GET', `/api/webhooks/${id}/deliveries/${delivery}/attempts`),
      replay: (id: number, ids?: number[]) => get<{ replayed: number }>('POST', `/api/webhooks/${id}/replay`, ids === undefined ? {} : { ids }),
    },
  };
}
