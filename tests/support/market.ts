import { randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { SignJWT } from 'jose';

export const EMBED_SECRET = 'a secret of the marketplace, long enough for it';

export type Claims = Record<string, unknown>;

/** What a marketplace's backend signs about its visitor; `over` changes or (undefined) removes claims. */
export function signIdentity(claims: Claims, over: Claims = {}, { secret = EMBED_SECRET, alg = 'HS256' } = {}): Promise<string> {
  const now = Math.floor(Date.now() / 1000);
  const all = { aud: 'orderline-embed', jti: randomUUID(), iat: now, exp: now + 300, ...claims, ...over };
  return new SignJWT(Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined))).setProtectedHeader({ alg }).sign(new TextEncoder().encode(secret));
}

export type Market = { origin: string; asked: number; close(): Promise<void> };

type MarketOptions = {
  /** The chat's server; asked for with each page, for it may start later. */
  chat(): string;
  /** The name by which its visitors call it: another site than the chat's. */
  host?: 'localhost' | '127.0.0.1';
  /** Who the visitor is, asked anew for each identity. */
  identity(): Promise<string>;
  /** What its page does once the script is there. */
  script(): string;
  /** Read by its visitor below the heading. */
  text?: string;
};

/** A marketplace's own page with a strict policy, on an origin of its own; `asked` counts the identities it gave. */
export async function openMarket({ chat, host = 'localhost', identity, script, text = 'Заказ' }: MarketOptions): Promise<Market> {
  const market: Market = { origin: '', asked: 0, close: () => new Promise((resolve) => server.close(() => resolve())) };
  const server = createServer((request, response) => {
    void (async () => {
      if (request.url === '/identity') {
        market.asked += 1;
        return response.end(await identity());
      }
      if (request.url === '/page.js') return response.setHeader('Content-Type', 'text/javascript').end(script());
      if (request.url !== '/') return response.writeHead(404).end();
      response.setHeader('Content-Type', 'text/html; charset=utf-8');
      response.setHeader('Content-Security-Policy', `default-src 'none'; script-src 'self' ${chat()}; frame-src ${chat()}; connect-src 'self'`);
      response.end(`<!doctype html><html lang="ru"><meta name="viewport" content="width=device-width, initial-scale=1"><title>Market</title><main><h1>Market</h1><p>${text}</p><input aria-label="Поиск"></main><script src="${chat()}/embed.js"></script><script src="/page.js"></script></html>`);
    })();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  market.origin = `http://${host}:${(server.address() as AddressInfo).port}`;
  server.on('connection', (socket) => socket.unref());
  return market;
}
