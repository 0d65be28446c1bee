/** What is half written beside a room's message and is no draft of one, as an internal note: kept on this device until it is sent. */

const PREFIX = 'orderline-aside';
const keyOf = (user: number, room: number, server: string, mode: string) => `${PREFIX} ${server} ${user} ${room} ${mode}`;

/** The half-written text of a room in this mode; '' when there is none, or the browser keeps nothing. */
export function readAside(user: number, room: number, server: string, mode: string): string {
  try {
    return globalThis.localStorage?.getItem(keyOf(user, room, server, mode)) ?? '';
  } catch {
    return '';
  }
}

/** Keeps it; an empty text clears it. */
export function saveAside(user: number, room: number, server: string, mode: string, text: string): void {
  try {
    if (text === '') globalThis.localStorage?.removeItem(keyOf(user, room, server, mode));
    else globalThis.localStorage?.setItem(keyOf(user, room, server, mode), text);
  } catch {
    // Full or closed: it lives as long as its composer.
  }
}

/** Takes away what this device has of the user's. */
export function eraseAsides(user: number, server: string): void {
  try {
    for (const key of Object.keys(globalThis.localStorage ?? {})) if (key.startsWith(`${PREFIX} ${server} ${user} `)) localStorage.removeItem(key);
  } catch {
    // Closed: there is nothing.
  }
}
