import { randomUUID } from 'node:crypto';
import { io } from 'socket.io-client';
import type { Message } from '../../../protocol/entities';
import type { Acknowledgment } from '../../../protocol/requests';
import type { Person } from '../../support/people';

export type Stayer = {
  /** Sends until it is acknowledged, under one id, as the outbox does. Rejects when it is refused for good. */
  post(text: string): Promise<void>;
  texts(): string[];
  /** How often it has come back. */
  comebacks(): number;
  close(): void;
};

const ANSWER_MS = 3_000;

/** A device that comes back by itself and then catches its room up, as the pages do. */
export async function stay(url: string, person: Person, room: number): Promise<Stayer> {
  const socket = io(url, { transports: ['websocket'], forceNew: true, auth: { token: person.token }, reconnectionDelay: 50, reconnectionDelayMax: 500 });
  const texts = new Map<number, string>();
  let rev = 0;
  let connects = 0;
  const take = (message: Message) => void texts.set(message.seq, message.message);
  /** Asks until it is answered, as long as this connection stands; the next one asks for itself. */
  const catchUp = async (connection: number): Promise<void> => {
    const answer = (await socket.timeout(ANSWER_MS).emitWithAck('room:open', { room, since_rev: rev }).catch(() => undefined)) as Acknowledgment<'room:open'> | undefined;
    if (connection !== connects || !socket.connected) return;
    if (answer?.ok !== true) {
      await new Promise((resolve) => setTimeout(resolve, 50));
      return catchUp(connection);
    }
    for (const message of answer.messages) {
      take(message);
      rev = Math.max(rev, message.rev);
    }
    if (answer.has_more) await catchUp(connection);
  };
  socket.on('connect', () => {
    connects += 1;
    void catchUp(connects);
  });
  socket.io.on('reconnect_error', () => undefined);
  socket.on('disconnect', (reason) => {
    // A server that leaves cuts its clients; Socket.IO waits to be told in that case.
    if (reason === 'io server disconnect') socket.connect();
  });
  socket.on('connect_error', () => {
    if (!socket.active) setTimeout(() => socket.connect(), 100);
  });
  socket.on('message:posted', ({ message }: { message: Message }) => take(message));
  await new Promise<void>((resolve) => socket.once('connect', () => resolve()));
  return {
    async post(message) {
      const client_message_id = randomUUID();
      for (;;) {
        const answer = (await socket.timeout(ANSWER_MS).emitWithAck('message:post', { room, message, client_message_id }).catch(() => undefined)) as Acknowledgment<'message:post'> | undefined;
        if (answer?.ok === true) return;
        if (answer !== undefined && answer.error.code !== 'unavailable') throw new Error(answer.error.code);
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
    },
    texts: () => [...texts].sort(([one], [two]) => one - two).map(([, text]) => text),
    comebacks: () => connects - 1,
    close: () => socket.disconnect(),
  };
}
