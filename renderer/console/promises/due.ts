import { isSameDay, timeText } from '../../chat/dates';
import type { Language } from '../../../protocol/errors';
import type { ExpertPromise, PromiseState } from '../../../protocol/promises';

/** How near a due time is: `soon` within half an hour, `late` behind it. */
export type Nearness = 'far' | 'soon' | 'late';

const SOON_MS = 30 * 60_000;

export function nearnessOf(due_at: string, now: number): Nearness {
  const left = Date.parse(due_at) - now;
  return left < 0 ? 'late' : left <= SOON_MS ? 'soon' : 'far';
}

/** "17:00" today, "пт, 17:00" within a week, a date with the time otherwise. */
export function dueText(due_at: string, language: Language, now: number): string {
  const time = timeText(due_at, language);
  if (isSameDay(due_at, new Date(now).toISOString())) return time;
  const isNear = Math.abs(Date.parse(due_at) - now) < 6 * 86_400_000;
  const day = new Intl.DateTimeFormat(language, isNear ? { weekday: 'short' } : { day: 'numeric', month: 'short' }).format(new Date(due_at));
  return `${day}, ${time}`;
}

/** The state of a promise now: an open one becomes late by itself. */
export function stateNow({ state, due_at }: Pick<ExpertPromise, 'state' | 'due_at'>, now: number): PromiseState {
  return state === 'open' && Date.parse(due_at) < now ? 'late' : state;
}
