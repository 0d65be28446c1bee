import type { Socket } from 'socket.io';

/** What one connection may have waiting, in characters, behind what is on its way already: twice the largest answer there is. */
const WAITING_MAX = 4 * 1024 * 1024;
/** What a packet takes beside its text, however short that is. */
const PACKET = 512;

/**
 * Cuts a connection off that reads so slowly that more and more waits for it in this process. It catches up by itself when it comes back,
 * which costs less than what was kept for it.
 */
export function cutOffSlowReader({ conn }: Pick<Socket, 'conn'>, onCut: () => void): void {
  let waiting = 0;
  conn.on('packetCreate', ({ data }: { data?: unknown }) => {
    waiting += PACKET + (typeof data === 'string' || Buffer.isBuffer(data) ? data.length : 0);
    if (waiting <= WAITING_MAX) return;
    onCut();
    // A polite farewell would wait behind everything else.
    conn.request.socket.destroy();
  });
  // What waited is handed on together, once everything before it is gone.
  conn.on('flush', () => (waiting = 0));
}
