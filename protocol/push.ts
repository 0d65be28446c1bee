import { z } from 'zod';

/** Web Push: a browser's own address at its maker's service, to which the server may send. */

const base64url = (max: number) => z.string().min(1).max(max).regex(/^[A-Za-z0-9_-]+=*$/);

export const pushEndpoint = z.url({ protocol: /^https$/ }).max(1000);
export const pushSubscribeBody = z.strictObject({
  endpoint: pushEndpoint,
  keys: z.strictObject({ p256dh: base64url(200), auth: base64url(100) }),
});
export const pushEndBody = z.strictObject({ endpoint: pushEndpoint });

export const pushKeyAnswer = z.object({ public_key: z.string() });
export type PushKeyAnswer = z.infer<typeof pushKeyAnswer>;
/** What a device is sent. Names and texts only where the server is told to send them. */
export type PushPayload = { room: number; order: number; title: string; body: string };
