import { expect, it } from 'vitest';
import type { Room } from '../../../protocol/entities';
import { shareOut } from '../../../renderer/console/floor/share';

const rooms = (count: number) => Array.from({ length: count }, (_, index) => ({ id: index + 1 }) as Room);
const colleague = (id: number, open: number, capacity: number | null) => ({ user: { id, first_name: 'A', last_name: 'B', role: 'expert' as const }, open, capacity });
const counts = (shares: ReadonlyMap<number, readonly Room[]>) => Object.fromEntries([...shares].map(([id, share]) => [id, share.length]));

it('shares rooms out by free places, and evenly where nobody has a limit', () => {
  expect(counts(shareOut(rooms(41), [colleague(1, 0, null), colleague(2, 30, null)]))).toEqual({ 1: 21, 2: 20 });
  expect(counts(shareOut(rooms(6), [colleague(1, 8, 10), colleague(2, 2, 10)]))).toEqual({ 1: 0, 2: 6 });
  expect(counts(shareOut(rooms(10), [colleague(1, 8, 10), colleague(2, 2, 10)]))).toEqual({ 1: 2, 2: 8 });
});

it('gives every room to exactly one, also when nobody has a place left, and none where there is nobody', () => {
  const shares = shareOut(rooms(9), [colleague(1, 10, 10), colleague(2, 12, 10)]);
  expect([...shares.values()].flat().map(({ id }) => id).sort((one, two) => one - two)).toEqual(rooms(9).map(({ id }) => id));
  expect(shareOut(rooms(3), []).size).toBe(0);
});
