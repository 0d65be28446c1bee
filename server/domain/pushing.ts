import type { z } from 'zod';
import type { PushPayload, pushSubscribeBody } from '../../protocol/push';
import type { Caller } from '../caller';
import type { Parts } from '../parts';
import { oneLine } from '../present/one_line';
import { claimPushes, dropEndedSubscriptions, dropSubscription, keepSubscription, type PushDue } from '../sql/push';

/** Browsers that one session may be told on. */
const MOST_OF_SESSION = 5;
const BATCH = 50;
const TEXT_MAX = 160;

const texts = {
  ru: { title: 'Новое сообщение', body: (order: number) => `Чат по заказу #${order}` },
  en: { title: 'New message', body: (order: number) => `Chat about order #${order}` },
} as const;

/** Keeps where this session's browser can be reached; it is forgotten with the session. */
export async function subscribePush(parts: Parts, caller: Caller, { endpoint, keys }: z.output<typeof pushSubscribeBody>): Promise<void> {
  const row = { user: caller.user, session: caller.session, endpoint, ...keys, language: caller.language };
  await parts.db.transaction((within) => keepSubscription(parts.db, within, row, MOST_OF_SESSION));
}

/** Forgets it, when it is this session's. */
export async function unsubscribePush(parts: Parts, caller: Caller, endpoint: string): Promise<void> {
  await dropSubscription(parts.db, null, endpoint, caller.session);
}

/** Tells away readers of what stands unread. Safe on several servers at once: each device is told by one of them. */
export async function pushUnread(parts: Pick<Parts, 'config' | 'db' | 'log' | 'push'>): Promise<number> {
  await dropEndedSubscriptions(parts.db);
  const due = await claimPushes(parts.db, parts.config.PUSH_AFTER_SECONDS * 1000, BATCH);
  await Promise.all(due.map((one) => pushOne(parts, one)));
  return due.length;
}

async function pushOne({ config, db, log, push }: Pick<Parts, 'config' | 'db' | 'log' | 'push'>, due: PushDue): Promise<void> {
  const outcome = await push.send(due, payloadOf(due, config.PUSH_WITH_TEXT));
  if (outcome === 'gone') await dropSubscription(db, null, due.endpoint, null);
  // Never the address: whoever has it can send there.
  if (outcome === 'failed') log.info({ subscription: due.id }, 'a push was not taken');
}

function payloadOf({ room, order, language, message, sender_name }: PushDue, hasText: boolean): PushPayload {
  const t = texts[language];
  if (!hasText) return { room, order, title: t.title, body: t.body(order) };
  return { room, order, title: oneLine(sender_name, TEXT_MAX), body: oneLine(message, TEXT_MAX) || t.body(order) };
}
