import type { SignedIn } from '../protocol/answers';
import { ask } from './http';

const origin = (url: string) => url.replace(/\/$/, '');

/** Signs a client in by his personal link, or by the token in it. */
export async function join(url: string, link: string): Promise<SignedIn> {
  const token = link.includes('#') ? link.slice(link.indexOf('#') + 1) : link;
  return (await ask<SignedIn>({ url: `${origin(url)}/api/auth/join`, method: 'POST', body: { token }, isRepeatable: true })).body;
}

/** Signs somebody in by address and password; a program keeps the refresh token itself. */
export async function login(url: string, email: string, password: string): Promise<SignedIn> {
  return (await ask<SignedIn>({ url: `${origin(url)}/api/auth/login`, method: 'POST', body: { email, password, device: 'desktop' }, isRepeatable: false })).body;
}

/** Changes the refresh token of a `login` for the next session. Keep what comes: the old one is good for one exchange. */
export async function renew(url: string, refresh_token: string): Promise<SignedIn> {
  return (await ask<SignedIn>({ url: `${origin(url)}/api/auth/refresh`, method: 'POST', body: { refresh_token }, isRepeatable: true })).body;
}
