/** One order as the plain model of the day knows it. */
export type ModelRoom = {
  readonly order: number;
  readonly room: number;
  /** The turns of the client's messages that nobody has answered or waived, oldest first. */
  asked: number[];
  last_said: string;
  unread: number;
  /** The client's messages that the console has to account for in its log of alerts. */
  told: number;
  snoozed_until: number | null;
  is_done: boolean;
  /** The expert has promised to write again. */
  is_promised: boolean;
};

/** Why alerts are not to be shown now. */
export type Silence = 'none' | 'paused' | 'quiet_hours';

/** What the day should have come to so far, in the simplest words: no numbers of messages, no cursors, no revisions. */
export type Model = ReturnType<typeof createModel>;

export function createModel(orders: readonly { order: number; room: number }[]) {
  const rooms = new Map(
    orders.map(({ order, room }): [number, ModelRoom] => [order, { order, room, asked: [], last_said: '', unread: 0, told: 0, snoozed_until: null, is_done: false, is_promised: false }]),
  );
  let turn = 0;
  const room = (order: number): ModelRoom => {
    const found = rooms.get(order);
    if (found === undefined) throw new Error(`the day has no order ${order}`);
    return found;
  };
  const all = () => [...rooms.values()];
  const isOwed = ({ asked, is_done, snoozed_until }: ModelRoom, now: number) => asked.length > 0 && !is_done && (snoozed_until === null || snoozed_until <= now);
  const counts = (of: 'unread' | 'told') => Object.fromEntries(all().filter((one) => one[of] > 0).map((one) => [one.order, one[of]]));
  return {
    silence: 'none' as Silence,
    all,
    room,
    /** The client writes: whatever was decided about the room, it is there again. `isTold`: not yet accounted for by another message of the same moment. */
    say(order: number, text: string, { isTold = true } = {}) {
      const one = room(order);
      turn += 1;
      one.asked.push(turn);
      one.last_said = text;
      one.unread += 1;
      one.told += isTold ? 1 : 0;
      one.snoozed_until = null;
      one.is_done = false;
    },
    answer(order: number) {
      Object.assign(room(order), { asked: [], unread: 0, is_promised: false });
    },
    promise(order: number) {
      room(order).is_promised = true;
    },
    waive(order: number) {
      room(order).asked = [];
    },
    snooze(order: number, until: number) {
      room(order).snoozed_until = until;
    },
    end(order: number) {
      Object.assign(room(order), { is_done: true, snoozed_until: null });
    },
    /** The room stands before the expert's eyes. */
    read(order: number) {
      room(order).unread = 0;
    },
    /** The orders that owe an answer, the longest-owed first. */
    owed: (now = Date.now()) => all().filter((one) => isOwed(one, now)).sort((one, two) => (one.asked[0] ?? 0) - (two.asked[0] ?? 0)).map(({ order }) => order),
    unread: () => counts('unread'),
    told: () => counts('told'),
    promised: () => all().filter(({ is_promised }) => is_promised).map(({ order }) => order).sort((one, two) => one - two),
  };
}
