import { randomBytes } from 'node:crypto';
import type { Logger } from 'pino';
import type { Presence } from '../domain/presence';
import type { Viewing } from '../domain/viewing';
import type { Happening } from '../happening';
import type { OpenBus } from './bus';
import { readEnvelope, type Said } from './message';

/** A process that is not heard for this long is gone, and so are its users. */
const GONE_MS = 10_000;
/** Whoever does not hear himself for this long is alone. */
const ALONE_MS = 3_000;
const BEAT_MS = 1_000;
/** Facts are missed while a process is alone: its clients are told again and again, so that each is caught up within ten seconds. */
const STALE_EVERY_MS = 7_000;
/** Holes that are found together are told together. */
const STALE_AGAIN_MS = 1_000;
/** Another process that is silent may be cut off and serve its clients all the same; after this time it counts as dead. */
const DOUBT_MS = 60_000;
/** For this long the number of one that is gone is remembered: it may come back. */
const REMEMBERED_MS = 3_600_000;
/** Comings and goings are told together. */
const GATHER_MS = 50;

export type NodesOptions = {
  openBus: OpenBus;
  presence: Presence;
  viewing: Viewing;
  log: Logger;
  /** To the devices of this process. */
  tellHere(happenings: readonly Happening[]): void;
  /** These users came or went with another process, which cannot tell it. */
  movedElsewhere(users: readonly number[]): void;
  /** Facts from other processes may have been missed. */
  missed(): void;
};

export type Nodes = {
  tell(happenings: readonly Happening[]): void;
  /** From now on no going is told: the connections here are ended so that they come back elsewhere. */
  leave(): void;
  /** Whether the others hear this process and it them. */
  isTogether(): boolean;
  /** How many others there are. */
  others(): number;
  close(): Promise<void>;
};

/** `isHere`: its users count. `hasLeft`: it said goodbye. */
type Other = { n: number; heardAt: number; isHere: boolean; hasLeft: boolean };

/**
 * This process among the others. Every text carries its sender's number, so that a hole is noticed by whoever has missed something, as in
 * a room. What a process knows of another one's users it was told by that one: the whole when they meet or after a hole, else the changes.
 */
export function startNodes({ openBus, presence, viewing, log, tellHere, movedElsewhere, missed }: NodesOptions): Nodes {
  const self = randomBytes(8).toString('hex');
  const others = new Map<string, Other>();
  let n = 0;
  let isLeaving = false;
  let heardSelfAt = Date.now();
  let state: 'starting' | 'together' | 'alone' = 'starting';
  let staleAt = 0;
  let stale: NodeJS.Timeout | undefined;
  let gathering: NodeJS.Timeout | undefined;
  let answering: NodeJS.Timeout | undefined;
  const came = new Set<number>();
  const gone = new Set<number>();
  const bus = openBus(hear);

  function send(said: Said): void {
    bus.send(JSON.stringify({ node: self, n: ++n, said }));
  }

  function flushMoved(): void {
    clearTimeout(gathering);
    gathering = undefined;
    if (came.size === 0 && gone.size === 0) return;
    send({ kind: 'moved', came: [...came], gone: [...gone] });
    came.clear();
    gone.clear();
  }

  function sendAll(): void {
    flushMoved();
    send({ kind: 'all', users: presence.here(), shown: viewing.here() });
  }

  function hear(text: string): void {
    const envelope = readEnvelope(text);
    if (envelope === undefined) return;
    const { node, said } = envelope;
    if (node === self) return hearSelf();
    const other = others.get(node);
    const isNext = other !== undefined && envelope.n === other.n + 1;
    const isKnown = isNext && other.isHere;
    others.set(node, { n: envelope.n, heardAt: Date.now(), isHere: true, hasLeft: said.kind === 'bye' });
    if (!isKnown && said.kind !== 'all' && said.kind !== 'bye') send({ kind: 'ask', of: node });
    if (!isNext && other !== undefined) noteMissed();
    take(node, said);
  }

  function take(node: string, said: Said): void {
    if (said.kind === 'happened') tellHere(said.happenings);
    else if (said.kind === 'moved') presence.heard(node, said.came, said.gone);
    else if (said.kind === 'shows') viewing.heard(node, said.shown);
    else if (said.kind === 'ask' && (said.of === null || said.of === self)) {
      // Several may ask at once.
      answering ??= setTimeout(() => {
        answering = undefined;
        sendAll();
      }, GATHER_MS).unref();
    } else if (said.kind === 'all') {
      viewing.replace(node, said.shown);
      movedElsewhere(presence.replace(node, said.users));
    }
  }

  function hearSelf(): void {
    heardSelfAt = Date.now();
    if (state === 'together') return;
    const wasAlone = state === 'alone';
    state = 'together';
    for (const other of others.values()) other.heardAt = heardSelfAt;
    sendAll();
    send({ kind: 'ask', of: null });
    if (!wasAlone) return;
    log.info('together with the other processes again');
    noteMissed();
  }

  function noteMissed(): void {
    stale ??= setTimeout(() => {
      stale = undefined;
      staleAt = Date.now();
      missed();
    }, Math.max(0, staleAt + STALE_AGAIN_MS - Date.now())).unref();
  }

  function beat(): void {
    const now = Date.now();
    if (state !== 'alone' && (now - heardSelfAt > ALONE_MS || (state === 'together' && !bus.isOpen()))) {
      state = 'alone';
      log.warn('cut off from the other processes: clients are told to catch up until they are heard again');
      noteMissed();
    } else if (now - staleAt >= STALE_EVERY_MS && (state === 'alone' || isInDoubt(now))) noteMissed();
    if (state === 'together') for (const [node, other] of others) age(node, other, now);
    send({ kind: 'beat' });
  }

  /** Another process may be posting what this one does not hear of. */
  function isInDoubt(now: number): boolean {
    return [...others.values()].some(({ heardAt, hasLeft }) => !hasLeft && now - heardAt > ALONE_MS && now - heardAt < DOUBT_MS);
  }

  function age(node: string, other: Other, now: number): void {
    const silentMs = now - other.heardAt;
    if (silentMs > REMEMBERED_MS) others.delete(node);
    if (silentMs <= GONE_MS || !other.isHere) return;
    other.isHere = false;
    viewing.replace(node, []);
    const users = presence.replace(node, []);
    log[other.hasLeft ? 'info' : 'warn']({ node, users: users.length }, other.hasLeft ? 'another process has left' : 'another process is gone');
    movedElsewhere(users);
  }

  send({ kind: 'beat' });
  const beating = setInterval(beat, BEAT_MS);
  viewing.watch((shown) => send({ kind: 'shows', shown }));
  presence.watch((user, isHere) => {
    if (isLeaving) return;
    (isHere ? came : gone).add(user);
    (isHere ? gone : came).delete(user);
    gathering ??= setTimeout(flushMoved, GATHER_MS).unref();
  });

  return {
    tell(happenings) {
      if (happenings.length === 0) return;
      flushMoved();
      send({ kind: 'happened', happenings });
    },
    leave() {
      isLeaving = true;
    },
    isTogether: () => state === 'together',
    others: () => [...others.values()].filter(({ isHere, hasLeft }) => isHere && !hasLeft).length,
    async close() {
      clearInterval(beating);
      clearTimeout(gathering);
      clearTimeout(answering);
      clearTimeout(stale);
      send({ kind: 'bye' });
      await bus.close();
    },
  };
}
