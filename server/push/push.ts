import { request, type Agent } from 'node:https';
import { RequestFilteringHttpsAgent } from 'request-filtering-agent';
import webPush from 'web-push';
import type { PushPayload } from '../../protocol/push';
import type { VapidKeys } from './keys';

export type PushTarget = { endpoint: string; p256dh: string; auth: string };
/** `gone`: the browser has given the address up. */
export type PushOutcome = 'sent' | 'gone' | 'failed';
export type Push = { public_key: string; send(target: PushTarget, payload: PushPayload): Promise<PushOutcome> };

const SEND_MS = 10_000;
/** A push that could not be delivered for this long says nothing any more. */
const KEPT_SECONDS = 24 * 3_600;

/**
 * Sends to push services. Browsers name the addresses, so the agent reaches public ones only, resolved and checked at the connection;
 * redirects are not followed, and of the answer nothing but the status is read.
 */
export function createPush(keys: VapidKeys, subject: string, agent: Agent = new RequestFilteringHttpsAgent()): Push {
  return {
    public_key: keys.public_key,
    async send({ endpoint, p256dh, auth }, payload) {
      try {
        const { method, headers, body } = webPush.generateRequestDetails({ endpoint, keys: { p256dh, auth } }, JSON.stringify(payload), {
          vapidDetails: { subject, publicKey: keys.public_key, privateKey: keys.private_key },
          TTL: KEPT_SECONDS,
          urgency: 'normal',
          // A later push about the room takes the place of one that has not been delivered.
          topic: `room-${payload.room}`,
          contentEncoding: 'aes128gcm',
        });
        const status = await post(endpoint, { method, headers: headers as Record<string, string>, agent }, body);
        return status === 404 || status === 410 ? 'gone' : status >= 200 && status < 300 ? 'sent' : 'failed';
      } catch {
        return 'failed';
      }
    },
  };
}

function post(endpoint: string, options: { method: string; headers: Record<string, string>; agent: Agent }, body: Buffer | null): Promise<number> {
  return new Promise((resolve, reject) => {
    const sending = request(endpoint, { ...options, signal: AbortSignal.timeout(SEND_MS) }, (response) => {
      resolve(response.statusCode ?? 0);
      response.destroy();
    });
    sending.on('error', reject);
    sending.end(body);
  });
}
