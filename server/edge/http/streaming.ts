import type { Response } from 'express';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';

/** An answer of which nothing more is taken for so long is given up. */
export const UNREAD_MS = 30_000;

/** What a pipeline says of a reader who is gone. */
const HUNG_UP = ['ERR_STREAM_PREMATURE_CLOSE', 'ERR_STREAM_DESTROYED'];

/** Sends bytes while they come. What fails in the middle breaks the connection, so that no half passes for a whole. */
export async function streamTo(response: Response, bytes: Readable): Promise<void> {
  response.setTimeout(UNREAD_MS, () => void response.socket?.destroy());
  // Whoever hangs up in the middle has done nothing wrong.
  await pipeline(bytes, response).catch((error: NodeJS.ErrnoException) => {
    if (!HUNG_UP.includes(error.code ?? '')) throw error;
  });
}
