import type { PushKeyAnswer } from '../../protocol/push';
import type { Sync } from '../sync/sync';
import { goTo, orderOf } from './route';

/** Notifications while the page is closed: the browser's address goes to the server, which forgets it when this session ends. */

const REFUSED = 'orderline.client.push_refused';
/** Turned off by the reader on this device, whatever the browser would allow. */
const OFF = 'orderline.client.push_off';

/** `denied`: the browser was told no, and only there can that be changed. */
export type PushState = 'on' | 'off' | 'denied';
/** `failed`: allowed, but this device cannot be reached. */
export type PushOutcome = PushState | 'failed';

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

/** "Not now": nobody asks again on this device. The way back is in the menu. */
export function refusePush(): void {
  keep(REFUSED, true);
}

/** Whether this device is told now. */
export async function pushState(): Promise<PushState> {
  if (Notification.permission === 'denied') return 'denied';
  if (Notification.permission !== 'granted' || isKept(OFF)) return 'off';
  const registration = await navigator.serviceWorker.getRegistration('/c').catch(() => undefined);
  return (await registration?.pushManager.getSubscription().catch(() => null)) ? 'on' : 'off';
}

/** Asks the browser's own question, then makes this device known. Call on a click. */
export async function enablePush(sync: Sync): Promise<PushOutcome> {
  const permission = await Notification.requestPermission();
  if (permission !== 'granted') return permission === 'denied' ? 'denied' : 'off';
  keep(OFF, false);
  return (await subscribe(sync)) ? 'on' : 'failed';
}

/** Nothing more comes to this device: here at once, and at the server as soon as it can be told. */
export async function disablePush(sync: Sync): Promise<void> {
  keep(OFF, true);
  const registration = await navigator.serviceWorker.getRegistration('/c').catch(() => undefined);
  const subscription = await registration?.pushManager.getSubscription().catch(() => null);
  if (!subscription) return;
  // An address that its browser has given up is forgotten by the server with the next push.
  await subscription.unsubscribe().catch(() => false);
  await sync.ask('/api/push/subscriptions', { method: 'DELETE', body: { endpoint: subscription.endpoint } });
}

/** Makes a device that was allowed before known again: its session may be another one by now. */
export async function renewPush(sync: Sync): Promise<void> {
  if (canPush() && Notification.permission === 'granted' && !isKept(OFF)) await subscribe(sync);
}

function isKept(key: string): boolean {
  try {
    return localStorage.getItem(key) !== null;
  } catch {
    return false;
  }
}

function keep(key: string, isOn: boolean): void {
  try {
    if (isOn) localStorage.setItem(key, '1');
    else localStorage.removeItem(key);
  } catch {
    // Where nothing is kept, the browser's own answer counts.
  }
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

/** Goes to the room whose notification was clicked, and tells the worker which one is shown; returns how to stop. */
export function followPushed(): () => void {
  if (!canPush()) return () => undefined;
  const onMessage = ({ data, ports }: MessageEvent) => {
    const { kind, order } = (data ?? {}) as { kind?: unknown; order?: unknown };
    if (kind === 'open_order' && Number.isSafeInteger(order)) goTo(order as number);
    if (kind === 'which_order') ports[0]?.postMessage(orderOf(location.pathname));
  };
  navigator.serviceWorker.addEventListener('message', onMessage);
  navigator.serviceWorker.startMessages();
  return () => navigator.serviceWorker.removeEventListener('message', onMessage);
}
