/**
 * How much of what this process has for somebody waits until he reads it, in bytes, over all connections of his together. When it is too
 * much, the one that holds most of it is given up, until it is not: his other ones may read well.
 */
export type Unread = {
  /** A connection of his, and what gives it up. Nothing may be added to it afterwards. */
  connection(whose: string, giveUp: () => void): Reader;
};

export type Reader = {
  add(bytes: number): void;
  takeBack(bytes: number): void;
  /** Whatever it still has waiting is dropped. */
  end(): void;
};

/** Twice the largest answer there is, as text and as bytes: two hundred messages of ten thousand characters. */
export const UNREAD_MAX = 20 * 1024 * 1024;

type Connection = { bytes: number; giveUp(): void };
type Waiting = { bytes: number; connections: Set<Connection> };

/** One for the whole process: what waits is counted by reader. */
export function createUnread(): Unread {
  const everybody = new Map<string, Waiting>();

  function end(whose: string, waiting: Waiting, connection: Connection): void {
    if (!waiting.connections.delete(connection)) return;
    waiting.bytes -= connection.bytes;
    if (waiting.connections.size === 0) everybody.delete(whose);
  }

  return {
    connection(whose, giveUp) {
      const waiting = everybody.get(whose) ?? { bytes: 0, connections: new Set() };
      everybody.set(whose, waiting);
      const connection: Connection = { bytes: 0, giveUp };
      waiting.connections.add(connection);
      const change = (by: number): void => {
        if (!waiting.connections.has(connection)) return;
        connection.bytes += by;
        waiting.bytes += by;
        while (waiting.bytes > UNREAD_MAX) {
          const slowest = [...waiting.connections].reduce((one, other) => (other.bytes > one.bytes ? other : one));
          end(whose, waiting, slowest);
          slowest.giveUp();
        }
      };
      return { add: change, takeBack: (bytes) => change(-bytes), end: () => end(whose, waiting, connection) };
    },
  };
}

export const ofUser = (user: number): string => `user ${user}`;
