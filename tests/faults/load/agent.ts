import { setTimeout as delay } from 'node:timers/promises';
import type { Message } from '../../../protocol/entities';
import type { DeleteAttempt, EditAttempt, PostAttempt, ReadAttempt } from '../history/history';
import type { Actor } from '../stage/cast';
import type { Device } from './device';
import { request } from './http';
import type { Log } from './log';
import type { Random } from './random';

export type PostIntent = Pick<PostAttempt, 'room' | 'user' | 'client_message_id' | 'message'> & { sha256?: readonly string[]; attachments?: readonly number[] };
/** By which way an attempt goes: this device's socket, or HTTP at this address. */
export type Way = { device: Device } | { url: string };

/** How somebody behaves who writes, reads, edits and deletes. */
export type AgentOptions = {
  actor: Actor;
  device: Device;
  /** Addresses for HTTP, in no order. */
  urls: readonly string[];
  random: Random;
  log: Log;
  /** Pause between two deeds, on average. */
  thinkMs: number;
  /** A room in which he has no business. */
  strangeRoom: number | null;
};

export type Agent = { stop(): Promise<void> };

/** An intent of unknown outcome is asked for again for this long after everything is well. */
const PERSISTENCE_MS = 40_000;

/** One attempt to post, noted. */
export function tryPost(log: Log, actor: Pick<Actor, 'user' | 'token'>, intent: PostIntent, way: Way): Promise<PostAttempt['outcome']> {
  const { room, client_message_id, message, attachments, sha256 = [] } = intent;
  const payload = { room, message, client_message_id, ...(attachments === undefined ? {} : { attachments: [...attachments] }) };
  const numbers = ({ id, seq }: Message) => ({ id, seq });
  return log.attempt<PostAttempt>({ kind: 'post', user: actor.user, room, client_message_id, message, sha256, lane: 'device' in way ? way.device.lane() : null }, async () => {
    if ('device' in way) return way.device.ask('message:post', payload, (answer) => numbers(answer.message));
    const outcome = await request<Message>(way.url, actor.token, 'POST', '/api/chat/messages', payload);
    return outcome.kind === 'ok' ? { kind: 'ok', answer: numbers(outcome.answer) } : outcome;
  });
}

/** Somebody who goes on until he is told to stop, and then until nothing of his is unknown any more. */
export function startAgent({ actor, device, urls, random, log, thinkMs, strangeRoom }: AgentOptions): Agent {
  let isStopped = false;
  let number = 0;
  const mine: { id: number; room: number }[] = [];
  const way = (): Way => (device.socket.connected && random.chance(0.7) ? { device } : { url: random.pick(urls) });

  const intend = (room = random.pick(actor.rooms)): PostIntent => ({ room, user: actor.user, client_message_id: random.uuid(), message: `${actor.user} says ${(number += 1)}: ${'слово '.repeat(random.below(20))}` });

  /** As an outbox does: the same id until the outcome is known. */
  async function deliver(intent: PostIntent): Promise<void> {
    for (const until = log.now() + PERSISTENCE_MS; log.now() < until; await delay(random.between(50, 500))) {
      const outcome = await tryPost(log, actor, intent, way());
      if (outcome.kind === 'info') continue;
      if (outcome.kind === 'ok') mine.push({ id: outcome.answer.id, room: intent.room });
      return;
    }
  }

  /** Several at once on one connection, without waiting for the first. */
  async function hurry(): Promise<void> {
    const room = random.pick(actor.rooms);
    const intents = Array.from({ length: 4 }, () => intend(room));
    if (!device.socket.connected) return deliver(intents[0]!);
    const outcomes = await Promise.all(intents.map((intent) => tryPost(log, actor, intent, { device })));
    for (const [index, { kind }] of outcomes.entries()) if (kind === 'info') await deliver(intents[index]!);
  }

  /** The same message by several ways at once. */
  async function insist(): Promise<void> {
    const intent = intend();
    await Promise.all([tryPost(log, actor, intent, way()), tryPost(log, actor, intent, { url: random.pick(urls) }), deliver(intent)]);
  }

  /** Another text under an id that is taken, or a room that is none of his: both are refused. */
  async function trespass(): Promise<void> {
    const intent = intend();
    if (strangeRoom !== null && random.chance(0.5)) {
      await tryPost(log, actor, { ...intent, room: strangeRoom }, way());
      return;
    }
    await deliver(intent);
    const repeated = await tryPost(log, actor, intent, way());
    if (repeated.kind === 'ok') await tryPost(log, actor, { ...intent, message: 'another text' }, way());
  }

  async function change(): Promise<void> {
    const one = mine.length === 0 ? undefined : random.pick(mine);
    if (one === undefined || !device.socket.connected) return;
    const asked = { user: actor.user, room: one.room, lane: device.lane(), id: one.id };
    const rev = (answer: { message: Message }) => ({ rev: answer.message.rev });
    if (random.chance(0.3)) await log.attempt<DeleteAttempt>({ kind: 'delete', ...asked }, () => device.ask('message:delete', { id: one.id }, rev));
    else {
      const message = `${actor.user} edits ${(number += 1)}`;
      await log.attempt<EditAttempt>({ kind: 'edit', ...asked, message }, () => device.ask('message:edit', { id: one.id, message }, rev));
    }
  }

  async function read(): Promise<void> {
    const room = random.pick(actor.rooms);
    const seq = device.lastSeq(room);
    const by = way();
    await log.attempt<ReadAttempt>({ kind: 'read', user: actor.user, room, seq, lane: 'device' in by ? device.lane() : null }, async () => {
      if ('device' in by) return device.ask('room:read', { room, seq }, ({ read_seq }) => ({ read_seq }));
      const outcome = await request<{ read_seq: number }>(by.url, actor.token, 'POST', `/api/chat/rooms/${room}/mark_read`, { seq });
      return outcome.kind === 'ok' ? { kind: 'ok', answer: { read_seq: outcome.answer.read_seq } } : outcome;
    });
  }

  const deeds: readonly (readonly [share: number, deed: () => Promise<void>])[] = [
    [0.55, () => deliver(intend())],
    [0.63, hurry],
    [0.71, insist],
    [0.75, trespass],
    [0.85, change],
    [1, read],
  ];

  const life = (async () => {
    while (!isStopped) {
      await delay(random.between(0, 2 * thinkMs));
      if (isStopped) return;
      const chance = random.next();
      await deeds.find(([share]) => chance < share)![1]();
    }
  })();
  return {
    stop() {
      isStopped = true;
      return life;
    },
  };
}
