import { createHash, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair, SignJWT, type JWTPayload } from 'jose';

export const CLIENT = { id: 'orderline', secret: 'a secret between the two of them' };

/** Who stands before it, and what it gets wrong. */
export type Visit = {
  email: string;
  email_verified?: unknown;
  /** Over what belongs into the token. */
  claims?: JWTPayload;
  algorithm?: 'RS256' | 'none' | 'HS256';
  /** By a key that is not its own, under the name of its own. */
  is_forged?: boolean;
  /** Tells the address only at its own desk. */
  is_reticent?: boolean;
};

/** A small OpenID Connect provider: discovery, keys, codes that are good once, PKCE, signed tokens. */
export type IdentityProvider = {
  issuer: string;
  /** The next one who comes. */
  visit: Visit;
  /** Ways to the console that it has seen, as they were asked for. */
  asked: URLSearchParams[];
  close(): Promise<void>;
};

/** Opens one; `port` 0 takes a free one. */
export async function openIdentityProvider(port = 0): Promise<IdentityProvider> {
  const { publicKey, privateKey } = await generateKeyPair('RS256');
  const codes = new Map<string, { asked: URLSearchParams; visit: Visit }>();
  const desks = new Map<string, Visit>();
  const provider: IdentityProvider = {
    issuer: '',
    visit: { email: 'nobody@orderline.test' },
    asked: [],
    close: () => new Promise((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    }),
  };

  const describe = () => ({
    issuer: provider.issuer,
    authorization_endpoint: `${provider.issuer}/authorize`,
    token_endpoint: `${provider.issuer}/token`,
    userinfo_endpoint: `${provider.issuer}/userinfo`,
    jwks_uri: `${provider.issuer}/keys`,
    response_types_supported: ['code'],
    subject_types_supported: ['public'],
    // More than is good for it.
    id_token_signing_alg_values_supported: ['RS256', 'none', 'HS256'],
    code_challenge_methods_supported: ['S256'],
    token_endpoint_auth_methods_supported: ['client_secret_basic'],
  });

  async function token(request: IncomingMessage): Promise<{ status: number; body: object }> {
    const given = new URLSearchParams(await bodyOf(request));
    const proof = `Basic ${Buffer.from(`${CLIENT.id}:${encodeURIComponent(CLIENT.secret).replaceAll('%20', '+')}`).toString('base64')}`;
    if (request.headers.authorization !== proof) return { status: 401, body: { error: 'invalid_client' } };
    const code = codes.get(given.get('code') ?? '');
    codes.delete(given.get('code') ?? '');
    const challenge = createHash('sha256').update(given.get('code_verifier') ?? '').digest('base64url');
    const isGood = code !== undefined && code.asked.get('code_challenge') === challenge && code.asked.get('redirect_uri') === given.get('redirect_uri');
    if (!isGood) return { status: 400, body: { error: 'invalid_grant' } };
    const access_token = randomBytes(16).toString('hex');
    desks.set(access_token, code.visit);
    return { status: 200, body: { access_token, token_type: 'Bearer', expires_in: 60, id_token: await identityOf(code.visit, code.asked) } };
  }

  async function identityOf({ email, email_verified = true, claims, algorithm = 'RS256', is_forged, is_reticent }: Visit, asked: URLSearchParams): Promise<string> {
    const now = Math.floor(Date.now() / 1000);
    const payload = { iss: provider.issuer, sub: 'subject', aud: CLIENT.id, iat: now, exp: now + 60, nonce: asked.get('nonce') ?? '', ...(!is_reticent && { email, email_verified }), ...claims };
    if (algorithm === 'none') return `${encode({ alg: 'none' })}.${encode(payload)}.`;
    if (algorithm === 'HS256') return new SignJWT(payload).setProtectedHeader({ alg: 'HS256' }).sign(Buffer.from(CLIENT.secret));
    return new SignJWT(payload).setProtectedHeader({ alg: 'RS256', kid: 'one' }).sign(is_forged ? (await generateKeyPair('RS256')).privateKey : privateKey);
  }

  const server = createServer((request, response) => {
    void (async () => {
      const json = (body: object, status = 200) => response.writeHead(status, { 'Content-Type': 'application/json' }).end(JSON.stringify(body));
      const url = new URL(request.url ?? '/', provider.issuer);
      if (url.pathname === '/.well-known/openid-configuration') return json(describe());
      if (url.pathname === '/keys') return json({ keys: [{ ...(await exportJWK(publicKey)), kid: 'one', alg: 'RS256', use: 'sig' }] });
      if (url.pathname === '/token') {
        const { status, body } = await token(request);
        return json(body, status);
      }
      if (url.pathname === '/userinfo') {
        const visit = desks.get((request.headers.authorization ?? '').replace('Bearer ', ''));
        return visit === undefined ? json({ error: 'invalid_token' }, 401) : json({ sub: 'subject', email: visit.email, email_verified: visit.email_verified ?? true });
      }
      if (url.pathname !== '/authorize') return response.writeHead(404).end();
      provider.asked.push(url.searchParams);
      const code = randomBytes(16).toString('hex');
      codes.set(code, { asked: url.searchParams, visit: provider.visit });
      const back = new URL(url.searchParams.get('redirect_uri')!);
      back.searchParams.set('code', code);
      back.searchParams.set('state', url.searchParams.get('state')!);
      response.writeHead(302, { Location: back.href }).end();
    })();
  });
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  provider.issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return provider;
}

const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}
