import { randomUUID } from 'node:crypto';
import type { Socket } from 'socket.io-client';
import { ms, percentile, perSecond, type Figure } from './measure';

/** One conversation: whoever sends, and whoever must hear it. */
export type Channel = { room: number; sender: Socket; receiver: Socket };

const DURATION_MS = 8_000;

/** Counts a message as done when it was acknowledged to its sender and delivered to the other side. */
function exchange(channel: Channel, heard: Map<string, () => void>): Promise<void> {
  const client_message_id = randomUUID();
  const delivered = new Promise<void>((resolve) => heard.set(client_message_id, resolve));
  const post = channel.sender.emitWithAck('message:post', { room: channel.room, message: 'a message of an ordinary length', client_message_id });
  return Promise.all([post.then((answer: { ok: boolean }) => (answer.ok ? undefined : Promise.reject(new Error(JSON.stringify(answer))))), delivered]).then(
    () => void heard.delete(client_message_id),
  );
}

function listen(channels: readonly Channel[]): Map<string, () => void> {
  const heard = new Map<string, () => void>();
  for (const { receiver } of channels) {
    receiver.on('message:posted', ({ message }: { message: { client_message_id: string } }) => heard.get(message.client_message_id)?.());
  }
  return heard;
}

/** What one run says: messages a second, and how long one took. */
export type Run = { rate: number; p50: number; p99: number };

/** As many as the server takes, with this many in flight. */
export async function runRate(channels: readonly Channel[], inFlight: number, duration: number): Promise<Run> {
  const heard = listen(channels);
  const latencies: number[] = [];
  const end = performance.now() + duration;
  const lane = async (index: number) => {
    for (let turn = index; performance.now() < end; turn += inFlight) {
      const begun = performance.now();
      await exchange(channels[turn % channels.length]!, heard);
      latencies.push(performance.now() - begun);
    }
  };
  const begun = performance.now();
  await Promise.all(Array.from({ length: inFlight }, (_, index) => lane(index)));
  return summed(latencies, performance.now() - begun, channels);
}

/** A fixed rate; each message's time counts from when it was due, so that a stall is not left out of the sample. */
export async function runSteady(channels: readonly Channel[], perSecond: number, duration: number): Promise<Run> {
  const heard = listen(channels);
  const latencies: number[] = [];
  const total = (duration / 1000) * perSecond;
  const begun = performance.now();
  const running: Promise<void>[] = [];
  for (let index = 0; index < total; index += 1) {
    const due = begun + (index * 1000) / perSecond;
    const wait = due - performance.now();
    if (wait > 0) await new Promise((resolve) => setTimeout(resolve, wait));
    // A timer may come a little early.
    const from = Math.min(due, performance.now());
    running.push(exchange(channels[index % channels.length]!, heard).then(() => void latencies.push(performance.now() - from)));
  }
  await Promise.all(running);
  return summed(latencies, performance.now() - begun, channels);
}

function summed(latencies: readonly number[], took: number, channels: readonly Channel[]): Run {
  for (const { receiver } of channels) receiver.off('message:posted');
  return { rate: (latencies.length / took) * 1000, p50: percentile(latencies, 0.5), p99: percentile(latencies, 0.99) };
}

/** One rate as lines of a table. */
export async function measureRate(name: string, channels: readonly Channel[], inFlight: number): Promise<Figure[]> {
  const { rate, p50, p99 } = await runRate(channels, inFlight, DURATION_MS);
  return [
    { what: `${name}, ${inFlight} in flight: posts acknowledged and delivered`, value: perSecond(rate) },
    { what: `${name}, ${inFlight} in flight: p50 / p99`, value: `${ms(p50)} / ${ms(p99)}` },
  ];
}
