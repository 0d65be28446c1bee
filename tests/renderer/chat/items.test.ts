import { describe, expect, it } from 'vitest';
import type { Message, RoomEvent } from '../../../protocol/entities';
import { layOut, type Item, type Shown } from '../../../renderer/chat/items';
import type { OutboxEntry } from '../../../renderer/store/chat';

const ME = 2;
const time = (minute: number, day = 12) => new Date(2026, 2, day, 12, minute).toISOString();

function message(seq: number, sender: number, created_at = time(seq)): Message {
  return {
    id: seq, room: 1, seq, rev: seq, client_message_id: `id-${seq}`, sender, sender_name: `User ${sender}`, message: `text ${seq}`, file: null,
    attachments: [], reply_to: null, is_read: false, created_at, edited_at: null, deleted_at: null,
  };
}

const event = (id: number, after_seq: number, created_at = time(after_seq)): RoomEvent => ({ id, room: 1, after_seq, kind: 'order_changed', actor: null, data: {}, created_at });

const entry = (id: string, created_at: string): OutboxEntry => ({
  client_message_id: id, user: ME, room: 1, message: 'waiting', reply_to: null, created_at, state: 'pending', error: null,
});

const shown = (parts: Partial<Shown>): Item[] => layOut({ me: ME, messages: [], events: [], outbox: [], new_seq: null, has_older: false, ...parts });

const short = (items: Item[]) =>
  items.map((item) => {
    if (item.kind === 'message') return `${item.message.seq}${item.is_own ? ' own' : ''}${item.is_first ? ' first' : ''}${item.is_last ? ' last' : ''}`;
    if (item.kind === 'outbox') return `out${item.is_first ? ' first' : ''}${item.is_last ? ' last' : ''}`;
    return item.kind === 'event' ? `event ${item.event.id}` : item.kind;
  });

describe('the layout of a conversation', () => {
  it('groups consecutive messages of one sender', () => {
    const items = shown({ messages: [message(1, 1), message(2, 1), message(3, ME), message(4, ME), message(5, 1)] });
    expect(short(items)).toEqual(['day', '1 first', '2 last', '3 own first', '4 own last', '5 first last']);
  });

  it('starts a group anew after a pause, a line or another day', () => {
    const items = shown({
      messages: [message(1, 1, time(0)), message(2, 1, time(20)), message(3, 1, time(21)), message(4, 1, time(22)), message(5, 1, time(0, 13))],
      events: [event(7, 2, time(20))],
      new_seq: 4,
    });
    expect(short(items)).toEqual(['day', '1 first last', '2 first last', 'event 7', '3 first last', 'new', '4 first last', 'day', '5 first last']);
  });

  it('puts events behind the number they belong to, and holds back those that belong to unloaded messages', () => {
    const parts = { messages: [message(3, 1), message(4, 1)], events: [event(1, 0), event(2, 2), event(3, 3), event(4, 9)] };
    expect(short(shown({ ...parts, has_older: true }))).toEqual(['day', '3 first last', 'event 3', '4 first last', 'event 4']);
    expect(short(shown(parts))).toEqual(['day', 'event 1', 'event 2', '3 first last', 'event 3', '4 first last', 'event 4']);
  });

  it('ends with the unsent posts, grouped with the own messages before them', () => {
    const items = shown({ messages: [message(1, ME, time(1))], outbox: [entry('a', time(2)), entry('b', time(3))] });
    expect(short(items)).toEqual(['day', '1 own first', 'out', 'out last']);
  });

  it('keeps the key of a post when it becomes a message', () => {
    const [, before] = shown({ outbox: [entry('id-1', time(1))] });
    const [, after] = shown({ messages: [message(1, ME)] });
    expect(after?.key).toBe(before?.key);
  });

  it('opens no day twice when a clock goes back, and gives no two lines one key', () => {
    const items = shown({ messages: [message(1, 1, time(0, 13)), message(2, 1, time(0, 12)), message(3, 1, time(1, 13)), message(4, ME, time(1, 14))] });
    expect(items.filter((item) => item.kind === 'day')).toHaveLength(2);
    expect(new Set(items.map((item) => item.key)).size).toBe(items.length);
  });

  it('leaves out what was undone, together with its undoing', () => {
    const events = [event(1, 1), { ...event(2, 1), kind: 'room_done' as const }, { ...event(3, 1), kind: 'triage_undone' as const, data: { event: 2 } }, event(4, 1)];
    expect(short(shown({ messages: [message(1, 1)], events }))).toEqual(['day', '1 first last', 'event 1', 'event 4']);
  });
});
