import { describe, expect, it } from 'vitest';
import type { QueuedOrder } from '../../../protocol/queue';
import { dueOfQueue, queueAlerts, QUEUE_REPEAT_MS } from '../../../renderer/console/team/queue_alerts';

const waiting = (order: number, room: number | null = order + 100): QueuedOrder => ({
  order,
  room,
  order_title: `Order\u202e ${order}`,
  client: { id: 5, first_name: 'Léa', last_name: 'Moreau', role: 'client' },
  queued_at: '2026-11-20T10:00:00.000Z',
  owed_since: null, team: null,
});

describe('what waits in the queue', () => {
  it('is announced at once, and again until somebody has taken it', () => {
    const first = dueOfQueue([waiting(1)], new Map(), 0);
    expect(first.due.map(({ order }) => order)).toEqual([1]);
    expect(dueOfQueue([waiting(1)], first.announced, QUEUE_REPEAT_MS - 1).due).toEqual([]);
    const second = dueOfQueue([waiting(1), waiting(2)], first.announced, 1_000);
    expect(second.due.map(({ order }) => order)).toEqual([2]);
    expect(dueOfQueue([waiting(1), waiting(2)], second.announced, QUEUE_REPEAT_MS).due.map(({ order }) => order)).toEqual([1]);
    // Taken, and put back: it is new.
    const taken = dueOfQueue([waiting(2)], second.announced, 2_000);
    expect([...taken.announced.keys()]).toEqual([102]);
    expect(dueOfQueue([waiting(1), waiting(2)], taken.announced, 3_000).due.map(({ order }) => order)).toEqual([1]);
  });

  it('says nothing of an order that has no room to lead to', () => {
    expect(dueOfQueue([waiting(1, null)], new Map(), 0)).toEqual({ due: [], announced: new Map() });
  });

  it('is one alert, however many wait', () => {
    const now = new Date('2026-11-20T10:05:00.000Z');
    expect(queueAlerts([waiting(1)], 'en', now)).toMatchObject([{ kind: 'reminder', room: 101, order: 1, title: 'Order without an expert · #1', body: 'Order 1 — Léa Moreau, queued 5 min' }]);
    expect(queueAlerts([waiting(1), waiting(2)], 'ru', now)).toMatchObject([{ room: 101, title: '2 заказа без эксперта' }]);
    expect(queueAlerts([], 'en', now)).toEqual([]);
  });
});
