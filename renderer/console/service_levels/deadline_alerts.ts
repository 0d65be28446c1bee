import { warn, type Deadline, type Warned } from '../../../protocol/alerts/deadlines';
import type { Language } from '../../../protocol/errors';
import { ageText } from '../../chat/dates';
import { cleanName } from '../../chat/names';
import { translator } from '../../chat/texts';
import { countLate, levelDueOf, roomsByLevel } from '../../store/deadlines';
import { clientOf } from '../../store/select';
import type { ChatState } from '../../store/chat';
import type { Sync } from '../../sync/sync';
import type { AlertCall, Host } from '../host';
import { dueText } from '../promises/due';
import { isSilent } from '../reminders';
import { watchSleep } from '../slept';
import { levelTexts } from './level_texts';

const TICK_MS = 5_000;
const MINUTE_MS = 60_000;
/** More of them at once become one that speaks for all. */
const APART_MAX = 3;

/** The rooms that are due within the lead or late. */
export function deadlinesWithin(state: ChatState, leadMinutes: number, now: number): Deadline[] {
  const until = countLate(state, now + leadMinutes * MINUTE_MS);
  return roomsByLevel(state)
    .slice(0, until)
    .map((room) => ({ room: room.id, due: Date.parse(levelDueOf(room, state.policies)!), is_muted: room.is_muted }));
}

/** What the warnings say: each for itself, or one for all of them that leads to the one that is due first. */
export function deadlineAlerts(due: readonly Deadline[], rooms: ChatState['rooms'], isInView: (room: number) => boolean, language: Language, now: number): AlertCall[] {
  const t = translator(levelTexts, language);
  const timeOf = ({ due: at }: Deadline) => dueText(new Date(at).toISOString(), language, now);
  const one = (deadline: Deadline, title: (name: string, order: number) => string, body: (name: string) => string): AlertCall[] => {
    const room = rooms.get(deadline.room)?.room;
    if (room === undefined) return [];
    const client = clientOf(room);
    const name = client === null ? '' : cleanName(`${client.first_name} ${client.last_name}`);
    return [{ kind: 'reminder', room: room.id, order: room.order, seq: room.last_seq, title: title(name, room.order), body: body(name), in_view: isInView(room.id) }];
  };
  const [first] = due;
  if (first !== undefined && due.length > APART_MAX) {
    return one(first, () => t('alert_many', { count: due.length }), (name) => t('alert_first', { name, time: timeOf(first) }));
  }
  return due.flatMap((deadline) => {
    const time = timeOf(deadline);
    const body = deadline.due <= now ? t('alert_late', { time }) : t('alert_soon', { time, left: ageText(new Date(now).toISOString(), language, new Date(deadline.due)) });
    return one(deadline, (name, order) => `${name} · #${order}`, () => body);
  });
}

/** Looks now and then which answers are due soon, and warns of each once, as alerts; returns how to stop. */
export function sendDeadlineAlerts(host: Host, sync: Sync, isInView: (room: number) => boolean, language: () => Language): () => void {
  const server = host.state.getState().server ?? '';
  const mayBeOld = watchSleep(Date.now());
  const tick = () => {
    const state = sync.store.getState();
    const now = Date.now();
    // What was kept from the last time may have been answered since.
    if (mayBeOld(state.as_of, now) || !state.me || !state.is_caught_up) return;
    const key = keyOf(server, state.me.id);
    const around = host.state.getState();
    const lead = around.settings.warn_minutes;
    const { due, warned } = warn(lead === 0 ? [] : deadlinesWithin(state, lead, now), lead, now, load(key), isSilent(around, now));
    keep(key, warned);
    for (const alert of deadlineAlerts(due, state.rooms, isInView, language(), now)) void host.alert(alert);
  };
  const timer = setInterval(tick, TICK_MS);
  return () => clearInterval(timer);
}

/** Forgets what this user was warned of on this device. */
export function eraseWarned(server: string, user: number): void {
  localStorage.removeItem(keyOf(server, user));
}

const keyOf = (server: string, user: number) => `orderline.warned ${server} ${user}`;

function load(key: string): Warned {
  try {
    const value: unknown = JSON.parse(localStorage.getItem(key) ?? '{}');
    return typeof value === 'object' && value !== null ? (value as Warned) : {};
  } catch {
    return {};
  }
}

function keep(key: string, warned: Warned): void {
  try {
    localStorage.setItem(key, JSON.stringify(warned));
  } catch {
    // No storage: a new page warns anew.
  }
}
