/** What programs need to speak to an Orderline server: the marketplace's routes by API key, and the chat by access token. */

export { createMarketplace, type Marketplace, type MarketplaceOptions } from './marketplace';
export { createChat, type Chat, type ChatOptions } from './chat';
export { join, login, renew } from './sign_in';
export { verifyWebhook } from './verify_webhook';
export { OrderlineError } from './error';
export type { FileWish } from './upload';
export type { Invite, ListedOrder, OrderAnswer, OrderRead, SignedIn } from '../protocol/answers';
export type { Exported, ExportedPerson } from '../protocol/exports';
export type { Account, Attachment, Message, Order, Room, RoomEvent, User } from '../protocol/entities';
export type { ErrorCode, Language } from '../protocol/errors';
export type { FactName, Facts } from '../protocol/facts';
export type { Answers, RequestName, RequestPayload } from '../protocol/requests';
export type { Webhook, WebhookAttempt, WebhookDelivery, WebhookEvent, WebhookKind, WebhookMade } from '../protocol/webhooks';
