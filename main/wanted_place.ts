import type { Place } from './link';

export type WantedPlace = {
  /** Somebody asks for this place: the page is told, or finds it when it asks for the state. */
  want(place: Place): void;
  /** The page asks for the state: it takes the place, and listens from now on. */
  take(): Place | null;
  /** The page is signed in and has opened what it took. */
  settle(): void;
  /** The page went away or is loaded anew; what it took and did not come to open waits for the next one. */
  pageGone(): void;
  /** Whether a page is there that listens. */
  isHeard(): boolean;
};

/** Keeps the place that a notification, a link or the tray asked for until the page can open it. */
export function createWantedPlace(tell: (place: Place) => void): WantedPlace {
  let waiting: Place | null = null;
  let taken: Place | null = null;
  let pageListens = false;
  return {
    want(place) {
      if (pageListens) tell(place);
      else waiting = place;
    },
    take() {
      pageListens = true;
      taken = waiting;
      waiting = null;
      return taken;
    },
    settle() {
      taken = null;
    },
    pageGone() {
      pageListens = false;
      waiting ??= taken;
      taken = null;
    },
    isHeard: () => pageListens,
  };
}
