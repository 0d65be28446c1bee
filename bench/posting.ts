import { randomUUID } from 'node:crypto';
import type { Socket } from 'socket.io-client';
import { ms, percentile, perSecond, type Figure } from './measure';

/** One conversation: whoever sends, and whoever must hear it. */
export type Channel = { room: number; sender: Socket; receiver: Socket };

const DURATION_MS = 8_000;
const STEADY_PER_SECOND = 200;

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

/** As many as the server takes, with this many in flight. */
export async function measureRate(name: string, channels: readonly Channel[], inFlight: number): Promise<Figure[]> {
  const heard = listen(channels);
  const latencies: number[] = [];
  const end = performance.now() + DURATION_MS;
  const lane = async (index: number) => {
    for (let turn = index; performance.now() < end; turn += inFlight) {
      const begun = performance.now();
      await exchange(channels[turn % channels.length]!, heard);
      latencies.push(performance.now() - begun);
    }
  };
  const begun = performance.now();
  await Promise.all(Array.from({ length: inFlight }, (_, index) => lane(index)));
  const seconds = (performance.now() - begun) / 1000;
  return [
    { what: `${name}, ${inFlight} in flight: posts acknowledged and delivered`, value: perSecond(latencies.length / seconds) },
    { what: `${name}, ${inFlight} in flight: p50 / p99`, value: `${ms(percentile(latencies, 0.5))} / ${ms(percentile(latencies, 0.99))}` },
  ];
}

/** A fixed rate; each message's time counts from when it was due, so that a stall is not left out of the sample. */
export async function measureSteady(name: string, channels: readonly Channel[]): Promise<Figure[]> {
  const heard = listen(channels);
  const latencies: number[] = [];
  const total = (DURATION_MS / 1000) * STEADY_PER_SECOND;
  const begun = performance.now();
  const running: Promise<void>[] = [];
  for (let index = 0; index < total; index += 1) {
    const due = begun + (index * 1000) / STEADY_PER_SECOND;
    const wait = due - performance.now();
    if (wait > 0) await new Promise((resolve) => setTimeout(resolve, wait));
    running.push(exchange(channels[index % channels.length]!, heard).then(() => void latencies.push(performance.now() - due)));
  }
  await Promise.all(running);
  return [{ what: `${name}, steady ${STEADY_PER_SECOND} a second: p50 / p99`, value: `${ms(percentile(latencies, 0.5))} / ${ms(percentile(latencies, 0.99))}` }];
}
