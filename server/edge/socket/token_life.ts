import type { Socket } from 'socket.io';
import type { Caller } from '../../caller';
import { authenticate, leftOf } from '../../domain/access_tokens';
import type { Parts } from '../../parts';
import { Refusal } from '../../refusal';
import type { Connection } from './handlers';

/** A socket outlives its access token only if it brings a fresh one of the same session. `end` stops the clock. */
export function keepAlive(socket: Socket, parts: Parts, caller: Caller): Pick<Connection, 'renew'> & { end(): void } {
  let timer = schedule((socket.handshake.auth as { token: string }).token);

  function schedule(token: string): NodeJS.Timeout {
    return setTimeout(() => socket.disconnect(true), leftOf(parts, token));
  }

  return {
    async renew(token) {
      const fresh = await authenticate(parts, token, caller.language);
      if (fresh.session !== caller.session) throw new Refusal('forbidden');
      clearTimeout(timer);
      if (socket.connected) timer = schedule(token);
      return Math.floor(leftOf(parts, token) / 1000);
    },
    end: () => clearTimeout(timer),
  };
}
