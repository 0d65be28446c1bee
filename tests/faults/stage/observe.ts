import { createHash } from 'node:crypto';
import type { Attachment, Message, Room } from '../../../protocol/entities';
import { grouped, type Count, type History, type SeenFile, type SeenMessage, type Sum, type Timeline } from '../history/history';
import { createDevice } from '../load/device';
import { fetched } from '../load/http';
import type { Seat } from '../load/load';
import type { OwnClient } from '../load/own_client';
import type { Actor } from './cast';
import { seen } from './seen';
import type { Stage } from './stage';

/* What stands in the end at every place: in the tables, at each node over HTTP as each side sees it, and on the devices. */

export type Observed = Pick<History, 'timelines' | 'counts' | 'sums' | 'files'>;

const PAGE = 200;

/** The truth, past the servers. */
export async function observeTables({ sql }: Stage): Promise<Pick<Observed, 'timelines' | 'counts'>> {
  const rooms = await sql<{ id: string }>('SELECT id FROM rooms ORDER BY id');
  const rows = await sql<Record<'room' | 'id' | 'seq' | 'rev' | 'sender' | 'client_message_id' | 'message', string> & { is_deleted: boolean; sha256: string[] }>(
    `SELECT m.room, m.id, m.seq, m.rev, m.sender, m.client_message_id, m.message, m.deleted_at IS NOT NULL AS is_deleted,
            ARRAY(SELECT encode(a.sha256, 'hex') FROM attachments a WHERE a.message = m.id AND m.deleted_at IS NULL) AS sha256
       FROM messages m ORDER BY m.room, m.seq`,
  );
  const messages = grouped(rows, ({ room }) => room);
  const stored = (room: string): SeenMessage[] =>
    (messages.get(room) ?? []).map(({ id, seq, rev, sender, client_message_id, message, is_deleted, sha256 }) => ({ id: Number(id), seq: Number(seq), rev: Number(rev), sender: Number(sender), client_message_id, message, is_deleted, sha256 }));
  const counts = await sql<Record<'user' | 'room' | 'last_seq' | 'read_seq' | 'unread_count', string>>(
    `SELECT p."user", p.room, r.last_seq, p.read_seq,
            (SELECT count(*) FROM messages m WHERE m.room = p.room AND m.seq > p.read_seq AND m.sender <> p."user" AND m.deleted_at IS NULL) AS unread_count
       FROM participants p JOIN rooms r ON r.id = p.room WHERE p.left_at IS NULL`,
  );
  return {
    timelines: rooms.map(({ id }) => ({ place: 'the tables', room: Number(id), messages: stored(id) })),
    counts: counts.map(({ user, room, last_seq, read_seq, unread_count }) => ({ place: 'the tables', user: Number(user), room: Number(room), last_seq: Number(last_seq), read_seq: Number(read_seq), unread_count: Number(unread_count) })),
  };
}

/** Everything that these people see over HTTP at one address, and the sums of their inbox. */
async function observeNode(place: string, url: string, people: readonly Actor[]): Promise<Observed> {
  const observed: { [Key in keyof Observed]: Observed[Key][number][] } = { timelines: [], counts: [], sums: [], files: [] };
  await inTurns(people, 8, async (actor) => {
    for (const room of actor.rooms) {
      const messages: Message[] = [];
      for (let page = [] as Message[]; messages.length === 0 || page.length === PAGE; messages.push(...page)) {
        page = await fetched<Message[]>(url, actor.token, `/api/chat/rooms/${room}/messages?after_seq=${messages.at(-1)?.seq ?? 0}&limit=${PAGE}`);
        if (page.length === 0) break;
      }
      observed.timelines.push({ place: `${place}, HTTP of ${actor.user}`, room, messages: messages.map(seen) });
      const { last_seq, read_seq, unread_count } = await fetched<Room>(url, actor.token, `/api/chat/rooms/${room}`);
      observed.counts.push({ place: `${place}, HTTP`, user: actor.user, room, last_seq, read_seq, unread_count });
      for (const attachment of messages.flatMap((message) => message.attachments)) observed.files.push(await observeFile(place, url, actor, attachment));
    }
    const { counts, sum } = await observeInbox(place, url, actor);
    observed.counts.push(...counts);
    observed.sums.push(sum);
  });
  return observed;
}

async function observeFile(place: string, url: string, { token }: Actor, attachment: Attachment): Promise<SeenFile> {
  const response = await fetch(new URL(attachment.url, url), { headers: { Authorization: `Bearer ${token}` } });
  const bytes = Buffer.from(await response.arrayBuffer());
  return { place, attachment: attachment.id, named: attachment.sha256, served: response.ok ? createHash('sha256').update(bytes).digest('hex') : `status ${response.status}` };
}

/** The inbox of a device that comes for the first time. */
async function observeInbox(place: string, url: string, actor: Actor): Promise<{ counts: Count[]; sum: Sum }> {
  const device = createDevice(actor, { url, now: () => performance.now() });
  try {
    await new Promise<void>((resolve) => device.socket.once('connect', resolve));
    const rooms: Room[] = [];
    for (let cursor: string | undefined; ; ) {
      const outcome = await device.ask('inbox:catch_up', cursor === undefined ? {} : { cursor }, (answer) => answer);
      if (outcome.kind !== 'ok') throw new Error(`the inbox of ${actor.user} at ${place}: ${outcome.kind === 'fail' ? outcome.code : outcome.why}`);
      rooms.push(...outcome.answer.rooms);
      cursor = outcome.answer.cursor;
      if (outcome.answer.has_more) continue;
      const { unread_count, unread_rooms } = outcome.answer.totals;
      return {
        counts: rooms.map((room) => ({ place: `${place}, inbox`, user: actor.user, room: room.id, last_seq: room.last_seq, read_seq: room.read_seq, unread_count: room.unread_count })),
        sum: { place: `${place}, inbox`, user: actor.user, unread_count, unread_rooms },
      };
    }
  } finally {
    device.close();
  }
}

/** Devices as they stand by themselves. */
export function observeDevices(seats: readonly Seat[]): Timeline[] {
  return seats.flatMap(({ actor, device }) => actor.rooms.map((room) => ({ place: `the device of ${actor.user}`, room, messages: device.timeline(room).map(seen) })));
}

export async function observe(stage: Stage, seats: readonly Seat[], own: readonly OwnClient[], people: readonly Actor[]): Promise<Observed> {
  const tables = await observeTables(stage);
  const nodes: Observed[] = [];
  for (const node of stage.nodes) nodes.push(await observeNode(node.name, node.url, people));
  return {
    timelines: [...tables.timelines, ...nodes.flatMap(({ timelines }) => timelines), ...observeDevices(seats), ...own.flatMap((client) => client.timelines())],
    counts: [...tables.counts, ...nodes.flatMap(({ counts }) => counts), ...own.flatMap((client) => client.counts())],
    sums: [...nodes.flatMap(({ sums }) => sums), ...own.map((client) => client.sum())],
    files: nodes.flatMap(({ files }) => files),
  };
}

/** Does the work for each, so many at a time. */
export async function inTurns<T>(all: readonly T[], atOnce: number, work: (one: T) => Promise<void>): Promise<void> {
  const waiting = [...all];
  const worker = async () => {
    for (let one = waiting.shift(); one !== undefined; one = waiting.shift()) await work(one);
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
}
