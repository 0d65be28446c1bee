import { grouped, type PostAttempt } from '../history/history';
import type { Actor } from '../stage/cast';
import type { Stage } from '../stage/stage';
import { startAgent, type Agent } from './agent';
import { createDevice, type Device } from './device';
import type { Log } from './log';
import type { Random } from './random';

/** Who sits at which device. */
export type Seat = { actor: Actor; device: Device };

/** Everybody of the cast at work: each with a device that is connected to one of the nodes. */
export type Load = {
  seats: readonly Seat[];
  /** Milliseconds from sending to standing at another's device, for each message that was told by a fact; of those that were sent since then, and not in this room. */
  deliveries(which?: { since: number; exceptIn: number }): number[];
  acknowledged(): number;
  /** Everybody finishes what he has begun. */
  stop(): Promise<void>;
  close(): void;
};

export type LoadOptions = { stage: Stage; people: readonly Actor[]; random: Random; log: Log; thinkMs: number };

export function startLoad({ stage, people, random, log, thinkMs }: LoadOptions): Load {
  const { cast, nodes } = stage;
  const urls = nodes.map(({ url }) => url);
  const arrivals: Arrival[] = [];
  const seats: Seat[] = [];
  const agents: Agent[] = [];
  for (const [index, actor] of people.entries()) {
    const device = createDevice(actor, {
      url: nodes[index % nodes.length]!.url,
      now: log.now,
      onFact: ({ sender, client_message_id }) => sender !== actor.user && arrivals.push({ client_message_id, at: log.now() }),
    });
    seats.push({ actor, device });
    const strange = cast.rooms.find(({ id }) => !actor.rooms.includes(id));
    agents.push(startAgent({ actor, device, urls, random: random.fork(`actor ${index}`), log, thinkMs, strangeRoom: strange?.id ?? null }));
  }
  return {
    seats,
    deliveries: (which) => deliveriesOf(log, arrivals, which),
    acknowledged: () => log.operations.filter(({ outcome }) => outcome.kind === 'ok').length,
    stop: async () => void (await Promise.all(agents.map((agent) => agent.stop()))),
    close: () => seats.forEach(({ device }) => device.close()),
  };
}

type Arrival = { client_message_id: string; at: number };

/** Only of messages that were sent once: of the others nobody knows which attempt it was that arrived. */
function deliveriesOf(log: Log, arrivals: readonly Arrival[], { since, exceptIn } = { since: 0, exceptIn: 0 }): number[] {
  const attempts = grouped(log.operations.filter((one): one is PostAttempt => one.kind === 'post'), (one) => one.client_message_id);
  return arrivals.flatMap(({ client_message_id, at }) => {
    const [only, ...others] = attempts.get(client_message_id) ?? [];
    if (only === undefined || only.invoked < since || only.room === exceptIn) return [];
    return only.outcome.kind === 'ok' && others.length === 0 && !log.outboxed.has(client_message_id) ? [at - only.invoked] : [];
  });
}
