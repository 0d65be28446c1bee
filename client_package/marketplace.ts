import type { z } from 'zod';
import type { Account, Order, Room } from '../protocol/entities';
import type { InviteAnswer, ListedOrder, OrderAnswer } from '../protocol/answers';
import type { orderBody, userBody } from '../protocol/http';
import type { Rating } from '../protocol/ratings';
import type { Webhook, webhookChangeBody, WebhookDelivery, webhookMakeBody, WebhookMade } from '../protocol/webhooks';
import { ask } from './http';

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
      url: path.startsWith('/') ? base + path : path,
      method,
      bearer: key,
      body,
      isRepeatable: true,
      ...(method === 'POST' && { headers: { 'Idempotency-Key': idempotency_key ?? crypto.randomUUID() } }),
    });
  const get = async <T>(method: string, path: string, body?: unknown, idempotency_key?: string) => (await call<T>(method, path, body, idempotency_key)).body;
  return {
    /** Makes or changes an order; with `version` a late change is refused with `conflict`. */
    putOrder: (id: number, order: OrderWish) => get<OrderAnswer>('PUT', `/api/orders/${id}`, order),
    getOrder: (id: number) => get<{ order: Order; room: Room | null; rating: Rating | null }>('GET', `/api/orders/${id}`),
    /** All of them, page by page. */
    async *orders(query: OrdersQuery = {}): AsyncGenerator<ListedOrder, void> {
      const search = new URLSearchParams(Object.entries(query).map(([name, value]) => [name, String(value)]));
      for (let path: string | undefined = `/api/orders?${search.toString()}`; path !== undefined; ) {
        const { body, headers }: { body: ListedOrder[]; headers: Headers } = await call<ListedOrder[]>('GET', path);
        yield* body;
        const next: string | undefined = /<([^>]+)>; rel="next"/.exec(headers.get('link') ?? '')?.[1];
        // By the address that this program knows, whatever the server is called by others.
        path = next === undefined ? undefined : next.replace(/^[a-z]+:\/\/[^/]+/i, '');
      }
    },
    /**
     * What was changed behind a cursor, in the order of the changes; without one, everything from the first on. None is ever missed: keep the
     * cursor with what you made of the page, and come back with it.
     */
    async orderChanges({ cursor = 'first', ...query }: { cursor?: string; status?: string; limit?: number } = {}): Promise<OrderChanges> {
      const search = new URLSearchParams(Object.entries({ cursor, ...query }).map(([name, value]) => [name, String(value)]));
      const { body, headers } = await call<ListedOrder[]>('GET', `/api/orders?${search.toString()}`);
      return { orders: body, cursor: headers.get('next-cursor') ?? cursor, has_more: headers.has('link') };
    },
    /** A personal link for the order's client. */
    invite: (order: number, wish: { expires_in?: number } = {}, idempotency_key?: string) => get<InviteAnswer>('POST', `/api/orders/${order}/invites`, wish, idempotency_key),
    putUser: async (user: z.input<typeof userBody>, idempotency_key?: string) => (await get<{ user: Account }>('POST', '/api/users', user, idempotency_key)).user,
    webhooks: {
      list: () => get<Webhook[]>('GET', '/api/webhooks'),
      make: (wish: z.input<typeof webhookMakeBody>, idempotency_key?: string) => get<WebhookMade>('POST', '/api/webhooks', wish, idempotency_key),
      change: (id: number, wish: z.input<typeof webhookChangeBody>) => get<Webhook>('PATCH', `/api/webhooks/${id}`, wish),
      rotate: (id: number, keep_hours?: number, idempotency_key?: string) => get<WebhookMade>('POST', `/api/webhooks/${id}/rotate`, keep_hours === undefined ? {} : { keep_hours }, idempotency_key),
      remove: (id: number) => get<void>('DELETE', `/api/webhooks/${id}`),
      deliveries: (id: number, state?: WebhookDelivery['state']) => get<WebhookDelivery[]>('GET', `/api/webhooks/${id}/deliveries${state === undefined ? '' : `?state=${state}`}`),
      replay: (id: number, ids?: number[]) => get<{ replayed: number }>('POST', `/api/webhooks/${id}/replay`, ids === undefined ? {} : { ids }),
    },
  };
}
