import { randomUUID } from 'node:crypto';
import type { Parts } from '../parts';

/** What a proxy gave a request as its name, when it is a sane one; else a new one. */
export function requestIdOf(given: string | string[] | undefined): string {
  return typeof given === 'string' && /^[\w.-]{8,64}$/.test(given) ? given : randomUUID();
}

/** The parts with a log whose every line names the request. */
export function named(parts: Parts, request_id: string): Parts {
  return { ...parts, log: parts.log.child({ request_id }) };
}
