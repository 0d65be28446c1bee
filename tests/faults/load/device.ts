import { io, type Socket } from 'socket.io-client';
import type { Message } from '../../../protocol/entities';
import type { Acknowledgment, RequestName, RequestPayload } from '../../../protocol/requests';
import type { Actor } from '../stage/cast';
import type { Outcome } from '../history/history';
import { refused, unknown } from './log';

const PATIENCE_MS = 5_000;
/** A hole may only be a fact that is late. */
const HOLE_MS = 200;

export type DeviceOptions = {
  url: string;
  /** Without Redis nobody tells a device what happened on another node, so it asks. */
  now(): number;
  /** What it was told by a fact, as soon as it was. */
  onFact?: (message: Message) => void;
};

/**
 * A client as the contract describes it, without a page: it catches up by numbers on every connection and whenever it finds a hole, and
 * applies what it is told in order. Nothing tells it when to.
 */
export type Device = {
  socket: Socket;
  /** One name for each connection: what is sent on one keeps its order. */
  lane(): string;
  /** The messages of a room, as this device shows them. */
  timeline(room: number): Message[];
  lastSeq(room: number): number;
  /** Whether it has caught up since its last connection. */
  isCaughtUp(): boolean;
  /** The longest that it took from being connected to having caught up. */
  slowestCatchUpMs(): number;
  disconnections(): number;
  /** In one line, for whoever looks for the reason of something. */
  state(): string;
  ask<N extends RequestName, T>(name: N, payload: RequestPayload<N>, answerOf: (answer: Extract<Acknowledgment<N>, { ok: true }>) => T): Promise<Outcome<T>>;
  close(): void;
};

/** `told_rev`: the highest change that it was told of, applied or not. */
type Window = { messages: Map<number, Message>; last_rev: number; told_rev: number; asking: Promise<void> | null; hole: NodeJS.Timeout | null };

let devices = 0;

export function createDevice(actor: Pick<Actor, 'token'>, { url, now, onFact }: DeviceOptions): Device {
  devices += 1;
  const name = `device ${devices}`;
  const socket = io(url, { transports: ['websocket'], forceNew: true, auth: { token: actor.token }, reconnectionDelay: 100, reconnectionDelayMax: 1_000 });
  const windows = new Map<number, Window>();
  let cursor: string | undefined;
  let [connections, disconnections, connectedAt, slowestCatchUpMs] = [0, 0, 0, 0];
  let isCaughtUp = false;
  let trouble = 'none';
  let isClosed = false;

  const windowOf = (room: number): Window => {
    const found = windows.get(room) ?? { messages: new Map<number, Message>(), last_rev: 0, told_rev: 0, asking: null, hole: null };
    windows.set(room, found);
    return found;
  };

  const ask: Device['ask'] = async (request, payload, answerOf) => {
    if (!socket.connected) return unknown('not connected');
    try {
      const answer = (await socket.timeout(PATIENCE_MS).emitWithAck(request, payload)) as Acknowledgment<typeof request>;
      return answer.ok ? { kind: 'ok', answer: answerOf(answer as never) } : refused(answer.error.code);
    } catch (error) {
      return unknown(`socket: ${(error as Error).message}`);
    }
  };

  /** Everything that changed in the room since what is known of it. */
  async function openRoom(room: number): Promise<void> {
    const window = windowOf(room);
    window.asking ??= (async () => {
      for (let more = true; more && socket.connected; ) {
        const since_rev = window.last_rev;
        const outcome = await ask('room:open', { room, since_rev }, (answer) => answer);
        if (outcome.kind !== 'ok') return;
        for (const message of outcome.answer.messages) keep(window, message);
        more = outcome.answer.has_more && window.last_rev > since_rev;
      }
    })().finally(() => (window.asking = null));
    await window.asking;
  }

  function keep(window: Window, message: Message): void {
    window.messages.set(message.seq, message);
    window.last_rev = Math.max(window.last_rev, message.rev);
  }

  function apply(message: Message): void {
    const window = windowOf(message.room);
    window.told_rev = Math.max(window.told_rev, message.rev);
    if (message.rev <= window.last_rev) return;
    if (message.rev === window.last_rev + 1 && window.asking === null) return keep(window, message);
    window.hole ??= setTimeout(() => {
      window.hole = null;
      if (window.last_rev < window.told_rev) void untilCaughtUp(connections);
    }, HOLE_MS);
  }

  /** True when everything up to the answer's moment is here. */
  async function catchUp(): Promise<boolean> {
    for (let more = true; more; ) {
      const outcome = await ask('inbox:catch_up', cursor === undefined ? {} : { cursor }, (answer) => answer);
      if (outcome.kind !== 'ok') return false;
      const { rooms, has_more, cursor: next } = outcome.answer;
      for (const room of rooms) if (windowOf(room.id).last_rev < room.last_rev) await openRoom(room.id);
      if (rooms.some((room) => windowOf(room.id).last_rev < room.last_rev)) return false;
      [cursor, more] = [next, has_more];
    }
    return true;
  }

  /** One that does not succeed is tried again while the connection stands. */
  async function untilCaughtUp(connection: number): Promise<void> {
    while (!isClosed && socket.connected && connection === connections) {
      if (await catchUp()) {
        if (!isCaughtUp) slowestCatchUpMs = Math.max(slowestCatchUpMs, now() - connectedAt);
        isCaughtUp = true;
        return;
      }
      await new Promise((resolve) => setTimeout(resolve, 300));
    }
  }

  socket.on('connect', () => {
    connections += 1;
    connectedAt = now();
    isCaughtUp = false;
    void untilCaughtUp(connections);
  });
  socket.on('disconnect', (reason) => {
    disconnections += 1;
    isCaughtUp = false;
    trouble = reason;
    // The server ended it: that one does not come back by itself.
    if (reason === 'io server disconnect') setTimeout(() => !isClosed && socket.connect(), 50 + Math.random() * 200);
  });
  socket.on('connect_error', (error: Error & { data?: { code?: string } }) => {
    trouble = `${error.message} ${error.data?.code ?? ''}`;
    if (error.data?.code === 'unavailable' || error.data?.code === 'rate_limited') setTimeout(() => !isClosed && socket.connect(), 300);
  });
  for (const fact of ['message:posted', 'message:changed'] as const) {
    socket.on(fact, ({ message }: { message: Message }) => {
      apply(message);
      if (fact === 'message:posted') onFact?.(message);
    });
  }
  socket.on('inbox:stale', () => void untilCaughtUp(connections));

  return {
    socket,
    lane: () => `${name}, connection ${connections}`,
    timeline: (room) => [...windowOf(room).messages.values()].sort((one, other) => one.seq - other.seq),
    lastSeq: (room) => Math.max(0, ...windowOf(room).messages.keys()),
    isCaughtUp: () => isCaughtUp,
    slowestCatchUpMs: () => slowestCatchUpMs,
    disconnections: () => disconnections,
    state: () => `connected ${socket.connected}, active ${socket.active}, caught up ${isCaughtUp}, connections ${connections}, disconnections ${disconnections}, trouble: ${trouble}`,
    ask,
    close() {
      isClosed = true;
      socket.disconnect();
    },
  };
}
