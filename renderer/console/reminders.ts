import { isQuietTime } from '../../protocol/alerts/quiet_hours';
import { remind, type Marks, type Reminder, type Waiting } from '../../protocol/alerts/reminders';
import type { Room } from '../../protocol/entities';
import type { Language } from '../../protocol/errors';
import { ageText } from '../chat/dates';
import { cleanName } from '../chat/names';
import { translator } from '../chat/texts';
import { clientOf } from '../store/select';
import type { ChatState } from '../store/chat';
import type { Sync } from '../sync/sync';
import { alertTexts } from './alert_texts';
import type { AlertCall, Host, HostState } from './host';
import { watchSleep } from './slept';

const TICK_MS = 5_000;
/** More of them at once become one that speaks for all. */
const APART_MAX = 3;

/** A room as reminders see it. */
export function waitingOf(room: Room, me: number): Waiting {
  const mine = room.participants.find((participant) => participant.user.id === me);
  const isNew = mine?.last_read_at === null && room.unread_count > 0 && room.owed_since !== null;
  return {
    room: room.id,
    owed_since: room.owed_since,
    new_since: isNew ? (room.last_message?.created_at ?? room.owed_since) : null,
    is_muted: room.is_muted,
    is_snoozed: room.snoozed_until != null,
  };
}

/** True while no reminder may come: it then waits for the end of the silence. */
export function isSilent({ settings, paused_until, surroundings }: Pick<HostState, 'settings' | 'paused_until' | 'surroundings'>, now: number): boolean {
  const isPaused = paused_until !== null && Date.parse(paused_until) > now;
  return !settings.alerts || isPaused || surroundings.do_not_disturb === 'on' || isQuietTime(settings.quiet_hours, now);
}

/** What the reminders say: each for itself, or one for all of them that leads to the one who waits longest. */
export function reminderAlerts(due: readonly Reminder[], rooms: ChatState['rooms'], isInView: (room: number) => boolean, language: Language, now: Date): AlertCall[] {
  const t = translator(alertTexts, language);
  const [first] = due;
  if (first === undefined) return [];
  const age = (since: string) => ageText(since, language, now);
  const one = (reminder: Reminder, title: string, body: string): AlertCall[] => {
    const room = rooms.get(reminder.room)?.room;
    if (room === undefined) return [];
    return [{ kind: 'reminder', room: room.id, order: room.order, seq: room.last_seq, title, body, in_view: isInView(room.id) }];
  };
  if (due.length > APART_MAX) return one(first, t('reminder_many', { count: due.length }), t('reminder_oldest', { age: age(first.since) }));
  return due.flatMap((reminder) => {
    const room = rooms.get(reminder.room)?.room;
    const client = room === undefined ? null : clientOf(room);
    const name = client === null ? '' : cleanName(`${client.first_name} ${client.last_name}`);
    const body = t(reminder.why === 'new' ? 'reminder_new' : 'reminder_owed', { age: age(reminder.since) });
    return one(reminder, `${name} · #${room?.order ?? ''}`, body);
  });
}

/** Looks now and then who has waited too long, and says so as alerts; returns how to stop. */
export function sendReminders(host: Host, sync: Sync, isInView: (room: number) => boolean, language: () => Language): () => void {
  const server = host.state.getState().server ?? '';
  const mayBeOld = watchSleep(Date.now());
  const tick = () => {
    const state = sync.store.getState();
    // What was kept from the last time may have been answered since.
    const at = Date.now();
    if (mayBeOld(state.as_of, at) || !state.me || !state.is_caught_up) return;
    const { id } = state.me;
    const key = keyOf(server, id);
    const around = host.state.getState();
    const rooms = [...state.rooms.values()].flatMap(({ room }) => (room.owed_since === null && room.unread_count === 0 ? [] : [waitingOf(room, id)]));
    // Read anew each time: another tab of this browser may have reminded meanwhile.
    const { due, marks } = remind(rooms, around.settings.reminders, at, load(key), isSilent(around, at));
    keep(key, marks);
    for (const alert of reminderAlerts(due, state.rooms, isInView, language(), new Date(at))) void host.alert(alert);
  };
  const timer = setInterval(tick, TICK_MS);
  return () => clearInterval(timer);
}

/** Forgets what this user was reminded of on this device. */
export function eraseReminded(server: string, user: number): void {
  localStorage.removeItem(keyOf(server, user));
}

const keyOf = (server: string, user: number) => `orderline.reminded ${server} ${user}`;

function load(key: string): Marks {
  try {
    const value: unknown = JSON.parse(localStorage.getItem(key) ?? '{}');
    return typeof value === 'object' && value !== null ? (value as Marks) : {};
  } catch {
    return {};
  }
}

function keep(key: string, marks: Marks): void {
  try {
    localStorage.setItem(key, JSON.stringify(marks));
  } catch {
    // No storage: a new page reminds anew.
  }
}
