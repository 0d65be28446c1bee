import { expect, it } from 'vitest';
import type { AuditLine } from '../../../protocol/admin';
import type { Language } from '../../../protocol/errors';
import { factsInWords, orderOf } from '../../../renderer/console/admin/audit_lines';
import { kindName } from '../../../renderer/console/admin/audit_texts';

/* What a line of the audit log says to people. */

const named = { team: (id: number) => (id === 1 ? 'Ночная смена' : undefined), label: () => undefined, policy: () => undefined };
const words = (kind: string, data: AuditLine['data'], language: Language = 'ru') => factsInWords({ kind, data }, language, named).join(' · ');

it('says the facts of a line in words, in both languages', () => {
  expect(words('login', { device: 'desktop', code: 'time' })).toBe('в программе для компьютера · с кодом из приложения');
  expect(words('login', { device: 'web', by: 'oidc' }, 'en')).toBe('in a browser · by single sign-on');
  expect(words('login_refused', { reason: 'wrong password' })).toBe('неверный пароль');
  expect(words('user_changed', { user: 7, role: 'lead', role_before: 'expert' }, 'en')).toBe('role: Expert → Lead');
  expect(words('key_made', { key: 2, name: 'Касса', scopes: 'orders:read invites:write' })).toBe('«Касса» · права: читать заказы и переписку, создавать ссылки для клиентов');
  expect(words('key_rotated', { key: 3, before: 2, name: 'Касса', overlap_hours: 0 })).toBe('«Касса» · прежний отключён сразу');
  expect(words('transfer_offered', { offer: 4, to: 3, orders: '4107,4108' })).toBe('#4107, #4108');
  expect(words('history_imported', { lines: 30, users: 2, orders: 5, messages: 20, bad: 0 }, 'en')).toBe('lines: 30 · people: 2 · orders: 5 · messages: 20');
  expect(words('capacity_set', { user: 4, capacity: null })).toBe('без своего предела');
  expect(words('sessions_revoked', { sessions: 2, keeps_current: true })).toBe('2 входа · кроме своего');
  expect(words('message_deleted', { message: 12, room: 7 })).toBe('сообщение 12 · чат 7');
});

it('names what the console knows by name, and gives the number of what it does not', () => {
  expect(words('team_changed', { team: 1, is_closed: false, members: '4,5,6', leads: '' })).toBe('«Ночная смена» · участников: 3');
  expect(words('team_changed', { team: 2, is_closed: true, members: '', leads: '' }, 'en')).toBe('team 2 · closed');
});

it('leaves orders to their own place, and says a fact that it does not know as it is written', () => {
  expect(words('room_looked_at', { room: 7, order: 4107 })).toBe('');
  expect(orderOf({ data: { room: 7, order: 4107 } })).toBe(4107);
  expect(words('login_refused', { reason: 'server moon' })).toBe('причина: server moon');
  expect(words('moon_landed', { crater: 'Tycho', is_soft: true })).toBe('crater: Tycho · is_soft: true');
  expect(kindName('moon_landed', 'ru')).toBe('moon landed');
});
