// The console's service worker: lets the page open where its server does not answer. It keeps the program's own files and nothing else: what
// the API says never goes through here. The build puts `BUILD` before it: the version, the page's first script, and all files that are kept.

const SHELL = '/console';
const PREFIX = 'orderline-console ';
const CACHE = PREFIX + BUILD.version;
/** A server that takes longer for the page is as good as away. */
const PATIENCE_MS = 4_000;

self.addEventListener('install', (event) => event.waitUntil(install()));
self.addEventListener('activate', (event) => event.waitUntil(activate()));
self.addEventListener('fetch', (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== 'GET' || origin !== self.location.origin) return;
  if (request.mode === 'navigate') event.respondWith(page(event));
  else if (pathname.startsWith(`${SHELL}/assets/`)) event.respondWith(asset(request));
});

async function install() {
  try {
    const cache = await caches.open(CACHE);
    const shell = await fetch(SHELL, { cache: 'no-store' });
    // While servers are being replaced the page may come from one of another build, whose files are not these.
    if (!shell.ok || !(await shell.clone().text()).includes(BUILD.entry)) throw new Error('The page is of another build');
    await cache.addAll(BUILD.files);
    await cache.put(SHELL, shell);
  } catch (error) {
    await caches.delete(CACHE);
    throw error;
  }
  await self.skipWaiting();
}

/** Takes over at once. A page of the build before may still ask for a part of it, which the server has no more: that build's files stay. */
async function activate() {
  const older = (await caches.keys()).filter((name) => name.startsWith(PREFIX) && name !== CACHE);
  await Promise.all(older.slice(0, -1).map((name) => caches.delete(name)));
  await self.registration.navigationPreload?.enable();
  await self.clients.claim();
}

/** The page as the server has it now, or the kept one where there is no server, or a broken one. */
async function page(event) {
  const kept = await (await caches.open(CACHE)).match(SHELL);
  const fresh = Promise.resolve(event.preloadResponse).then((loaded) => loaded ?? fetch(event.request));
  if (kept === undefined) return fresh;
  const tired = new Promise((resolve) => setTimeout(() => resolve(kept), PATIENCE_MS));
  return Promise.race([fresh.then((answer) => (answer.status >= 500 ? kept : answer), () => kept), tired]);
}

/** A file of the program: its name carries a hash of its content, so it is the same in whichever build it is kept. */
async function asset(request) {
  return (await caches.match(request, { ignoreVary: true })) ?? fetch(request);
}
