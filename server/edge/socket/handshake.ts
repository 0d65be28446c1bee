import type { IncomingMessage } from 'node:http';
import type { Socket } from 'socket.io';
import { z } from 'zod';
import type { Language } from '../../../protocol/errors';
import { language, token } from '../../../protocol/fields';
import type { Caller } from '../../caller';
import type { Config } from '../../config';
import { authenticate } from '../../domain/access_tokens';
import type { SessionChecks } from '../../domain/session_checks';
import type { Parts } from '../../parts';
import { Refusal } from '../../refusal';
import { describeRefusal, toRefusal } from '../handle';

const credentials = z.object({ token, language: language.optional() });

/** More than this many devices and tabs of one user are refused. */
export const SOCKETS_PER_USER = 100;

/** Whether a page of this origin may open a socket: CORS does not cover WebSocket, so it is asked here, before the upgrade. */
export function isAllowedOrigin(config: Config, request: IncomingMessage): boolean {
  const { origin } = request.headers;
  return origin === undefined || config.allowedOrigins.includes(origin);
}

/** The handshake's caller, or the error that the client gets as `connect_error` with `data.code`. */
export async function handshake(parts: Parts, socket: Socket, { live }: SessionChecks): Promise<Caller> {
  const parsed = credentials.safeParse(socket.handshake.auth);
  const wanted: Language = parsed.success ? (parsed.data.language ?? 'ru') : 'ru';
  try {
    if (!parsed.success) throw new Refusal('unauthorized');
    const caller = await authenticate(parts, parsed.data.token, wanted, live);
    await parts.limits.take('request', String(caller.user));
    if (parts.presence.count(caller.user) >= SOCKETS_PER_USER) throw new Refusal('rate_limited', { retry_after: 30 });
    return caller;
  } catch (error) {
    throw connectError(parts, error, wanted);
  }
}

function connectError(parts: Parts, error: unknown, wanted: Language): Error {
  const refusal = toRefusal(error);
  if (refusal !== error) parts.log.warn({ err: error }, 'handshake failed');
  // A reader knows four codes here; what is our fault passes.
  const code = refusal.code === 'internal' ? 'unavailable' : refusal.code;
  const { message, ...data } = describeRefusal(code, wanted, code === 'unavailable' ? { retry_after: 1 } : refusal.extra);
  return Object.assign(new Error(message), { data });
}
