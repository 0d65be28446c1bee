import { createHash, randomBytes } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What the browser brings back: a code of the server's, or why there is none. */
export type Returned = { code: string } | { error: string };

/** A door of this computer at which the browser knocks when somebody has signed in there (RFC 8252). */
export type Doorstep = {
  /** What the server has to know to send the browser here. */
  asked: URLSearchParams;
  /** The secret behind what it was told; it goes with the code and proves that both are ours. */
  verifier: string;
  returned: Promise<Returned>;
  close(): void;
};

const HEADERS = { 'Content-Type': 'text/html; charset=utf-8', 'Cache-Control': 'no-store', 'Content-Security-Policy': "default-src 'none'", 'Referrer-Policy': 'no-referrer', Connection: 'close' };
const VALUE = /^[\w-]{1,800}$/;

/** Waits on a port of the loopback that the system chooses. `page`: what the browser shows in the end, in the user's language. */
export async function openDoorstep(page: string): Promise<Doorstep> {
  const [verifier, state] = [randomBytes(32).toString('base64url'), randomBytes(24).toString('base64url')];
  let knock: (returned: Returned) => void = () => undefined;
  const returned = new Promise<Returned>((resolve) => (knock = resolve));
  const server = createServer((request, response) => {
    const given = new URL(request.url ?? '/', 'http://127.0.0.1').searchParams;
    const [code, error] = [given.get('code'), given.get('error')];
    // Any page and any program of this computer may knock; only the answer to our own question is listened to.
    if (request.method !== 'GET' || given.get('state') !== state || !VALUE.test(code ?? error ?? '')) return response.writeHead(404, HEADERS).end();
    response.writeHead(200, HEADERS).end(`<!doctype html><meta charset="utf-8"><title>Orderline</title><p>${page}</p>`);
    knock(code !== null ? { code } : { error: error! });
  });
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const challenge = createHash('sha256').update(verifier).digest('base64url');
  return { asked: new URLSearchParams({ port: String(port), challenge, state }), verifier, returned, close: () => void server.close() };
}
