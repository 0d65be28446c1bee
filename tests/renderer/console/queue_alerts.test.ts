import { describe, expect, it } from 'vitest';
import type { QueuedOrder } from '../../../protocol/queue';
import { dueOfQueue, isFree, queueAlerts } from '../../../renderer/console/team/queue_alerts';

const waiting = (order: number, room: number | null = order + 100): QueuedOrder => ({
  order,
  room,
  order_title: `Order\u202e ${order}`,
  client: { id: 5, first_name: 'Léa', last_name: 'Moreau', role: 'client' },
  queued_at: '2026-11-20T10:00:00.000Z',
  owed_since: null,
  team: null,
});

const REPEAT_MS = 180_000;

describe('what waits in the queue', () => {
  it('is announced at once, and again until somebody has taken it', () => {
    const first = dueOfQueue([waiting(1)], new Map(), 0, REPEAT_MS);
    expect(first.due.map(({ order }) => order)).toEqual([1]);
    expect(dueOfQueue([waiting(1)], first.announced, REPEAT_MS - 1, REPEAT_MS).due).toEqual([]);
    const second = dueOfQueue([waiting(1), waiting(2)], first.announced, 1_000, REPEAT_MS);
    expect(second.due.map(({ order }) => order)).toEqual([2]);
    expect(dueOfQueue([waiting(1), waiting(2)], second.announced, REPEAT_MS, REPEAT_MS).due.map(({ order }) => order)).toEqual([1]);
    // Taken, and put back: it is new.
    const taken = dueOfQueue([waiting(2)], second.announced, 2_000, REPEAT_MS);
    expect([...taken.announced.keys()]).toEqual([102]);
    expect(dueOfQueue([waiting(1), waiting(2)], taken.announced, 3_000, REPEAT_MS).due.map(({ order }) => order)).toEqual([1]);
  });

  it('says nothing of an order that has no room to lead to', () => {
    expect(dueOfQueue([waiting(1, null)], new Map(), 0, REPEAT_MS)).toEqual({ due: [], announced: new Map() });
  });

  it('is one alert, however many wait', () => {
    const now = new Date('2026-11-20T10:05:00.000Z');
    expect(queueAlerts([waiting(1)], 'en', now)).toMatchObject([{ kind: 'reminder', room: 101, order: 1, title: 'Order without an expert · #1', body: 'Order 1 — Léa Moreau, queued 5 min' }]);
    expect(queueAlerts([waiting(1), waiting(2)], 'ru', now)).toMatchObject([{ room: 101, title: '2 заказа без эксперта' }]);
    expect(queueAlerts([], 'en', now)).toEqual([]);
  });

  it('is announced to whoever can take it: not to one who is away, nor to one without a free place', () => {
    const me = { user: { id: 7, first_name: 'A', last_name: 'B', role: 'expert' as const }, is_online: true, is_away: false, away_until: null, open: 2, capacity: 3 };
    expect(isFree([], 7)).toBe(true);
    expect(isFree([me], 7)).toBe(true);
    expect(isFree([{ ...me, capacity: null }], 7)).toBe(true);
    expect(isFree([{ ...me, is_away: true }], 7)).toBe(false);
    expect(isFree([{ ...me, open: 3 }], 7)).toBe(false);
  });
});
