import { lazily, untilLoaded } from '../chat/lazily';
import type { createSync } from '../sync/sync';

/** Comes while the page signs in. */
export const Inside = lazily(async () => (await import('./Inside')).Inside);

/** Brings what is inside, and how it speaks with the server. */
export function loadInside(): Promise<{ createSync: typeof createSync }> {
  return untilLoaded(async () => (await Promise.all([import('../sync/sync'), Inside.fetch()]))[0]);
}
