import type { Socket } from 'socket.io';
import type { Caller } from '../../caller';
import { authenticate, expiryOf } from '../../domain/access_tokens';
import type { Parts } from '../../parts';
import { Refusal } from '../../refusal';
import type { Connection } from './handlers';

/** A socket outlives its access token only if it brings a fresh one of the same session. `end` stops the clock. */
export function keepAlive(socket: Socket, parts: Parts, caller: Caller): Pick<Connection, 'renew'> & { end(): void } {
  let timer = schedule((socket.handshake.auth as { token: string }).token);

  function schedule(token: string): NodeJS.Timeout {
    const left = Math.max(0, expiryOf(token) - Date.now());
    return setTimeout(() => socket.disconnect(true), left);
  }

  return {
    async renew(token) {
      const fresh = await authenticate(parts, token, caller.language);
      if (fresh.session !== caller.session) throw new Refusal('forbidden');
      clearTimeout(timer);
      if (socket.connected) timer = schedule(token);
      return Math.floor((expiryOf(token) - Date.now()) / 1000);
    },
    end: () => clearTimeout(timer),
  };
}
