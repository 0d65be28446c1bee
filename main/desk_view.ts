import type { ConnectionState, OwedRoom, Settings, Surroundings } from '../protocol/desktop';
import type { Totals } from '../protocol/entities';
import type { Language } from '../protocol/errors';
import { alertLine } from './alert_text';
import { textsOf, type Texts } from './texts';

/** All that tray, badge, overlay and title are drawn from. */
export type DeskState = {
  language: Language;
  connection: ConnectionState;
  totals: Totals;
  owed: readonly OwedRoom[];
  paused_until: string | null;
  /** The end of the quiet hours that it is in, as a time of the day; null outside of them. */
  quiet_until: string | null;
  do_not_disturb: Surroundings['do_not_disturb'];
  counts: Settings['badge'];
  now: number;
};

export type TrayIcon = { kind: 'quiet' | 'unread' | 'owed' | 'offline' | 'signed_out'; number: number; is_paused: boolean };

export type MenuAction = { do: 'show' } | { do: 'open_room'; room: number } | { do: 'pause'; minutes: number | null } | { do: 'quit' };
export type MenuRow = { label: string; action?: MenuAction; rows?: MenuRow[] } | 'line';

export type DeskView = {
  icon: TrayIcon;
  number: number;
  tooltip: string;
  menu: MenuRow[];
  badge: number;
  overlay: { number: number; description: string } | null;
  title: string;
};

export const NO_TOTALS: Totals = { unread_count: 0, unread_rooms: 0, owed_rooms: 0, oldest_owed_since: null };

/** The whole face of the program outside its window, as one picture of its state. */
export function deskView(state: DeskState): DeskView {
  const texts = textsOf(state.language);
  const signedOut = state.connection === 'signed_out';
  const totals = signedOut ? NO_TOTALS : state.totals;
  const number = countOf(totals, state.counts);
  const summary = summaryOf(totals, state.now, texts);
  const unread = totals.unread_count > 0 ? texts.unread(totals.unread_count) : null;
  return {
    icon: { kind: iconKind(state.connection, totals), number, is_paused: isQuiet(state) },
    number,
    tooltip: tooltipOf(state, summary, unread, texts),
    menu: menuOf(state, summary, texts),
    badge: number,
    overlay: number === 0 ? null : { number, description: unread ?? summary },
    title: number === 0 ? 'Orderline' : `(${number}) Orderline`,
  };
}

function isQuiet({ paused_until, quiet_until, do_not_disturb }: DeskState): boolean {
  return paused_until !== null || quiet_until !== null || do_not_disturb === 'on';
}

function countOf(totals: Totals, counts: Settings['badge']): number {
  if (counts === 'unread_messages') return totals.unread_count;
  return counts === 'unread_rooms' ? totals.unread_rooms : totals.owed_rooms;
}

function iconKind(connection: ConnectionState, totals: Totals): TrayIcon['kind'] {
  if (connection === 'signed_out') return 'signed_out';
  if (connection !== 'online') return 'offline';
  if (totals.owed_rooms > 0) return 'owed';
  return totals.unread_count > 0 ? 'unread' : 'quiet';
}

/** "All quiet", or how many wait and for how long. */
function summaryOf(totals: Totals, now: number, texts: Texts): string {
  if (totals.owed_rooms === 0 || totals.oldest_owed_since === null) return texts.allQuiet;
  return texts.owed(totals.owed_rooms, texts.age(now - Date.parse(totals.oldest_owed_since)));
}

function tooltipOf(state: DeskState, summary: string, unread: string | null, texts: Texts): string {
  if (state.connection === 'signed_out') return `Orderline: ${texts.connection.signed_out}`;
  const isCalm = summary === texts.allQuiet;
  const parts = isCalm && unread !== null ? [unread] : [summary, ...(unread === null ? [] : [unread])];
  if (state.connection !== 'online') parts.unshift(texts.connection[state.connection]);
  if (state.paused_until !== null) parts.push(texts.paused);
  else if (state.quiet_until !== null) parts.push(texts.quietHours(state.quiet_until).toLocaleLowerCase(state.language));
  return `Orderline: ${parts.join(', ')}`;
}

function menuOf(state: DeskState, summary: string, texts: Texts): MenuRow[] {
  const connection: MenuRow = { label: texts.connection[state.connection] };
  const quit: MenuRow = { label: texts.quit, action: { do: 'quit' } };
  const show: MenuRow = { label: texts.show, action: { do: 'show' } };
  if (state.connection === 'signed_out') return [connection, 'line', show, 'line', quit];
  const owed = state.owed.map((each): MenuRow => ({
    label: [alertLine(each.client, 40), texts.order(each.order), texts.age(state.now - Date.parse(each.owed_since))].join(' · '),
    action: { do: 'open_room', room: each.room },
  }));
  const quiet: MenuRow[] = state.quiet_until === null ? [] : [{ label: texts.quietHours(state.quiet_until) }];
  const system: MenuRow = { label: texts.doNotDisturb[state.do_not_disturb] };
  return [{ label: summary }, ...owed, 'line', show, pauseRow(state.paused_until, texts), ...quiet, system, 'line', connection, quit];
}

function pauseRow(paused_until: string | null, texts: Texts): MenuRow {
  if (paused_until !== null) return { label: texts.endPause, action: { do: 'pause', minutes: 0 } };
  return {
    label: texts.pause,
    rows: [
      { label: texts.pauseHalfHour, action: { do: 'pause', minutes: 30 } },
      { label: texts.pauseHour, action: { do: 'pause', minutes: 60 } },
      { label: texts.pauseFourHours, action: { do: 'pause', minutes: 240 } },
      { label: texts.pauseUntilOff, action: { do: 'pause', minutes: null } },
    ],
  };
}
