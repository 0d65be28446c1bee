import { expect, it } from 'vitest';
import type { FloorExpert, FloorRoom } from '../../../protocol/floor';
import type { ReportRow } from '../../../protocol/reports';
import { longestFirst } from '../../../renderer/console/floor/waiting';
import { daysBefore, isNothing } from '../../../renderer/console/reports/report_numbers';

/* What leads read off their floor: who waits, and how a stretch of days stands against the one before. */

it('puts those who wait in one line, whoever has them, the longest first', () => {
  const [anna, boris] = [{ user: { id: 1 } }, { user: { id: 2 } }] as FloorExpert[];
  const room = (id: number, since: string | null) => ({ room: id, owed_since: since }) as FloorRoom;
  const line = longestFirst([
    [{ member: anna!, room: room(1, '2026-11-26T10:00:00.000Z') }, { member: anna!, room: room(2, null) }],
    [{ member: boris!, room: room(3, '2026-11-26T09:00:00.000Z') }],
    [],
  ]);
  expect(line.map((one) => [one.room.room, one.member.user.id])).toEqual([
    [3, 2],
    [1, 1],
  ]);
});

it('holds a stretch of days against as many days right before it, over months and years', () => {
  expect(daysBefore({ from: '2026-11-20', to: '2026-11-26' })).toEqual({ from: '2026-11-13', to: '2026-11-19' });
  expect(daysBefore({ from: '2026-01-01', to: '2026-01-01' })).toEqual({ from: '2025-12-31', to: '2025-12-31' });
});

it('calls a report empty only when nothing happened in it', () => {
  const nothing = { orders: 0, client_messages: null, expert_messages: 0, answers: 0, resolved: 0, promises_kept: 0, promises_late: 0, ratings: 0, owed_at_end: 0 } as ReportRow;
  expect([isNothing(nothing), isNothing({ ...nothing, owed_at_end: 1 }), isNothing({ ...nothing, promises_late: 1 })]).toEqual([true, false, false]);
});
