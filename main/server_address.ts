/** What somebody typed as the server's address: its origin, or why it will not do. */
export type ServerAddress = { ok: true; server: string } | { ok: false; code: 'bad_request' | 'insecure' };

/** Reads a server's address. Https only, unless the server is this machine itself. */
export function readServerAddress(text: string): ServerAddress {
  const trimmed = text.trim();
  const hasScheme = /^[a-z][a-z0-9+.-]*:\/\//i.test(trimmed);
  const guess = /^(localhost|127\.|\[::1\])/i.test(trimmed) ? 'http' : 'https';
  const full = hasScheme ? trimmed : `${guess}://${trimmed}`;
  if (trimmed === '' || !URL.canParse(full)) return { ok: false, code: 'bad_request' };
  const url = new URL(full);
  if ((url.protocol !== 'https:' && url.protocol !== 'http:') || url.username !== '' || url.password !== '' || url.hostname === '') {
    return { ok: false, code: 'bad_request' };
  }
  if (url.protocol === 'http:' && !isLoopback(url.hostname)) return { ok: false, code: 'insecure' };
  return { ok: true, server: url.origin };
}

function isLoopback(hostname: string): boolean {
  return hostname === 'localhost' || hostname.endsWith('.localhost') || hostname === '[::1]' || /^127(\.\d{1,3}){3}$/.test(hostname);
}
