import type { Socket } from 'socket.io';
import { ofUser, type Unread } from '../../unread';

/** What a packet takes beside its text, however short that is. */
const PACKET = 512;

type Packet = { data?: unknown; options?: { wsPreEncodedFrame?: readonly (string | Buffer)[] } };

/**
 * Cuts a connection off that reads so slowly that more and more waits for its user in this process, whether it lies here or is on its way.
 * It catches up by itself when it comes back, which costs less than what was kept for it.
 */
export function cutOffSlowReader({ conn }: Pick<Socket, 'conn'>, user: number, unread: Unread, onCut: () => void): void {
  const reader = unread.connection(ofUser(user), () => {
    onCut();
    // A polite farewell would wait behind everything else.
    conn.request.socket.destroy();
  });
  let waiting = 0;
  let onItsWay = 0;
  conn.on('packetCreate', (packet: Packet) => {
    const bytes = bytesOf(packet);
    waiting += bytes;
    reader.add(bytes);
  });
  // What waited is handed on together, once everything before it is gone.
  conn.on('flush', () => {
    onItsWay += waiting;
    waiting = 0;
  });
  conn.transport.on('drain', () => {
    reader.takeBack(onItsWay);
    onItsWay = 0;
  });
  conn.on('close', reader.end);
}

/** A text takes two bytes a character unless all of them are Latin, and once more what it is on the wire. */
function bytesOf({ data, options }: Packet): number {
  if (typeof data !== 'string') return PACKET + (Buffer.isBuffer(data) ? data.length : 0);
  const onTheWire = options?.wsPreEncodedFrame?.at(-1)?.length ?? Buffer.byteLength(data);
  return PACKET + onTheWire + (onTheWire > data.length ? 2 * data.length : data.length);
}
