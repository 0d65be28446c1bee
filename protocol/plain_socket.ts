import { z } from 'zod';
import type { Message } from './entities';
import type { ErrorCode } from './errors';
import { messageText, uuid } from './fields';

/**
 * The plain WebSocket of front ends that were written before this server: one room, at `/ws/chat/<room>/`, frames of JSON. It knows less than
 * Socket.IO's: whoever was away is sent the newest page again, and keeps apart by `id` what he has already.
 */

/** The cookie in which such a page may carry its access token. */
export const PLAIN_TOKEN_COOKIE = 'access_token';

const chatMessage = z.strictObject({ type: z.literal('chat_message'), message: messageText.refine((text) => text.trim() !== ''), client_message_id: uuid.optional() });
const typing = z.strictObject({ type: z.literal('typing'), is_typing: z.boolean() });
const markRead = z.strictObject({ type: z.literal('mark_read') });

/** What a front end may send, by type. */
export const plainFrame = z.discriminatedUnion('type', [chatMessage, typing, markRead]);

export type PlainRequest = z.output<typeof plainFrame>;
export type PlainType = PlainRequest['type'];

/** What it is sent. `chat_message` comes to its sender too; the two behind it are new, and may be ignored. */
export type PlainFrame =
  | { type: 'message_history'; messages: Message[] }
  | { type: 'chat_message'; message: Message }
  | { type: 'user_typing'; user: number; is_typing: boolean }
  | { type: 'message_changed'; message: Message }
  | { type: 'messages_read'; user: number; read_seq: number }
  | { type: 'error'; code: ErrorCode; message: string; retry_after?: number; client_message_id?: string };

/** Why the server closes: over or unknown credentials, no access to the room any more, the server leaves (come back at once, elsewhere). */
export const PLAIN_CLOSE = { unauthorized: 4401, not_found: 4404, leaving: 1001, again: 1012 } as const;
