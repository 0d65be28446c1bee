import { prepareRooms } from './items';
import type { Room } from '../../../protocol/entities';

const SLICE = 250;

/** Makes rooms ready to be searched, a few at a time, so that the first key has nothing to wait for; returns how to stop. */
export function warmUp(rooms: readonly Room[]): () => void {
  let from = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const slice = () => {
    prepareRooms(rooms.slice(from, from + SLICE));
    from += SLICE;
    if (from < rooms.length) timer = setTimeout(slice, 0);
  };
  timer = setTimeout(slice, 0);
  return () => clearTimeout(timer);
}
