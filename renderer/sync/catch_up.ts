import { applyInboxPage, keepOnly } from '../store/facts';
import { needsAsking } from '../store/rooms';
import { areSame, totalsOf } from '../store/room_lists';
import type { ChatState, ChatStore } from '../store/chat';
import type { InboxAnswer } from '../../protocol/requests';
import type { Request } from './socket';

export type CatchUp = {
  /** Catches up; calls that come while one runs share the one after it. Resolves to whether it came to its end. */
  run(timeoutMs?: number): Promise<boolean>;
  /** As when somebody doubts a number: what changed and the sums, and unless told otherwise everything anew. */
  recount(isWhole?: boolean): Promise<boolean>;
  /** An answer is awaited. */
  isRunning(): boolean;
  /** Facts may have been missed: now, and again until it stays quiet. */
  stale(): void;
  stop(): void;
  /** Forgets where it stood: the next one brings everything. */
  reset(): void;
  /** Begins where an earlier page stood, which had all rooms; null: with everything. */
  resume(cursor: string | null): void;
  /** Everything up to here is in the store; null while it is not known how much that is. */
  position(): string | null;
};

export type CatchUpEvents = {
  /** These rooms came new or changed. */
  brought(rooms: readonly number[]): void;
  /** No answer came in time. */
  silent(): void;
  /** The server does not know the cursor: what is here may come from another one. */
  strange(): void;
};

const EVERY_MS = 60_000;
const STALE_MS = 10_000;
const QUIET_ROUNDS = 3;
const AGAIN_MS = 1_000;
const AGAIN_MAX_MS = 5_000;
const FULL_AGAIN_MS = 5 * 60_000;

/** First load, reconnect, wake and missed facts alike: everything that changed since the cursor, page by page. */
export function createCatchUp(store: ChatStore, request: Request, events: CatchUpEvents): CatchUp {
  let cursor: string | undefined;
  let reached: string | null = null;
  /** What a catch-up from the beginning has brought so far; null when none is under way. */
  let seen: Set<number> | null = new Set();
  let known: ChatState['rooms'] = new Map();
  let lastFullAt = 0;
  let running: Promise<boolean> | null = null;
  let next: Promise<boolean> | null = null;
  let generation = 0;
  let minute: ReturnType<typeof setTimeout> | undefined;
  let staleness: ReturnType<typeof setTimeout> | undefined;
  let noisyRounds = 0;
  let failures = 0;

  function run(timeoutMs?: number): Promise<boolean> {
    if (!running) return (running = pages(timeoutMs).finally(() => (running = null)));
    return (next ??= running.then(() => ((next = null), run(timeoutMs))));
  }

  async function pages(timeoutMs: number | undefined): Promise<boolean> {
    const mine = generation;
    clearTimeout(minute);
    for (;;) {
      if (seen?.size === 0) known = store.getState().rooms;
      const before = store.getState().rooms;
      const answer = await request('inbox:catch_up', cursor === undefined ? {} : { cursor }, timeoutMs);
      if (mine !== generation) return false;
      if (!answer.ok) return failed(answer.error.code, answer.error.retry_after);
      const wasUntouched = store.getState().rooms === before;
      if (cursor !== undefined && answer.is_whole) begin(before);
      take(answer, before);
      if (answer.has_more) continue;
      finish(answer, wasUntouched);
      return true;
    }
  }

  /** The answer is the first page of everything, though it was asked for less. */
  function begin(before: ChatState['rooms']): void {
    seen = new Set();
    reached = null;
    known = before;
    events.strange();
  }

  function take(answer: InboxAnswer, before: ChatState['rooms']): void {
    cursor = answer.cursor;
    for (const room of answer.rooms) seen?.add(room.id);
    if (answer.rooms.some((room) => room.last_rev > (before.get(room.id)?.room.last_rev ?? -1))) noisyRounds = QUIET_ROUNDS;
    if (answer.rooms.length > 0 || answer.gone.length > 0) {
      store.setState((state) => applyInboxPage(state, answer, before));
    }
    store.setState({ server_totals: answer.totals, edit_ms: answer.edit_ms ?? 0, clock_ahead_ms: answer.now === undefined ? 0 : Date.parse(answer.now) - Date.now() });
    events.brought(answer.rooms.map((room) => room.id));
  }

  function finish(answer: InboxAnswer, wasUntouched: boolean): void {
    failures = 0;
    const whole = seen;
    seen = null;
    reached = answer.cursor;
    if (whole) store.setState((state) => keepOnly(state, whole, known));
    store.setState({ is_caught_up: true, has_all_rooms: true, as_of: Date.now() });
    known = new Map();
    schedule(EVERY_MS * (0.8 + Math.random() * 0.4));
    const isSettled = wasUntouched && ![...store.getState().rooms.values()].some(needsAsking);
    const areEqual = areSame(totalsOf(store.getState().rooms), answer.totals);
    if (areEqual) store.setState({ totals_agreed_at: new Date().toISOString() });
    if (!isSettled || areEqual) return;
    // Something was lost that no number betrays: once more from the beginning, but not again and again.
    if (Date.now() - lastFullAt < FULL_AGAIN_MS) return;
    lastFullAt = Date.now();
    anew();
    void run();
  }

  function anew(): void {
    cursor = undefined;
    reached = null;
    seen = new Set();
  }

  function failed(code: string, retryAfter: number | undefined): false {
    if (code === 'timeout') events.silent();
    if (code === 'bad_request') anew();
    failures += 1;
    const patience = Math.min(AGAIN_MAX_MS, AGAIN_MS * 2 ** (failures - 1));
    // Disconnected: the next connect catches up by itself.
    if (code !== 'offline') schedule(Math.max(patience, (retryAfter ?? 0) * 1000) * (0.5 + Math.random()));
    return false;
  }

  function schedule(delayMs: number): void {
    clearTimeout(minute);
    minute = setTimeout(() => void run(), delayMs);
  }

  function round(): void {
    clearTimeout(staleness);
    noisyRounds -= 1;
    void run().then(() => {
      if (noisyRounds > 0) staleness = setTimeout(round, STALE_MS);
    });
  }

  return {
    run,
    isRunning: () => running !== null,
    async recount(isWhole = true) {
      if (!isWhole) return run();
      while (running) await running;
      cursor = undefined;
      seen = new Set();
      return run();
    },
    stale() {
      noisyRounds = QUIET_ROUNDS;
      clearTimeout(staleness);
      // Everybody heard it at the same moment.
      staleness = setTimeout(round, Math.random() * 1_000);
    },
    stop() {
      clearTimeout(minute);
      clearTimeout(staleness);
      noisyRounds = 0;
    },
    reset() {
      generation += 1;
      anew();
      lastFullAt = 0;
    },
    resume(from) {
      cursor = from ?? undefined;
      reached = from;
      seen = from === null ? new Set() : null;
    },
    position: () => reached,
  };
}
