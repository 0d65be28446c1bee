import type { Account, Message, Participant, Room, Side } from '../../protocol/entities';
import type { FactName, Facts } from '../../protocol/facts';
import type { Triage } from '../../protocol/triage';
import type { InboxAnswer, RoomOpenAnswer } from '../../protocol/requests';

/** A plain model of the server, as far as one reader of it sees: lists and sums, no cleverness. */

export type ModelFact = { [N in FactName]: { name: N; payload: Facts[N] } }[FactName];

export const ME = 1;
export const CLIENT = 2;
export const COLLEAGUE = 3;
const sides: Record<number, Side> = { [ME]: 'expert', [CLIENT]: 'client', [COLLEAGUE]: 'expert' };

export const me: Account = { id: ME, first_name: 'Анна', last_name: 'Серова', role: 'expert', email: 'anna@orderline.test' };

type ModelRoom = {
  id: number;
  status: string;
  messages: Message[];
  last_rev: number;
  cursors: Map<number, number>;
  answered: number;
  waived: number;
  snoozed_until: string | null;
  is_done: boolean;
  /** The number of the last change of any kind, over all rooms. */
  changed: number;
  is_left: boolean;
  /** What each change number did to the list of others' messages. */
  history: { rev: number; seq: number; by: 1 | 0 | -1 }[];
};

export function createModel(roomCount: number) {
  let clock = Date.parse('2026-01-01T00:00:00.000Z');
  const now = () => new Date((clock += 1000)).toISOString();
  const time = () => new Date(clock).toISOString();
  const born = now();
  const rooms: ModelRoom[] = Array.from({ length: roomCount }, (_, place) => ({
    id: place + 1,
    status: 'new',
    messages: [],
    last_rev: 0,
    cursors: new Map([[ME, 0], [CLIENT, 0], [COLLEAGUE, 0]]),
    answered: 0,
    waived: 0,
    snoozed_until: null,
    is_done: false,
    changed: 0,
    is_left: false,
    history: [],
  }));
  let changes = 0;

  const cursor = (room: ModelRoom, user: number) => room.cursors.get(user) ?? 0;
  const unread = (room: ModelRoom) =>
    room.messages.filter((one) => one.sender !== ME && one.deleted_at === null && one.seq > cursor(room, ME)).length;
  const beneath = (room: ModelRoom) =>
    room.messages.find((one) => sides[one.sender] === 'client' && one.deleted_at === null && one.seq > Math.max(room.answered, room.waived))?.created_at ?? null;
  const triage = (room: ModelRoom): Required<Triage> => {
    const owed_since = beneath(room);
    if (room.is_done) return { owed_since: null, state: 'done', snoozed_until: null, snoozed_owed_since: null };
    const { snoozed_until } = room;
    if (snoozed_until !== null && snoozed_until > time()) return { owed_since: null, state: 'snoozed', snoozed_until, snoozed_owed_since: owed_since };
    return { owed_since, state: owed_since === null ? 'waiting' : 'owed', snoozed_until: null, snoozed_owed_since: null };
  };
  const seen = (room: ModelRoom, message: Message): Message => ({
    ...message,
    is_read: [...room.cursors].some(([user, seq]) => sides[user] !== sides[message.sender] && seq >= message.seq),
  });

  function present(room: ModelRoom): Room {
    const last = room.messages.at(-1);
    return {
      id: room.id,
      order: room.id + 1000,
      order_title: `Заказ ${room.id}`,
      order_status: room.status,
      participants: [...room.cursors].map(
        ([user, read_seq]): Participant => ({
          id: user,
          user: { id: user, first_name: `N${user}`, last_name: 'X', role: sides[user]! },
          role: sides[user]!,
          read_seq,
          last_read_at: null,
          joined_at: born,
          is_online: false,
          is_responsible: false,
          time_zone: null,
        }),
      ),
      last_message: last ? seen(room, last) : null,
      last_seq: room.messages.length,
      last_rev: room.last_rev,
      read_seq: cursor(room, ME),
      unread_count: unread(room),
      is_muted: false,
      is_pinned: false,
      unread_from: null,
      ...triage(room),
      due_at: null,
      created_at: born,
      updated_at: born,
    };
  }

  function move(room: ModelRoom, user: number, seq: number): ModelFact[] {
    if (seq <= cursor(room, user)) return [];
    room.changed = ++changes;
    room.cursors.set(user, seq);
    const moved = { room: room.id, user, read_seq: seq };
    return [{ name: 'room:read_moved', payload: user === ME ? { ...moved, unread_count: unread(room), last_rev: room.last_rev } : moved }];
  }

  function change(room: ModelRoom, message: Message, with_: Partial<Message>): ModelFact[] {
    room.last_rev += 1;
    room.changed = ++changes;
    room.history.push({ rev: room.last_rev, seq: message.seq, by: with_.deleted_at && message.sender !== ME ? -1 : 0 });
    const changed = { ...message, ...with_, rev: room.last_rev };
    room.messages[message.seq - 1] = changed;
    return [{ name: 'message:changed', payload: { message: seen(room, changed), ...triage(room) } }];
  }

  function decide(room: ModelRoom, decision: Partial<Pick<ModelRoom, 'waived' | 'snoozed_until' | 'is_done'>>): ModelFact[] {
    Object.assign(room, decision);
    room.changed = ++changes;
    return [{ name: 'room:changed', payload: { room: present(room) } }];
  }

  return {
    rooms,
    post(room: ModelRoom, user: number, seenSeq?: number): ModelFact[] {
      room.last_rev += 1;
      room.changed = ++changes;
      const seq = room.messages.length + 1;
      room.history.push({ rev: room.last_rev, seq, by: user === ME ? 0 : 1 });
      const message: Message = {
        id: room.id * 10_000 + seq,
        room: room.id,
        seq,
        rev: room.last_rev,
        client_message_id: `00000000-0000-4000-8000-${String(room.id * 10_000 + seq).padStart(12, '0')}`,
        sender: user,
        sender_name: `N${user}`,
        message: `текст ${seq}`,
        file: null,
        attachments: [],
        reply_to: null,
        is_read: false,
        created_at: now(),
        edited_at: null,
        deleted_at: null,
      };
      room.messages.push(message);
      if (sides[user] === 'client') Object.assign(room, { snoozed_until: null, is_done: false });
      if (sides[user] === 'expert') room.answered = Math.max(room.answered, Math.min(seenSeq ?? seq, seq));
      const from = Math.max(cursor(room, user), seenSeq ?? seq);
      const unseen = room.messages.find((one) => one.seq > from && one.sender !== user && one.deleted_at === null);
      const moved = move(room, user, unseen ? unseen.seq - 1 : seq);
      return [{ name: 'message:posted', payload: { message: seen(room, message), ...triage(room) } }, ...moved];
    },
    edit: (room: ModelRoom, message: Message): ModelFact[] =>
      message.deleted_at === null ? change(room, message, { message: `${message.message}!`, edited_at: now() }) : [],
    remove: (room: ModelRoom, message: Message): ModelFact[] =>
      message.deleted_at === null ? change(room, message, { message: '', deleted_at: now() }) : [],
    read: move,
    setStatus(room: ModelRoom, status: string): ModelFact[] {
      room.status = status;
      room.changed = ++changes;
      return [{ name: 'room:changed', payload: { room: present(room) } }];
    },
    /** "No answer needed". */
    waive: (room: ModelRoom) => decide(room, { waived: room.messages.length }),
    snooze: (room: ModelRoom, seconds: number) => decide(room, { snoozed_until: new Date(clock + seconds * 1000).toISOString(), is_done: false }),
    finish: (room: ModelRoom) => decide(room, { snoozed_until: null, is_done: true }),
    /** Takes every decision back, as undoing and reopening do. */
    restore: (room: ModelRoom) => decide(room, { waived: 0, snoozed_until: null, is_done: false }),
    /** Nothing happens for so long; nobody is told that a snooze ended meanwhile. */
    pass: (seconds: number): ModelFact[] => {
      clock += seconds * 1000;
      return [];
    },
    /** The alarm rings: devices are told of a snooze that is over. */
    ring(room: ModelRoom): ModelFact[] {
      return room.snoozed_until !== null && room.snoozed_until <= time() ? decide(room, { snoozed_until: null }) : [];
    },
    time,
    /** The reader loses the room. */
    leave(room: ModelRoom): ModelFact[] {
      room.is_left = true;
      room.changed = ++changes;
      return [{ name: 'room:left', payload: { room: room.id } }];
    },
    present,
    /** How many messages of others stood undeleted behind this cursor at this change number. */
    unreadAt: (room: ModelRoom, rev: number, readSeq: number): number =>
      room.history.filter((one) => one.rev <= rev && one.seq > readSeq).reduce((sum, { by }) => sum + by, 0),
    catchUp(since = '-1'): InboxAnswer {
      const all = rooms.filter((room) => !room.is_left).map(present);
      const waiting = all.flatMap((room) => room.owed_since ?? []);
      const totals = {
        unread_count: all.reduce((sum, room) => sum + room.unread_count, 0),
        unread_rooms: all.filter((room) => room.unread_count > 0).length,
        owed_rooms: waiting.length,
        oldest_owed_since: waiting.sort()[0] ?? null,
      };
      const isChanged = new Map(rooms.map((room) => [room.id, room.changed > Number(since)]));
      const changed = all.filter((room) => isChanged.get(room.id));
      const gone = since === '-1' ? [] : rooms.filter((room) => room.is_left && room.changed > Number(since)).map(({ id }) => id);
      return { rooms: changed, gone, totals, cursor: String(changes), has_more: false };
    },
    open(room: ModelRoom, since?: number): RoomOpenAnswer {
      const shown = room.messages.map((message) => seen(room, message));
      const messages =
        since === undefined ? shown.slice(-50) : shown.filter((message) => message.rev > since).sort((one, two) => one.rev - two.rev);
      return { room: present(room), messages, events: [], has_more: false };
    },
  };
}

export type Model = ReturnType<typeof createModel>;
