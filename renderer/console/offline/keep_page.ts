/** Keeping the page can wait until it has loaded what it needs itself. */
const LATER_MS = 5_000;

/** Lets the console open in this browser where its server does not answer. Not in the desktop, whose page is part of the program. */
export function keepPage(): void {
  if (!('serviceWorker' in navigator)) return;
  // A browser that forbids it shows the page as ever, while there is a server.
  setTimeout(() => void navigator.serviceWorker.register('/console/worker.js', { scope: '/console' }).catch(() => undefined), LATER_MS);
}
