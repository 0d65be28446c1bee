const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/;

/** The origin that a typed address means: https where no scheme is named, http for this very computer; null for what is no address. */
export function serverAddress(text: string): string | null {
  const typed = text.trim();
  if (typed === '' || /\s/.test(typed)) return null;
  const hasScheme = /^[a-z][a-z0-9+.-]*:\/\//i.test(typed);
  const host = /^(\[[^\]]*\]|[^/:?#]*)/.exec(typed)?.[0] ?? '';
  try {
    const url = new URL(hasScheme ? typed : `${LOOPBACK.test(host.toLowerCase()) ? 'http' : 'https'}://${typed}`);
    if ((url.protocol !== 'https:' && url.protocol !== 'http:') || url.username !== '' || url.password !== '') return null;
    return url.origin;
  } catch {
    return null;
  }
}
