import type { WebSocket } from 'ws';

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

export type Pace = { enter(this: void, wire: Pick<WebSocket, 'pause' | 'resume'>): Paced };

/**
 * Reads those slower who send more than `perSecond` answered requests can excuse: to refuse tens of thousands a second would leave no time
 * for anybody else. Nothing is lost and nobody is cut off; what is not read waits on the sender's own side of the wire.
 */
export function createPace(perSecond: number): Pace {
  const debts = new Map<number, Debt>();

  return {
    enter(wire) {
      let debt = createDebt(HASTE * perSecond);
      let timer: NodeJS.Timeout | undefined;
      let user: number | undefined;
      const goOn = () => {
        const wait = debt.waitMs();
        timer = wait > 0 ? setTimeout(goOn, wait).unref() : undefined;
        if (timer === undefined) wire.resume();
      };
      const waitIfOwing = () => {
        const wait = debt.waitMs();
        if (wait === 0 || timer !== undefined) return;
        wire.pause();
        timer = setTimeout(goOn, wait).unref();
      };
      return {
        belongsTo(whose) {
          user = whose;
          debt = debts.get(user) ?? debt;
          debts.set(user, debt);
          debt.connections += 1;
          waitIfOwing();
        },
        take(packet) {
          debt.add(costOf(packet));
          waitIfOwing();
        },
        end(isBroken) {
          clearTimeout(timer);
          if (isBroken) debt.add(BROKEN);
          if (user === undefined) return;
          const [whose, left] = [user, debt];
          left.connections -= 1;
          // Whoever comes back would begin anew, so his debt outlives his last connection.
          const forget = () => left.connections === 0 && debts.get(whose) === left && debts.delete(whose);
          if (left.connections === 0) setTimeout(forget, left.untilPaidMs()).unref();
        },
      };
    },
  };
}

type Debt = ReturnType<typeof createDebt>;

function createDebt(perSecond: number) {
  let owed = 0;
  let at = Date.now();
  const now = () => {
    const moment = Date.now();
    owed = Math.max(0, owed - ((moment - at) / 1000) * perSecond);
    at = moment;
    return owed;
  };
  return {
    connections: 0,
    add(cost: number): void {
      owed = now() + cost;
    },
    /** Until no more than a burst is owed. */
    waitMs: (): number => Math.ceil((Math.max(0, now() - BURST) / perSecond) * 1000),
    untilPaidMs: (): number => Math.ceil((now() / perSecond) * 1000),
  };
}

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
