// The page's service worker: shows what is pushed and leads to it. It keeps nothing and answers no requests.

const addressOf = (order) => `/c/${order}`;
const pages = () => self.clients.matchAll({ type: 'window', includeUncontrolled: true });
/** A page that does not answer so soon shows nothing yet, and hears nothing either. */
const ASKED_MS = 500;

/** The order that a page shows now; undefined: it does not answer. A client's `url` is the one with which it was opened, so the page itself is asked. */
function orderShownBy(page) {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = ({ data }) => resolve(data);
    setTimeout(() => resolve(undefined), ASKED_MS);
    page.postMessage({ kind: 'which_order' }, [port2]);
  });
}

self.addEventListener('install', () => self.skipWaiting());
self.addEventListener('activate', (event) => event.waitUntil(self.clients.claim()));

self.addEventListener('push', (event) => event.waitUntil(show(event.data)));
self.addEventListener('notificationclick', (event) => {
  event.notification.close();
  event.waitUntil(open(event.notification.data));
});

async function show(data) {
  let pushed;
  try {
    pushed = data.json();
  } catch {
    return;
  }
  const { room, order, title, body } = pushed;
  if (!Number.isSafeInteger(room) || !Number.isSafeInteger(order)) return;
  // Whoever looks at the room needs no telling.
  const seen = await Promise.all((await pages()).filter((page) => page.focused).map(orderShownBy));
  if (seen.includes(order)) return;
  await self.registration.showNotification(String(title), {
    body: String(body),
    // One notification for a room: a newer one takes its place.
    tag: `room-${room}`,
    renotify: true,
    icon: '/client/icon-256.png',
    data: { order },
  });
}

async function open({ order }) {
  const all = (await pages()).filter((page) => /^\/c(\/|$)/.test(new URL(page.url).pathname));
  const seen = await Promise.all(all.map(orderShownBy));
  const at = [seen.indexOf(order), seen.findIndex((shown) => shown !== undefined), 0].find((place) => place >= 0);
  const page = all[at];
  if (page === undefined) return self.clients.openWindow(addressOf(order));
  await page.focus().catch(() => undefined);
  if (seen[at] !== undefined) page.postMessage({ kind: 'open_order', order });
  // Being loaded still, it would miss the word: it begins again, at the conversation.
  else await page.navigate(addressOf(order)).catch(() => self.clients.openWindow(addressOf(order)));
}
