/** What programs need to speak to an Orderline server: the marketplace's routes by API key, and the chat by access token. */

export { createMarketplace, type Marketplace, type MarketplaceOptions } from './marketplace';
export { createChat, type Chat, type ChatOptions } from './chat';
export { join, login } from './sign_in';
export { OrderlineError } from './error';
export type { Account, Message, Order, Room, RoomEvent, User } from '../protocol/entities';
export type { ErrorCode, Language } from '../protocol/errors';
export type { FactName, Facts } from '../protocol/facts';
export type { ListedOrder, SignedIn } from '../protocol/answers';
export type { Answers, RequestName, RequestPayload } from '../protocol/requests';
export type { Webhook, WebhookDelivery, WebhookEvent, WebhookKind, WebhookMade } from '../protocol/webhooks';
