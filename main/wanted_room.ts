export type WantedRoom = {
  /** Somebody asks for this room: the page is told, or finds it when it asks for the state. */
  want(room: number): void;
  /** The page asks for the state: it takes the room, and listens from now on. */
  take(): number | null;
  /** The page went away or is loaded anew. */
  pageGone(): void;
  /** Whether a page is there that listens. */
  isHeard(): boolean;
};

/** Keeps the room that a notification, a link or the tray asked for until the page can open it. */
export function createWantedRoom(tell: (room: number) => void): WantedRoom {
  let waiting: number | null = null;
  let pageListens = false;
  return {
    want(room) {
      if (pageListens) tell(room);
      else waiting = room;
    },
    take() {
      pageListens = true;
      const room = waiting;
      waiting = null;
      return room;
    },
    pageGone() {
      pageListens = false;
    },
    isHeard: () => pageListens,
  };
}
