import type { PushKeyAnswer } from '../../protocol/push';
import type { Sync } from '../sync/sync';
import { goTo } from './route';

/** Notifications while the page is closed: the browser's address goes to the server, which forgets it when this session ends. */

const REFUSED = 'orderline.client.push_refused';

/** Whether this browser can be told at all; not from inside another page, where nobody can be asked. */
export function canPush(): boolean {
  return window.parent === window && 'serviceWorker' in navigator && 'PushManager' in window && 'Notification' in window;
}

/** Whether the reader may be asked: never was by the browser, and did not say "not now". */
export function mayAskForPush(): boolean {
  if (!canPush() || Notification.permission !== 'default') return false;
  try {
    return localStorage.getItem(REFUSED) === null;
  } catch {
    // Where nothing is kept, "not now" would be forgotten; so nothing is asked.
    return false;
  }
}

/** "Not now" counts for good on this device. */
export function refusePush(): void {
  try {
    localStorage.setItem(REFUSED, '1');
  } catch {
    // Nothing is asked where nothing is kept.
  }
}

/** Asks the browser's own question, then makes this device known; false when either was refused. Call on a click. */
export async function enablePush(sync: Sync): Promise<boolean> {
  if ((await Notification.requestPermission()) !== 'granted') return false;
  return subscribe(sync);
}

/** Makes a device that was allowed before known again: its session may be another one by now. */
export async function renewPush(sync: Sync): Promise<void> {
  if (canPush() && Notification.permission === 'granted') await subscribe(sync);
}

async function subscribe(sync: Sync): Promise<boolean> {
  try {
    const key = await sync.ask<PushKeyAnswer>('/api/push/key');
    if (!key.ok) return false;
    const registration = await navigator.serviceWorker.register('/client/worker.js', { scope: '/c' });
    const known = await registration.pushManager.getSubscription();
    const subscription = known ?? (await registration.pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: key.body.public_key }));
    const { endpoint, keys } = subscription.toJSON();
    const kept = await sync.ask('/api/push/subscriptions', { method: 'POST', body: { endpoint, keys: { p256dh: keys?.p256dh, auth: keys?.auth } } });
    return kept.ok;
  } catch {
    return false;
  }
}

/** Takes the room's notification away once it has been read. */
export async function closePushed(room: number): Promise<void> {
  if (!canPush()) return;
  const registration = await navigator.serviceWorker.getRegistration('/c');
  for (const shown of (await registration?.getNotifications({ tag: `room-${room}` })) ?? []) shown.close();
}

/** Goes to the room whose notification was clicked; returns how to stop. */
export function followPushed(): () => void {
  if (!canPush()) return () => undefined;
  const onMessage = ({ data }: MessageEvent) => {
    const { kind, order } = (data ?? {}) as { kind?: unknown; order?: unknown };
    if (kind === 'open_order' && Number.isSafeInteger(order)) goTo(order as number);
  };
  navigator.serviceWorker.addEventListener('message', onMessage);
  navigator.serviceWorker.startMessages();
  return () => navigator.serviceWorker.removeEventListener('message', onMessage);
}
