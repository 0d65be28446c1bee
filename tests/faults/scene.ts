import { setTimeout as delay } from 'node:timers/promises';
import { check, doubts } from './history/check';
import { everythingTold } from './history/rules/telling';
import type { Count, Tellings, Violation } from './history/history';
import { createDevice, type Device, type DeviceOptions } from './load/device';
import { startLoad, type Load, type Seat } from './load/load';
import { shiftClock } from './load/clock';
import { createLog, type Log } from './load/log';
import { startOwnClient, type OwnClient } from './load/own_client';
import { createRandom, type Random } from './load/random';
import { inTurns, observe, observeTables } from './stage/observe';
import type { Actor, Cast } from './stage/cast';
import { Impossible } from './stage/impossible';
import { openStage, type Ground, type Stage, type StageOptions } from './stage/stage';

export type Size = 'short' | 'long';

/** One fault under load, and what is promised to hold all the same. */
export type Scenario = {
  name: string;
  /** What is done, in one sentence. */
  says: string;
  /** The numbers of the promises in docs/reliability.md that it proves. */
  promises: readonly number[];
  /** Left out of the short set: too long, too large, or not possible on every machine. */
  isLongOnly?: boolean;
  stage(size: Size): Omit<StageOptions, 'nodes'> & { nodes?: number };
  /** A database server of its own, in place of the one that the others share. Throws `Impossible` where it cannot be had. */
  ground?: () => Promise<Ground>;
  /** Average pause of an agent between two deeds; null: nobody is there but whom the scenario brings. */
  thinkMs: number | null;
  /** Who of the cast is at work; absent: all. */
  staff?(cast: Cast): readonly Actor[];
  /** How wrong the clock of all clients is. */
  clockOffMs?: number;
  /** Operations that have to be acknowledged for the run to mean anything. */
  wanted: number;
  play(scene: Scene): Promise<void>;
};

/** What a scenario works with while it plays. */
export type Scene = {
  size: Size;
  ground: Ground;
  stage: Stage;
  log: Log;
  load: Load;
  random: Random;
  /** How long something lasts: the first in the short set, the second in the long one. */
  by<T>(short: T, long: T): T;
  /** A fault that has to be seen; answers what counts it. */
  fault(what: string): { see(times?: number): void };
  /** A figure for the report; of several of one name the worst stays. */
  measure(name: string, value: number, unit: 'ms' | 'MB' | ''): void;
  /** Something that must hold beside the history. */
  must(holds: boolean, says: string): void;
  /** One more device, which has to come to the same as all others. */
  join(actor: Actor, url?: string, more?: Partial<DeviceOptions>): Device;
  /** The product's own client of somebody, which reads and writes nothing, and has to come to the same as all others. */
  joinOwn(actor: Actor, url: string): Promise<OwnClient>;
  /** A device that is not expected to see everything. */
  watch(actor: Actor, more?: Partial<DeviceOptions>): Device;
  /** His sessions have ended: he cannot be asked any more. */
  dismiss(actor: Actor): void;
  /** This has to be told to somebody outside by the end, at the latest so long after the last deed. */
  expectTellings(tellings: Tellings, withinMs: number): void;
  /** Is done once everything was looked at. */
  atEnd(work: () => Promise<void>): void;
  /** Lets the load work until so many further operations were acknowledged. */
  work(operations: number): Promise<void>;
  /** Resolves once it holds; breaks the scenario when it does not in time. */
  until(says: string, holds: () => boolean | Promise<boolean>, withinMs?: number): Promise<void>;
  /** From here on everything is in order again: what has not come to rest is measured against it. */
  healed(): void;
};

export type Figure = { name: string; value: number; unit: 'ms' | 'MB' | '' };
export type Result = {
  scenario: Pick<Scenario, 'name' | 'says' | 'promises'>;
  seed: number;
  seconds: number;
  nodes: number;
  faults: { what: string; seen: number }[];
  operations: Record<'ok' | 'fail' | 'info', number>;
  figures: Figure[];
  violations: Violation[];
  /** Why the run proves nothing. */
  doubts: string[];
  /** The machine does not allow it. */
  impossible: string | null;
};

const CONVERGENCE_MS = 30_000;
const OWN_PAUSE_MS = 250;
/** Of very many people these speak for all when every node is asked. */
const ASKED_PEOPLE = 40;

/** Plays a scenario, lets everything come to rest, and holds the history against the promises. */
export async function play(scenario: Scenario, ground: Ground, { size, seed }: { size: Size; seed: number }): Promise<Result> {
  const started = performance.now();
  const random = createRandom(seed).fork(scenario.name);
  const stage = await openStage(ground, { nodes: size === 'short' ? 1 : Number(process.env.FAULTS_NODES ?? '2'), ...scenario.stage(size) });
  const log = createLog();
  const load = startLoad({ stage, people: scenario.thinkMs === null ? [] : (scenario.staff?.(stage.cast) ?? stage.cast.all), random: random.fork('load'), log, thinkMs: scenario.thinkMs ?? 0 });
  // Both sides of the first room have the product's own client as well.
  const owners = scenario.thinkMs === null ? [] : [stage.cast.rooms[0]!.expert, stage.cast.rooms[0]!.client];
  const setRight = shiftClock(scenario.clockOffMs ?? 0);
  const own = await Promise.all(owners.map((actor, index) => startOwnClient(actor, stage.nodes.at(-1 - index)?.url ?? stage.nodes[0]!.url, { log, random: random.fork(`own ${index}`), pauseMs: OWN_PAUSE_MS })));
  const joined: Seat[] = [];
  const watching: Device[] = [];
  const dismissed = new Set<Actor>();
  const faults: { what: string; seen: number }[] = [];
  const figures = new Map<string, Figure>();
  const broken: string[] = [];
  let healedAt: number | null = null;
  let told: Told | null = null;
  const endings: (() => Promise<void>)[] = [];
  const measure: Scene['measure'] = (name, value, unit) => {
    if (value >= (figures.get(name)?.value ?? 0)) figures.set(name, { name, value, unit });
  };
  const until: Scene['until'] = async (says, holds, withinMs = 30_000) => {
    for (const deadline = log.now() + withinMs; !(await holds()); await delay(20)) if (log.now() > deadline) throw new Error(`in ${withinMs / 1000} s it did not come to it: ${says}`);
  };
  const scene: Scene = {
    size, ground, stage, log, load, random, measure, until,
    by: (short, long) => (size === 'short' ? short : long),
    fault(what) {
      const fault = { what, seen: 0 };
      faults.push(fault);
      return { see: (times = 1) => void (fault.seen += times) };
    },
    must: (holds, says) => void (holds || broken.push(says)),
    watch(actor, more = {}) {
      const device = createDevice(actor, { url: stage.nodes[0]!.url, now: log.now, ...more });
      watching.push(device);
      return device;
    },
    join(actor, url = stage.nodes[0]!.url, more = {}) {
      const device = scene.watch(actor, { url, ...more });
      joined.push({ actor, device });
      return device;
    },
    async joinOwn(actor, url) {
      const client = await startOwnClient(actor, url, { log, random: random.fork(`own of ${actor.user}`), pauseMs: null });
      own.push(client);
      return client;
    },
    expectTellings: (tellings, withinMs) => void (told = { tellings, withinMs }),
    atEnd: (work) => void endings.push(work),
    dismiss: (actor) => void dismissed.add(actor),
    work(operations) {
      const goal = load.acknowledged() + operations;
      return until(`${operations} more operations are acknowledged`, () => load.acknowledged() >= goal, 60_000);
    },
    healed: () => void (healedAt = log.now()),
  };
  try {
    await scenario.play(scene).catch((error: unknown) => {
      if (error instanceof Impossible) throw error;
      broken.push(error instanceof Error ? error.message : String(error));
    });
    const rest = { stage, seats: [...load.seats, ...joined], own, log, measure, broken };
    await Promise.all([load.stop(), ...own.map((client) => client.stop())]);
    await comeToRest(rest);
    if (told !== null) await allToBeTold(told, rest);
    for (const { name, process } of stage.nodes) if (process().hasEnded()) broken.push(`${name} has ended by itself`);
    const observed = await observe(stage, rest.seats, own, stage.cast.all.filter((actor) => !dismissed.has(actor)).slice(0, ASKED_PEOPLE));
    measureTimes(load.deliveries(), log, healedAt, measure);
    const operations = { ok: 0, fail: 0, info: 0 };
    for (const { outcome } of log.operations) operations[outcome.kind] += 1;
    const evidence = { acknowledged: operations.ok, wanted: scenario.wanted, faults, places: new Set(observed.timelines.map(({ place }) => place)).size };
    return {
      scenario: { name: scenario.name, says: scenario.says, promises: scenario.promises },
      seed,
      seconds: (performance.now() - started) / 1000,
      nodes: stage.nodes.length,
      faults,
      operations,
      figures: [...figures.values()],
      violations: [...broken.map((says) => ({ rule: 'scenario', says })), ...check({ operations: log.operations, ...observed, tellings: (told as Told | null)?.tellings ?? null })],
      doubts: doubts(evidence),
      impossible: null,
    };
  } finally {
    await Promise.all(own.map((client) => client.close()));
    setRight();
    load.close();
    for (const device of watching) device.close();
    for (const work of endings) await work();
    ground.wire.restore();
    await stage.close();
  }
}

/** The result of a scenario that this machine does not allow. */
export function notPlayed({ name, says, promises }: Scenario, seed: number, impossible: string): Result {
  return { scenario: { name, says, promises }, seed, seconds: 0, nodes: 0, faults: [], operations: { ok: 0, fail: 0, info: 0 }, figures: [], violations: [], doubts: [], impossible };
}

type Rest = { stage: Stage; seats: readonly Seat[]; own: readonly OwnClient[]; log: Log; measure: Scene['measure']; broken: string[] };

/** Every node answers, every device stands as the tables do; nothing is done for it. */
async function comeToRest({ stage, seats, own, log, measure, broken }: Rest): Promise<void> {
  const began = log.now();
  const isLate = () => log.now() > began + CONVERGENCE_MS;
  for (const { url, name } of stage.nodes) {
    while (!(await fetch(`${url}/readyz`).then(({ ok }) => ok, () => false))) {
      if (isLate()) return void broken.push(`${name} does not become ready`);
      await delay(50);
    }
  }
  for (const client of own) {
    while (client.waiting() > 0) {
      if (isLate()) return void broken.push(`${client.waiting()} messages are left in the outbox of the own client of ${client.actor.user}`);
      await delay(20);
    }
  }
  const { timelines, counts } = await observeTables(stage);
  const last = new Map(timelines.map(({ room, messages }) => [room, lastRev(messages)]));
  await inTurns(seats, 50, async ({ actor, device }) => {
    while (actor.rooms.some((room) => lastRev(device.timeline(room)) !== last.get(room))) {
      if (isLate()) return void broken.push(`the device of ${actor.user} did not come to what the tables say: ${device.state()}`);
      await delay(20);
    }
    if (device.disconnections() > 0) measure('caught up after being connected again', device.slowestCatchUpMs(), 'ms');
  });
  const standing = ({ user, room, last_seq, read_seq, unread_count }: Count) => [user, room, last_seq, read_seq, unread_count].join();
  const stored = new Set(counts.map(standing));
  for (const client of own) {
    while (!client.counts().every((count) => stored.has(standing(count)))) {
      if (isLate()) return void broken.push(`the own client of ${client.actor.user} did not come to what the tables count`);
      await delay(20);
    }
  }
  measure('everybody equal after the last deed', log.now() - began, 'ms');
}

type Told = { tellings: Tellings; withinMs: number };

/** Whoever tells of it does so in his own time. */
async function allToBeTold({ tellings, withinMs }: Told, { stage, log, measure }: Rest): Promise<void> {
  const began = log.now();
  const { timelines } = await observeTables(stage);
  while (everythingTold({ operations: [], counts: [], sums: [], files: [], timelines, tellings }).length > 0 && log.now() < began + withinMs) await delay(200);
  measure('everything told after coming to rest', log.now() - began, 'ms');
}

const lastRev = (messages: readonly { rev: number }[]): number => messages.reduce((most, { rev }) => Math.max(most, rev), 0);

function measureTimes(deliveries: number[], log: Log, healedAt: number | null, measure: Scene['measure']): void {
  const sorted = [...deliveries].sort((one, other) => one - other);
  for (const [name, share] of [['delivery p50', 0.5], ['delivery p99', 0.99], ['delivery worst', 1]] as const) {
    const at = sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))];
    if (at !== undefined) measure(name, at, 'ms');
  }
  const first = log.operations.find(({ outcome, ended }) => outcome.kind === 'ok' && healedAt !== null && ended > healedAt);
  if (first !== undefined && healedAt !== null) measure('first acknowledgment after healing', first.ended - healedAt, 'ms');
}
