import { readFile } from 'node:fs/promises';
import { extname, join, sep } from 'node:path';
import type { CustomScheme } from 'electron';

export const SCHEME = 'app';
export const APP_ORIGIN = 'app://orderline';
export const PAGE_URL = `${APP_ORIGIN}/console/index.html`;

/** To be registered before the app is ready: an origin of its own, secure like https, with fetch and CORS. */
export const PRIVILEGED: CustomScheme = {
  scheme: SCHEME,
  privileges: { standard: true, secure: true, supportFetchAPI: true, corsEnabled: true, codeCache: true },
};

const TYPES: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.mp3': 'audio/mpeg',
  '.ogg': 'audio/ogg',
  '.wav': 'audio/wav',
};

/** What the page may load and reach: its own files, and the configured server with its WebSocket twin. */
export function contentSecurityPolicy(server: string | null): string {
  const reach = server === null ? [] : [server, server.replace(/^http/, 'ws')];
  const files = server === null ? [] : [server];
  return [
    `default-src 'none'`,
    `script-src 'self'`,
    `style-src 'self'`,
    ['img-src', `'self'`, 'data:', 'blob:', ...files].join(' '),
    `font-src 'self'`,
    ['media-src', `'self'`, 'blob:', ...files].join(' '),
    ['connect-src', `'self'`, ...reach].join(' '),
    `base-uri 'none'`,
    `form-action 'none'`,
    `frame-ancestors 'none'`,
  ].join('; ');
}

/** True for an address of our own pages. */
export function isOwnUrl(text: string): boolean {
  const url = URL.canParse(text) ? new URL(text) : null;
  return url !== null && url.protocol === `${SCHEME}:` && url.host === 'orderline' && url.username === '' && url.password === '';
}

/** Answers requests for `app://orderline/console/…` with the files of the built console, and nothing else. */
export function createScheme(folder: string, server: () => string | null): (request: Request) => Promise<Response> {
  return async (request) => {
    const headers = {
      'content-security-policy': contentSecurityPolicy(server()),
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-resource-policy': 'same-origin',
      'cache-control': 'no-cache',
    };
    if (request.method !== 'GET' && request.method !== 'HEAD') return new Response(null, { status: 405, headers });
    const file = isOwnUrl(request.url) ? fileFor(folder, request.url) : null;
    const type = file === null ? undefined : TYPES[extname(file)];
    if (file === null || type === undefined) return new Response(null, { status: 404, headers });
    try {
      const bytes = await readFile(file);
      return new Response(request.method === 'HEAD' ? null : new Uint8Array(bytes), { headers: { ...headers, 'content-type': type } });
    } catch {
      return new Response(null, { status: 404, headers });
    }
  };
}

/** The file behind an address, or null when it would lie outside the bundle. */
function fileFor(folder: string, address: string): string | null {
  let path: string;
  try {
    path = decodeURIComponent(new URL(address).pathname);
  } catch {
    return null;
  }
  if (!path.startsWith('/console/') || /[\0\\]/.test(path)) return null;
  const inside = path.slice('/console/'.length);
  const file = join(folder, inside === '' ? 'index.html' : inside);
  return file.startsWith(folder + sep) ? file : null;
}
