import type { WebhookEvent } from '../protocol/webhooks';
import { OrderlineError } from './error';

type Headers = { get(name: string): string | null } | Record<string, string | string[] | undefined>;

const TOLERANCE_S = 300;

/** What a webhook says, by its raw body. Throws `unauthorized` when it was not signed by this secret, was altered, or is older than five minutes. */
export async function verifyWebhook(secret: string, body: string | Uint8Array, headers: Headers): Promise<WebhookEvent> {
  const [id, time, signatures] = ['webhook-id', 'webhook-timestamp', 'webhook-signature'].map((name) => headerOf(headers, name)) as [string, string, string];
  const text = typeof body === 'string' ? body : new TextDecoder().decode(body);
  if (!/^\d{1,12}$/.test(time) || Math.abs(Date.now() / 1000 - Number(time)) > TOLERANCE_S) throw refused();
  const key = await crypto.subtle.importKey('raw', bytesOf(secret.replace(/^whsec_/, '')), { name: 'HMAC', hash: 'SHA-256' }, false, ['verify']);
  const signed = new TextEncoder().encode(`${id}.${time}.${text}`);
  for (const one of signatures.split(' ')) {
    const [version, signature = ''] = one.split(',');
    // Compared by the library of keys, in the same time whatever is wrong with it.
    if (version === 'v1' && (await crypto.subtle.verify('HMAC', key, bytesOf(signature), signed))) return JSON.parse(text) as WebhookEvent;
  }
  throw refused();
}

const refused = () => new OrderlineError('unauthorized', 'the webhook is not signed by this secret, or not now');

function headerOf(headers: Headers, name: string): string {
  const value = typeof headers.get === 'function' ? (headers as { get(name: string): string | null }).get(name) : (headers as Record<string, string | string[] | undefined>)[name];
  return (Array.isArray(value) ? value[0] : value) ?? '';
}

/** Of base64; nothing of what is none. */
function bytesOf(base64: string): Uint8Array<ArrayBuffer> {
  try {
    return Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
  } catch {
    return new Uint8Array();
  }
}
