import type { Message, RoomEvent } from '../../protocol/entities';
import type { OutboxEntry, PendingChange } from '../store/chat';
import { isSameDay } from './dates';

/** One line of the timeline. `is_first` and `is_last` say where a bubble stands in its sender's group. */
export type Item =
  | { kind: 'day'; key: string; at: string }
  | { kind: 'new'; key: 'new' }
  | { kind: 'event'; key: string; event: RoomEvent }
  | { kind: 'message'; key: string; message: Message; change: PendingChange | null; is_own: boolean; is_first: boolean; is_last: boolean }
  | { kind: 'outbox'; key: string; entry: OutboxEntry; is_first: boolean; is_last: boolean };

export type Shown = {
  me: number;
  messages: readonly Message[];
  events: readonly RoomEvent[];
  outbox: readonly OutboxEntry[];
  /** Own edits and deletions on their way. */
  changes?: readonly PendingChange[];
  /** The message above which the line of news stands. */
  new_seq: number | null;
  /** Whether older messages exist than the first one given: events before that wait for them. */
  has_older: boolean;
};

/** Messages of one sender further apart than this stand in two groups. */
const GROUP_MS = 5 * 60_000;

/** Lays out a conversation: messages by number, events behind the number they belong to, unsent posts at the end, lines between. */
export function layOut({ me, messages, events, outbox, changes = [], new_seq, has_older }: Shown): Item[] {
  const items: Item[] = [];
  let day: string | null = null;
  const place = (item: Item, at: string) => {
    // A clock that went back opens no day a second time.
    if (day === null || (at > day && !isSameDay(day, at))) {
      day = at;
      items.push({ kind: 'day', key: `day ${at.slice(0, 10)} ${item.key}`, at });
    }
    items.push(item);
  };

  const first = messages[0]?.seq ?? 1;
  let next = 0;
  const placeEventsBefore = (seq: number) => {
    for (; next < events.length; next += 1) {
      const event = events[next] as RoomEvent;
      if (event.after_seq >= seq) return;
      if (has_older && event.after_seq < first) continue;
      place({ kind: 'event', key: `event ${event.id}`, event }, event.created_at);
    }
  };

  for (const message of messages) {
    placeEventsBefore(message.seq);
    const change = changes.find((one) => one.message === message.id) ?? null;
    const item: Item = { kind: 'message', key: keyOf(message.sender, message), message, change, is_own: message.sender === me, is_first: true, is_last: true };
    if (message.seq === new_seq) items.push({ kind: 'new', key: 'new' });
    place(item, message.created_at);
  }
  placeEventsBefore(Infinity);
  for (const entry of outbox) {
    place({ kind: 'outbox', key: keyOf(me, entry), entry, is_first: true, is_last: true }, entry.created_at);
  }
  return group(items, me);
}

/** A post keeps its key when it becomes a stored message: its bubble stays the same element. */
function keyOf(sender: number, { client_message_id }: { client_message_id: string }): string {
  return `${sender} ${client_message_id}`;
}

function group(items: Item[], me: number): Item[] {
  return items.map((item, index) => {
    if (item.kind !== 'message' && item.kind !== 'outbox') return item;
    return { ...item, is_first: !isTogether(items[index - 1], item, me), is_last: !isTogether(item, items[index + 1], me) };
  });
}

function isTogether(one: Item | undefined, two: Item | undefined, me: number): boolean {
  const before = bubbleOf(one, me);
  const after = bubbleOf(two, me);
  if (!before || !after || before.sender !== after.sender) return false;
  return Math.abs(Date.parse(after.at) - Date.parse(before.at)) <= GROUP_MS;
}

function bubbleOf(item: Item | undefined, me: number): { sender: number; at: string } | null {
  if (item?.kind === 'message') return { sender: item.message.sender, at: item.message.created_at };
  if (item?.kind === 'outbox') return { sender: me, at: item.entry.created_at };
  return null;
}
