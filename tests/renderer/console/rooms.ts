import type { Message, Participant, Room } from '../../../protocol/entities';

/** Rooms as the server would show them, for tests of what is made of them. */

const AT = '2026-11-20T10:00:00.000Z';

export const person = (id: number, first_name: string, last_name: string, role: 'client' | 'expert'): Participant => ({
  id,
  user: { id, first_name, last_name, role },
  role,
  read_seq: 0,
  last_read_at: null,
  joined_at: AT,
  is_online: false,
  is_responsible: role === 'expert',
  time_zone: null,
});

export const aMessage = (change: Partial<Message> = {}): Message => ({
  id: 1,
  room: 1,
  seq: 1,
  rev: 1,
  client_message_id: '00000000-0000-4000-8000-000000000001',
  sender: 20,
  sender_name: 'Мария Кузнецова',
  message: 'Здравствуйте',
  file: null,
  attachments: [],
  reply_to: null,
  is_read: false,
  created_at: AT,
  edited_at: null,
  deleted_at: null,
  ...change,
});

export const aRoom = (change: Partial<Room> = {}): Room => ({
  id: 1,
  order: 1042,
  order_title: 'Логотип',
  order_status: 'new',
  participants: [person(20, 'Мария', 'Кузнецова', 'client'), person(10, 'Анна', 'Соколова', 'expert')],
  last_message: null,
  last_seq: 0,
  last_rev: 0,
  read_seq: 0,
  unread_count: 0,
  is_muted: false,
  is_pinned: false,
  unread_from: null,
  owed_since: null,
  state: 'waiting',
  snoozed_until: null,
  snoozed_owed_since: null,
  due_at: null,
  created_at: AT,
  updated_at: AT,
  ...change,
});

/** A client in a room. */
export const aClient = (id: number, first_name: string, last_name: string): Participant => person(id, first_name, last_name, 'client');
