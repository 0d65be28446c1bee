// The page's service worker: shows what is pushed and leads to it. It keeps nothing and answers no requests.

const addressOf = (order) => `/c/${order}`;
const orderIn = (url) => /^\/c\/([1-9]\d{0,15})\/?$/.exec(new URL(url).pathname)?.[1];
const pages = () => self.clients.matchAll({ type: 'window', includeUncontrolled: true });

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
  if ((await pages()).some((page) => page.focused && orderIn(page.url) === String(order))) return;
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
  const all = (await pages()).filter((page) => new URL(page.url).pathname.startsWith('/c'));
  const page = all.find((one) => orderIn(one.url) === String(order)) ?? all[0];
  if (page === undefined) return self.clients.openWindow(addressOf(order));
  await page.focus().catch(() => undefined);
  page.postMessage({ kind: 'open_order', order });
}
