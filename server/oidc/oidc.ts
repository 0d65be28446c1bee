import * as client from 'openid-client';
import type { Config } from '../config';
import { Refusal } from '../refusal';

/** What has to be kept in the visitor's browser while he is away at the provider. */
export type Away = { state: string; nonce: string; verifier: string };

/** Whom the provider vouches for. */
export type Identity = { email: string; is_verified: boolean };

/** The one file that knows OpenID Connect. */
export type Oidc = {
  name: string;
  /** Where to send somebody who wants to sign in. Refuses with `unavailable` while the provider does not answer. */
  begin(redirect: string): Promise<{ url: string; away: Away }>;
  /** Whom the provider has sent back to this address; a reason, when it is not what it should be. Refuses with `unavailable`. */
  finish(returned: URL, away: Away): Promise<Identity | { refused: string }>;
};

type Settings = { issuer: URL; id: string; secret: string };

const TIMEOUT_SECONDS = 10;
const SCOPE = 'openid email';

/** Single sign-on by the provider of `OIDC_ISSUER`; null where there is none. */
export function createOidc(config: Pick<Config, 'OIDC_ISSUER' | 'OIDC_CLIENT_ID' | 'OIDC_CLIENT_SECRET' | 'OIDC_NAME'>): Oidc | null {
  const { OIDC_ISSUER, OIDC_CLIENT_ID: id, OIDC_CLIENT_SECRET: secret, OIDC_NAME: name } = config;
  if (OIDC_ISSUER === undefined || id === undefined || secret === undefined || name === undefined) return null;
  let known: Promise<client.Configuration> | undefined;
  /** What the provider says of itself: asked once, and again after a failure. */
  const provider = (): Promise<client.Configuration> => {
    known ??= discover({ issuer: new URL(OIDC_ISSUER), id, secret }).catch((error: unknown) => {
      known = undefined;
      throw new Refusal('unavailable', { retry_after: 5, ...(error instanceof Refusal && error.extra) });
    });
    return known;
  };

  return {
    name,
    async begin(redirect) {
      const away = { state: client.randomState(), nonce: client.randomNonce(), verifier: client.randomPKCECodeVerifier() };
      const challenge = await client.calculatePKCECodeChallenge(away.verifier);
      const asked = { redirect_uri: redirect, scope: SCOPE, state: away.state, nonce: away.nonce, code_challenge: challenge, code_challenge_method: 'S256' };
      return { url: client.buildAuthorizationUrl(await provider(), asked).href, away };
    },
    async finish(returned, { state, nonce, verifier }) {
      const configuration = await provider();
      try {
        const tokens = await client.authorizationCodeGrant(configuration, returned, { expectedState: state, expectedNonce: nonce, pkceCodeVerifier: verifier, idTokenExpected: true });
        const claims = tokens.claims();
        if (claims === undefined) return { refused: 'no identity' };
        // Some providers tell the address only when asked for it.
        const told = claims['email'] === undefined ? await client.fetchUserInfo(configuration, tokens.access_token, claims.sub) : claims;
        if (typeof told['email'] !== 'string') return { refused: 'no address' };
        return { email: told['email'].toLowerCase(), is_verified: told['email_verified'] === true };
      } catch (error) {
        if (isAway(error)) throw new Refusal('unavailable', { retry_after: 5 });
        return { refused: codeOf(error) };
      }
    },
  };
}

async function discover({ issuer, id, secret }: Settings): Promise<client.Configuration> {
  // Unencrypted only on this very machine; the environment's schema lets nothing else pass.
  const plain = issuer.protocol === 'http:' ? [client.allowInsecureRequests] : [];
  const found = await client.discovery(issuer, id, undefined, client.None(), { execute: plain, timeout: TIMEOUT_SECONDS });
  const methods = found.serverMetadata().token_endpoint_auth_methods_supported ?? ['client_secret_basic'];
  const proof = methods.includes('client_secret_basic') ? client.ClientSecretBasic(secret) : client.ClientSecretPost(secret);
  const configuration = new client.Configuration(found.serverMetadata(), id, undefined, proof);
  configuration.timeout = TIMEOUT_SECONDS;
  for (const allow of plain) allow(configuration);
  // Signatures are checked though the token comes straight from the provider.
  client.enableNonRepudiationChecks(configuration);
  return configuration;
}

function isAway(error: unknown): boolean {
  const { code, cause } = error as { code?: unknown; cause?: unknown };
  return code === 'OAUTH_TIMEOUT' || [error, cause].some((one) => one instanceof TypeError && one.message === 'fetch failed');
}

/** A word for the trail: codes only, nothing that a provider or a visitor could write into it at length. */
function codeOf(error: unknown): string {
  const { error: given, code } = error as { error?: unknown; code?: unknown };
  return String(given ?? code ?? 'unknown').replace(/[^\w.-]/g, '').slice(0, 60);
}
