import { createHash } from 'node:crypto';

/** The name under which the processes of one installation meet; whoever shares their secret is one of them. */
export function channelOf(authSecret: string): string {
  return `orderline:${createHash('sha256').update(`nodes of ${authSecret}`).digest('hex').slice(0, 16)}`;
}
