import { describe, expect, it } from 'vitest';
import type { Reply } from '../../../protocol/replies';
import { findReplies } from '../../../renderer/console/later/find_replies';
import { fromField, isSameClock, plannedText, presetMoment, toField, zoneName } from '../../../renderer/console/later/moments';
import { fillIn, unresolved } from '../../../renderer/console/later/reply_variables';
import { roomsSorted } from '../../../renderer/store/select';
import { emptyChat } from '../../../renderer/store/chat';
import { entryOf } from '../../../renderer/store/rooms';
import { aRoom } from './rooms';

describe('moments', () => {
  it('are in the own calendar: an hour from now, tomorrow at nine, the next Monday at nine', () => {
    const friday = new Date(2026, 0, 30, 23, 40);
    expect(presetMoment('in_an_hour', friday)).toEqual(new Date(2026, 0, 31, 0, 40));
    expect(presetMoment('tomorrow', friday)).toEqual(new Date(2026, 0, 31, 9));
    expect(presetMoment('monday', friday)).toEqual(new Date(2026, 1, 2, 9));
    for (let day = 1; day <= 14; day += 1) {
      const monday = presetMoment('monday', new Date(2026, 5, day, 12));
      expect([monday.getDay(), monday.getHours(), monday.getTime() > new Date(2026, 5, day, 12).getTime()]).toEqual([1, 9, true]);
    }
  });

  it('go into a field and come back', () => {
    const moment = new Date(2026, 10, 3, 7, 5);
    expect(toField(moment)).toBe('2026-11-03T07:05');
    expect(fromField(toField(moment))).toEqual(moment);
    for (const text of ['', '2026-11-03', 'soon', '2026-99-99T00:00']) expect(fromField(text)).toBe(null);
  });

  it('are told in the clock of another zone', () => {
    const moment = new Date('2026-01-05T06:00:00Z');
    expect(plannedText(moment, 'en', 'Asia/Tokyo')).toContain('03:00');
    expect(isSameClock(moment, 'Europe/Berlin', 'Europe/Paris')).toBe(true);
    expect(isSameClock(moment, 'Europe/Berlin', 'Asia/Tokyo')).toBe(false);
    expect(zoneName('America/Argentina/Buenos_Aires')).toBe('Buenos Aires');
  });
});

describe('canned replies', () => {
  it('are found by trigger before title before text', () => {
    const reply = (id: number, trigger: string, title: string, message: string): Reply => ({ id, scope: 'own', trigger, title, message, is_editable: true, updated_at: '2026-01-01T00:00:00.000Z' });
    const all = [reply(1, 'bye', 'Hello again', 'x'), reply(2, 'hello', 'Greeting', 'x'), reply(3, 'he', 'Short', 'x'), reply(4, 'z', 'Z', 'say HELLO')];
    expect(findReplies(all, 'he', 9).map(({ id }) => id)).toEqual([3, 2, 1, 4]);
    expect(findReplies(all, '', 2)).toHaveLength(2);
    expect(findReplies(all, 'nothing', 9)).toEqual([]);
    // Typed in the wrong layout, as far as nothing fits as it stands.
    expect(findReplies(all, 'руддщ', 9).map(({ id }) => id)).toEqual([2, 1, 4]);
    expect(findReplies([reply(5, 'привет', 'Приветствие', 'x'), ...all], 'ghbdtn', 9).map(({ id }) => id)).toEqual([5]);
  });

  it('are filled in once, and what the room does not know stays', () => {
    const room = aRoom();
    const client = room.participants.find(({ role }) => role === 'client')!.user;
    expect(fillIn('{client}, {order}: {deadline} {unknown} {client}', room)).toBe(`${client.first_name}, ${room.order}: {deadline} {unknown} ${client.first_name}`);
    const tricky = { ...room, participants: room.participants.map((one) => ({ ...one, user: { ...one.user, first_name: '{order}' } })) };
    expect(fillIn('{client}', tricky)).toBe('{order}');
    expect(unresolved('until {deadline}')).toEqual({ variable: 'deadline', from: 6, to: 16 });
    expect(unresolved('{nothing} of ours')).toBe(null);
  });
});

describe('the list', () => {
  it('puts pinned rooms on top in both orders and counts marked ones as unread', () => {
    const rooms = [1, 2, 3].map((id) => ({ ...aRoom({ id }), is_pinned: id === 1, unread_from: id === 2 ? 1 : null, created_at: `2026-01-0${id}T00:00:00.000Z`, last_message: null, unread_count: 0 }));
    const state = { ...emptyChat, rooms: new Map(rooms.map((room) => [room.id, entryOf(room)])) };
    for (const sort of ['recent', 'owed'] as const) expect(roomsSorted(state, sort).map(({ id }) => id)).toEqual([1, 3, 2]);
    expect(roomsSorted(state, 'recent', 'unread').map(({ id }) => id)).toEqual([2]);
  });
});
