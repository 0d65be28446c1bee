import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import { newsFor, READ_AT_ONCE } from '../../../renderer/chat/announced';
import { aMessage } from '../console/rooms';

const ME = 10;
const from = (seq: number, sender = 20, deleted = false) => aMessage({ id: seq, seq, sender, deleted_at: deleted ? '2026-11-20T10:00:00.000Z' : null });
const seqs = (messages: readonly { seq: number }[]) => messages.map(({ seq }) => seq);

describe('what is read out of a shown room', () => {
  it('is nothing of what was there when it was shown', () => {
    expect(newsFor([from(1), from(2)], from(2), null, ME)).toEqual({ said: 2, messages: [], more: 0 });
    expect(newsFor([], null, null, ME)).toEqual({ said: 0, messages: [], more: 0 });
  });

  it('is each new message of others, and no own or deleted one', () => {
    const { said, messages } = newsFor([from(1), from(2), from(3, ME), from(4, 20, true), from(5)], from(5), 1, ME);
    expect([said, seqs(messages)]).toEqual([5, [2, 5]]);
  });

  it('is nothing of what is loaded from before', () => {
    expect(newsFor([from(1), from(2), from(3)], from(3), 3, ME).messages).toEqual([]);
  });

  it('is the newest one too when the reader stands elsewhere in the conversation', () => {
    expect(seqs(newsFor([from(3), from(4)], from(90), 89, ME).messages)).toEqual([90]);
    expect(newsFor([from(3), from(4)], from(90), 90, ME).messages).toEqual([]);
  });

  it('is a number where many came together', () => {
    const { messages, more } = newsFor(Array.from({ length: 10 }, (_, at) => from(at + 1)), from(10), 0, ME);
    expect([messages.length, more]).toEqual([READ_AT_ONCE, 10 - READ_AT_ONCE]);
  });

  it('is everything exactly once, however the messages come', () => {
    fc.assert(
      fc.property(fc.array(fc.record({ sender: fc.constantFrom(ME, 20), drawn: fc.nat({ max: 3 }), older: fc.boolean() }), { maxLength: 30 }), (steps) => {
        let said: number | null = null;
        const read: number[] = [];
        const all: ReturnType<typeof from>[] = [from(1)];
        for (const step of steps) {
          const window = step.older ? all : all.slice(-4);
          const news = newsFor(window, all.at(-1) ?? null, said, ME);
          said = news.said;
          read.push(...seqs(news.messages));
          for (let count = 0; count < step.drawn; count += 1) all.push(from(all.length + 1, step.sender));
        }
        expect(read).toEqual([...new Set(read)]);
        expect(read.every((seq) => seq > 1 && all[seq - 1]?.sender !== ME)).toBe(true);
      }),
    );
  });
});
