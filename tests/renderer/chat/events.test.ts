import { expect, it } from 'vitest';
import type { EventKind, RoomEvent } from '../../../protocol/entities';
import { eventText } from '../../../renderer/chat/EventLine';
import { ownEventText } from '../../../renderer/console/floor/own_events';

const event = (kind: string, data: Record<string, unknown> = {}): RoomEvent => ({ id: 1, room: 1, after_seq: 0, kind: kind as EventKind, actor: null, data, created_at: '2026-03-12T12:00:00.000Z' });

it('puts an event of the room into words', () => {
  expect(eventText(event('order_created'), 'ru')).toBe('Заказ создан');
  expect(eventText(event('order_changed', { status: { from: 'new', to: 'in_progress' } }), 'ru')).toBe('Статус заказа: в работе');
  expect(eventText(event('order_changed', { title: { from: 'a', to: 'Essay' }, status: { from: 'new', to: 'Ждёт оплаты' } }), 'en')).toBe(
    'The order is now called “Essay” · Order status: Ждёт оплаты',
  );
  expect(eventText(event('expert_assigned', { user: 1, name: 'Анна\u202e Соколова' }), 'ru')).toBe('Эксперт по заказу: Анна Соколова');
  expect(eventText(event('expert_joined', { user: 2, name: 'Борис Левин' }), 'ru')).toBe('К чату присоединился эксперт Борис Левин');
  expect(eventText(event('expert_left', { user: 2, name: 'Boris Levin' }), 'en')).toBe('Boris Levin left the chat');
  expect(eventText(event('expert_removed', { user: 1, name: 'Анна' }), 'ru')).toBe('Эксперт больше не ведёт этот заказ');
});

it('says who decided what about the room, and until when', () => {
  const anna = { id: 1, first_name: 'Анна', last_name: 'Соколова', role: 'expert' as const };
  const until = new Date(2027, 0, 5, 9, 0).toISOString();
  expect(ownEventText({ ...event('room_snoozed', { until, before: {} }), actor: anna }, 'ru')).toMatch(/^Чат отложен до 5 января 2027.*, 09:00 · Анна Соколова$/);
  expect(ownEventText({ ...event('answer_waived'), actor: anna }, 'en')).toBe('No answer needed · Анна Соколова');
  expect(ownEventText(event('triage_undone', { event: 3, kind: 'room_done' }), 'ru')).toBe('Отменено: чат завершён');
  expect(ownEventText(event('room_woken', { was: 'done' }), 'ru')).toBe('Клиент написал, чат вернулся');
});

it('says in the console what experts did with an order among themselves, and leaves the rest to the words that clients see', () => {
  expect(ownEventText(event('transfer_offered', { user: 2, name: 'Борис Левин', comment: 'смена кончилась' }), 'ru')).toBe('Предложен коллеге: Борис Левин · смена кончилась');
  expect(ownEventText(event('transfer_lapsed', { user: 2, name: 'Boris Levin', comment: 'x' }), 'en')).toBe('No answer from Boris Levin');
  expect(ownEventText(event('order_queued', { comment: 'ночная смена', team: { id: 3, name: 'Перево\u202eды' } }), 'ru')).toBe('Отдан в очередь команды «Переводы» · ночная смена');
  expect(ownEventText(event('order_queued', { team: null, comment: 'later' }), 'en')).toBe('Put into the queue · later');
  expect(ownEventText(event('order_taken_over'), 'en')).toBe('Taken over by a lead');
  expect(ownEventText(event('expert_assigned', { name: 'Анна' }), 'ru')).toBeNull();
});

it('says something of an event that it does not know', () => {
  expect(eventText(event('order_changed', { status: 7 }), 'en')).toBe('The order was changed');
  expect(eventText(event('from_the_future', { anything: {} }), 'ru')).toBe('Заказ изменён');
});
