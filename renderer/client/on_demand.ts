import { lazily } from '../chat/lazily';
import { idle } from '../sync/idle';

/* What the page does not begin with. */

/** Most come by a link that lets them in: here is the way in for the others. */
export const Outside = lazily(async () => (await import('./Outside')).Outside);
/** Few have more than one order: the list comes to those who do. */
export const RoomList = lazily(async () => (await import('./RoomList')).RoomList);
export const RoomSearch = lazily(async () => (await import('../chat/RoomSearch')).RoomSearch);

/** Fetches it while nothing else is to be done: it has to be there without a network, too. */
export async function fetchRest(): Promise<void> {
  await idle();
  // Whoever opens one while the network is away waits for it there.
  await Promise.allSettled([Outside, RoomList, RoomSearch].map((one) => one.fetch()));
}
