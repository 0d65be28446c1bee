import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createPace, type Paced } from '../../server/edge/pace';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** A wire that says whether it is read. */
function wire() {
  const self = { isRead: true, pause: () => void (self.isRead = false), resume: () => void (self.isRead = true) };
  return self;
}
const send = (paced: Paced, packets: number, packet = '2') => {
  for (let sent = 0; sent < packets; sent += 1) paced.take(packet);
};

it('leaves a burst alone, stops reading beyond it, and goes on when what is too much is paid', () => {
  const one = wire();
  const paced = createPace(50).enter(one);
  paced.belongsTo(1);
  send(paced, 2_000);
  expect(one.isRead).toBe(true);
  send(paced, 500);
  expect(one.isRead).toBe(false);
  vi.advanceTimersByTime(499);
  expect(one.isRead).toBe(false);
  vi.advanceTimersByTime(2);
  expect(one.isRead).toBe(true);
  send(paced, 100);
  expect(one.isRead).toBe(false);
});

it('counts long and deeply nested packets for more', () => {
  const [long, nested] = [wire(), wire()];
  const pace = createPace(50);
  send(pace.enter(long), 18, 'x'.repeat(60_000));
  send(pace.enter(nested), 4, '['.repeat(60_000));
  expect([long.isRead, nested.isRead]).toEqual([false, false]);
});

it('holds all connections of a user against what he owes, also those he comes back with, and nobody else', () => {
  const pace = createPace(50);
  const [one, second, stranger, again] = [wire(), wire(), wire(), wire()];
  const enter = (user: number, of: ReturnType<typeof wire>) => {
    const paced = pace.enter(of);
    paced.belongsTo(user);
    return paced;
  };
  const [first, other, foreign] = [enter(1, one), enter(1, second), enter(2, stranger)];
  send(first, 3_000);
  send(other, 1);
  send(foreign, 1);
  expect([one.isRead, second.isRead, stranger.isRead]).toEqual([false, false, true]);
  first.end(false);
  other.end(true);
  const back = enter(1, again);
  expect(again.isRead).toBe(false);
  vi.advanceTimersByTime(1_600);
  expect(again.isRead).toBe(true);
  back.end(false);
  // Once it is paid it is forgotten.
  vi.advanceTimersByTime(10_000);
  expect(vi.getTimerCount()).toBe(0);
});
