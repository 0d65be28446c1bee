import type { Message, RoomEvent } from '../../protocol/entities';
import type { OutboxEntry, PendingChange } from '../store/chat';
import type { ReactNode } from 'react';
import { isSameDay } from './dates';

/** Something of a part's own between the messages, as a note: behind message `after_seq`, by time among the events there. */
export type Aside = { key: string; after_seq: number; at: string; node: ReactNode };

/** One line of the timeline. `is_first` and `is_last` say where a bubble stands in its sender's group. */
export type Item =
  | { kind: 'day'; key: string; at: string }
  | { kind: 'new'; key: 'new' }
  | { kind: 'event'; key: string; event: RoomEvent }
  | { kind: 'aside'; key: string; aside: Aside }
  | { kind: 'message'; key: string; message: Message; change: PendingChange | null; is_own: boolean; is_first: boolean; is_last: boolean }
  | { kind: 'outbox'; key: string; entry: OutboxEntry; is_first: boolean; is_last: boolean };

export type Shown = {
  me: number;
  messages: readonly Message[];
  events: readonly RoomEvent[];
  outbox: readonly OutboxEntry[];
  /** Own edits and deletions on their way. */
  changes?: readonly PendingChange[];
  asides?: readonly Aside[];
  /** The message above which the line of news stands. */
  new_seq: number | null;
  /** Whether older messages exist than the first one given: events before that wait for them. */
  has_older: boolean;
  /** Whether newer messages exist than the last one given: events behind that wait for them. */
  has_newer?: boolean;
};

/** Messages of one sender further apart than this stand in two groups. */
const GROUP_MS = 5 * 60_000;

/** Lays out a conversation: messages by number, events behind the number they belong to, unsent posts at the end, lines between. */
export function layOut({ me, messages, events, asides = [], outbox, changes = [], new_seq, has_older, has_newer = false }: Shown): Item[] {
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
  const between = mixIn(withoutUndone(events), asides);
  let next = 0;
  const placeEventsBefore = (seq: number) => {
    for (; next < between.length; next += 1) {
      const { after_seq, at, item } = between[next] as Between;
      if (after_seq >= seq) return;
      if (has_older && after_seq < first) continue;
      place(item, at);
    }
  };

  for (const message of messages) {
    placeEventsBefore(message.seq);
    const change = changes.find((one) => one.message === message.id) ?? null;
    const item: Item = { kind: 'message', key: keyOf(message.sender, message), message, change, is_own: message.sender === me, is_first: true, is_last: true };
    if (message.seq === new_seq) items.push({ kind: 'new', key: 'new' });
    place(item, message.created_at);
  }
  placeEventsBefore(has_newer ? (messages.at(-1)?.seq ?? 0) : Infinity);
  for (const entry of outbox) {
    place({ kind: 'outbox', key: keyOf(me, entry), entry, is_first: true, is_last: true }, entry.created_at);
  }
  return group(items, me);
}

/** What was undone and its undoing say nothing together. */
function withoutUndone(events: readonly RoomEvent[]): readonly RoomEvent[] {
  const undone = new Set(events.flatMap(({ id, kind, data }) => (kind === 'triage_undone' ? [id, data['event']] : [])));
  return undone.size === 0 ? events : events.filter(({ id }) => !undone.has(id));
}

type Between = { after_seq: number; at: string; item: Item };

/** Events and asides in one order; events alone keep theirs. */
function mixIn(events: readonly RoomEvent[], asides: readonly Aside[]): Between[] {
  const between = events.map((event): Between => ({ after_seq: event.after_seq, at: event.created_at, item: { kind: 'event', key: `event ${event.id}`, event } }));
  if (asides.length === 0) return between;
  between.push(...asides.map((aside): Between => ({ after_seq: aside.after_seq, at: aside.at, item: { kind: 'aside', key: `aside ${aside.key}`, aside } })));
  return between.sort((one, two) => one.after_seq - two.after_seq || (one.at < two.at ? -1 : one.at > two.at ? 1 : 0));
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
