import type { WebSocket } from 'ws';
import { createBucket, type Bucket } from './bucket';

/** Packets that a user may send in one go before his connections are read slower, and how many times the pace of answered requests they are read then. */
const BURST = 2_000;
const HASTE = 20;
/** A packet counts for one, and for one more for each so many characters and brackets: to parse it takes time and memory before anybody can refuse it. */
const CHARACTERS = 512;
const BRACKETS = 64;
/** What is no packet, or larger than one may be, ends its connection; whoever comes back at once to do it again waits like everybody who owes. */
const BROKEN = 500;

/** What a connection has sent, counted against its user once he is known. */
export type Paced = {
  belongsTo(this: void, user: number): void;
  take(this: void, packet: unknown): void;
  /** `isBroken`: by something that could not be read. */
  end(this: void, isBroken: boolean): void;
};

/** What a user has sent beyond what is excused, over all his connections. */
type Debt = { bucket: Bucket; connections: number };

export type Pace = { enter(this: void, wire: Pick<WebSocket, 'pause' | 'resume'>): Paced };

/**
 * Reads those slower who send more than `perSecond` answered requests can excuse: to refuse tens of thousands a second would leave no time
 * for anybody else. Nothing is lost and nobody is cut off; what is not read waits on the sender's own side of the wire.
 */
export function createPace(perSecond: number): Pace {
  const debts = new Map<number, Debt>();

  return {
    enter(wire) {
      let debt: Debt = { bucket: createBucket(HASTE * perSecond, BURST), connections: 0 };
      let timer: NodeJS.Timeout | undefined;
      let user: number | undefined;
      const charge = (cost: number) => {
        const wait = debt.bucket.charge(cost);
        if (wait === 0 || timer !== undefined) return;
        wire.pause();
        timer = setTimeout(goOn, afterMs(wait)).unref();
      };
      const goOn = () => {
        timer = undefined;
        charge(0);
        if (timer === undefined) wire.resume();
      };
      return {
        belongsTo(whose) {
          user = whose;
          debt = debts.get(user) ?? debt;
          debts.set(user, debt);
          debt.connections += 1;
          charge(0);
        },
        take: (packet) => charge(costOf(packet)),
        end(isBroken) {
          if (isBroken) debt.bucket.charge(BROKEN);
          clearTimeout(timer);
          if (user === undefined) return;
          const [whose, left] = [user, debt];
          left.connections -= 1;
          // Whoever comes back would begin anew, so his debt outlives his last connection.
          const forget = () => left.connections === 0 && debts.get(whose) === left && debts.delete(whose);
          if (left.connections === 0) setTimeout(forget, afterMs(left.bucket.fullIn())).unref();
        },
      };
    },
  };
}

const afterMs = (seconds: number): number => Math.ceil(seconds * 1000);

function costOf(data: unknown): number {
  if (typeof data !== 'string') return 1 + (Buffer.isBuffer(data) ? Math.floor(data.length / CHARACTERS) : 0);
  if (data.length < CHARACTERS) return 1;
  return 1 + Math.floor(data.length / CHARACTERS) + Math.floor(bracketsIn(data) / BRACKETS);
}

/** Without a copy of anything: this is asked of the largest packets. */
function bracketsIn(text: string): number {
  let count = 0;
  for (const bracket of ['[', '{']) for (let at = text.indexOf(bracket); at >= 0; at = text.indexOf(bracket, at + 1)) count += 1;
  return count;
}
