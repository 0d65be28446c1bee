import type { Socket } from 'socket.io';
import { VIEWING_MS } from '../../../protocol/limits';
import type { Caller } from '../../caller';
import { showRooms } from '../../domain/viewing';
import type { Told } from '../../happening';
import type { Parts } from '../../parts';
import type { Tell } from '../tell';
import type { Connection } from './handlers';

/** What a connection shows holds until it says otherwise, its lease runs out or it ends. */
export function keepViewing(socket: Socket, parts: Parts, caller: Caller, tell: Tell): Pick<Connection, 'view'> & { end(): Promise<void> } {
  let timer: NodeJS.Timeout | undefined;
  let isShowing = false;

  async function end(): Promise<void> {
    clearTimeout(timer);
    if (!isShowing) return;
    isShowing = false;
    tell(await showRooms(parts, socket.id, caller.user, []));
  }

  return {
    async view(rooms): Promise<Told<Record<never, never>>> {
      await parts.limits.take('viewing', String(caller.user));
      // It went while this was counted.
      if (!socket.connected) return { result: {}, happenings: [] };
      clearTimeout(timer);
      isShowing = rooms.length > 0;
      if (isShowing) timer = setTimeout(() => void end().catch((error: unknown) => parts.log.warn({ err: error }, 'the end of a lease was not told')), VIEWING_MS).unref();
      return { result: {}, happenings: await showRooms(parts, socket.id, caller.user, rooms) };
    },
    end,
  };
}
