import type { Server } from 'socket.io';
import type { Caller } from '../../caller';
import { endedAmong } from '../../domain/access_tokens';
import type { Parts } from '../../parts';

/** Closes the sockets of this process whose sessions ended without its hearing of it. */
export async function endSilently(io: Server, parts: Pick<Parts, 'db'>): Promise<void> {
  const sockets = [...io.sockets.sockets.values()];
  const sessionOf = (socket: (typeof sockets)[number]) => (socket.data as { caller: Caller }).caller.session;
  const ended = new Set(await endedAmong(parts, [...new Set(sockets.map(sessionOf))]));
  for (const socket of sockets) {
    if (!ended.has(sessionOf(socket))) continue;
    socket.emit('session:revoked', { keeps_unsent: true });
    socket.disconnect(true);
  }
}
