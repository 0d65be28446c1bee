import { setTimeout as delay } from 'node:timers/promises';
import type { Account } from '../../../protocol/entities';
import { totals } from '../../../renderer/store/select';
import { memoryOutbox } from '../../../renderer/sync/outbox_storage';
import { createSync } from '../../../renderer/sync/sync';
import type { Count, PostAttempt, Sum, Timeline } from '../history/history';
import type { Actor } from '../stage/cast';
import { seen } from '../stage/seen';
import { fetched } from './http';
import type { Log } from './log';
import type { Random } from './random';

/** The product's own client without its page: what it sends goes by its outbox, what it shows is what its store holds. */
export type OwnClient = {
  actor: Actor;
  /** Writes nothing more; what is in the outbox still goes out. */
  stop(): Promise<void>;
  /** How many messages wait in the outbox, failed ones included. */
  waiting(): number;
  /** Whether it is connected, has caught up, and shows its conversations to their end. */
  isCaughtUp(): boolean;
  disconnections(): number;
  counts(): Count[];
  sum(): Sum;
  timelines(): Timeline[];
  close(): Promise<void>;
};

/** As many as it has open beside each other. */
const ROOMS = 3;

type Sent = { client_message_id: string; room: number; message: string; invoked: number };

export async function startOwnClient(actor: Actor, url: string, { log, random, pauseMs }: { log: Log; random: Random; /** Average pause between two messages; null: it only reads. */ pauseMs: number | null }): Promise<OwnClient> {
  const user = await fetched<Account>(url, actor.token, '/api/users/me');
  const sync = createSync({
    server: url,
    auth: { renew: async () => ({ ok: true, access_token: actor.token, expires_in: 600, user }), signOut: async () => undefined },
    language: 'en',
    page: 'console',
    storage: memoryOutbox(),
  });
  const open = new Map<string, Sent>();
  const rooms = actor.rooms.slice(0, ROOMS);
  const state = () => sync.store.getState();
  const place = `the own client of ${actor.user}`;

  /** What has left the outbox stands in the conversation by then; what was refused stays in the outbox and says so. */
  const settle = () => {
    for (const [id, sent] of open) {
      const entry = state().outbox.find(({ client_message_id }) => client_message_id === id);
      const message = state().timelines.get(sent.room)?.messages.find(({ client_message_id }) => client_message_id === id);
      if (entry?.state !== 'failed' && (entry !== undefined || message === undefined)) continue;
      open.delete(id);
      note(sent, message === undefined ? { kind: 'fail', code: 'refused' } : { kind: 'ok', answer: { id: message.id, seq: message.seq } });
    }
  };
  const note = (sent: Sent, outcome: PostAttempt['outcome']) => void log.operations.push({ ...sent, kind: 'post', user: actor.user, lane: null, sha256: [], ended: log.now(), outcome });
  let disconnections = 0;
  const unwatch = sync.store.subscribe((now, before) => {
    if (before.connection === 'online' && now.connection !== 'online') disconnections += 1;
    settle();
  });

  let isStopped = false;
  const life = (async () => {
    for (let number = 1; pauseMs !== null && !isStopped; number += 1) {
      await delay(random.between(0, 2 * pauseMs));
      const room = random.pick(rooms);
      const [message, invoked] = [`${place} says ${number}`, log.now()];
      await sync.post(room, message);
      const kept = [...state().outbox, ...(state().timelines.get(room)?.messages ?? [])].find((one) => one.message === message);
      if (kept === undefined) continue;
      log.outboxed.add(kept.client_message_id);
      open.set(kept.client_message_id, { client_message_id: kept.client_message_id, room, message, invoked });
      settle();
    }
  })();

  sync.start();
  const shown = rooms.map((room) => sync.show(room));
  return {
    actor,
    async stop() {
      isStopped = true;
      await life;
    },
    waiting: () => Math.max(state().outbox.length, open.size),
    isCaughtUp: () => state().connection === 'online' && state().is_caught_up && rooms.every((room) => (state().timelines.get(room)?.messages.at(-1)?.seq ?? 0) === state().rooms.get(room)?.room.last_seq),
    disconnections: () => disconnections,
    counts: () => [...state().rooms.values()].map(({ room }) => ({ place, user: actor.user, room: room.id, last_seq: room.last_seq, read_seq: room.read_seq, unread_count: room.unread_count })),
    sum() {
      const { unread_count, unread_rooms } = totals(state());
      return { place, user: actor.user, unread_count, unread_rooms };
    },
    // A window that is not the whole conversation says nothing of the rest.
    timelines: () => [...state().timelines].filter(([, { messages, has_newer }]) => !has_newer && messages[0]?.seq === 1).map(([room, { messages }]) => ({ place, room, messages: messages.map(seen) })),
    async close() {
      unwatch();
      for (const hide of shown) hide();
      await sync.stop();
    },
  };
}
