/*
 * Whose pages may show the chat in a frame: how such a site is written. No schema library here: the console reads with this what an administrator
 * types.
 */

/** Written as browsers write it: what is compared must be equal to the letter. */
export function isWebOrigin(text: string): boolean {
  return /^https?:\/\/[a-z0-9.:[\]-]+$/.test(text) && URL.canParse(text) && new URL(text).origin === text;
}

/** A site that may be allowed: by https, or on one's own machine. */
export function isFrameOrigin(text: string): boolean {
  return isWebOrigin(text) && (text.startsWith('https:') || isLocalOrigin(text));
}

/** On one's own machine, without https. */
export function isLocalOrigin(origin: string): boolean {
  const { protocol, hostname } = new URL(origin);
  return protocol === 'http:' && ['localhost', '127.0.0.1', '[::1]'].includes(hostname);
}

export type FrameFlaw = 'no_site' | 'wildcard' | 'path' | 'no_https';

/** The site in what somebody typed or pasted, or why it is none; with a path, the site that is probably meant. */
export function readFrameOrigin(typed: string, takesLocal: boolean): { origin: string } | { flaw: FrameFlaw; meant: string } {
  const text = typed.trim();
  const none = (flaw: FrameFlaw, meant = '') => ({ flaw, meant });
  if (text.includes('*')) return none('wildcard');
  const whole = /^[a-z][a-z0-9+.-]*:\/\//i.test(text) ? text : `https://${text}`;
  if (text === '' || /\s/.test(text) || !URL.canParse(whole)) return none('no_site');
  const { origin, protocol, pathname, search, hash, username, password } = new URL(whole);
  if (protocol !== 'https:' && !(takesLocal && protocol === 'http:' && isLocalOrigin(origin))) return none(protocol === 'http:' ? 'no_https' : 'no_site');
  if (!isFrameOrigin(origin)) return none('no_site');
  return pathname !== '/' || search + hash + username + password !== '' ? none('path', origin) : { origin };
}
