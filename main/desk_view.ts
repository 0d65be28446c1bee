import type { ConnectionState, OwedRoom, Settings, Surroundings } from '../protocol/desktop';
import type { UpdateState } from '../protocol/desktop_shell';
import type { Totals } from '../protocol/entities';
import type { Language } from '../protocol/errors';
import { ACCOUNTS_MAX } from '../protocol/limits';
import { alertLine } from './alert_text';
import { textsOf, type Texts } from './texts';

/** What the page of one account has said of it. */
export type AccountState = { id: number; name: string; connection: ConnectionState; totals: Totals; owed: readonly OwedRoom[]; /** Of those owed, how many are late by their service level. */ late_rooms?: number };

/** All that tray, badge, overlay and titles are drawn from. */
export type DeskState = {
  language: Language;
  /** In the order in which they were added; never empty. */
  accounts: readonly AccountState[];
  paused_until: string | null;
  /** The end of the quiet hours that it is in, as a time of the day; null outside of them. */
  quiet_until: string | null;
  do_not_disturb: Surroundings['do_not_disturb'];
  counts: Settings['badge'];
  update: Pick<UpdateState, 'name' | 'version'>;
  now: number;
};

export type TrayIcon = { kind: 'quiet' | 'unread' | 'owed' | 'offline' | 'signed_out'; number: number; is_paused: boolean };

export type MenuAction = { do: 'show'; account: number | null } | { do: 'open_room'; account: number; room: number } | { do: 'add_account' } | { do: 'pause'; minutes: number | null } | { do: 'update' } | { do: 'quit' };
export type MenuRow = { label: string; action?: MenuAction; rows?: MenuRow[] } | 'line';

export type DeskView = {
  icon: TrayIcon;
  number: number;
  tooltip: string;
  menu: MenuRow[];
  badge: number;
  overlay: { number: number; description: string } | null;
  /** The title of each account's window. */
  titles: ReadonlyMap<number, string>;
};

const OWED_IN_MENU = 5;

export const NO_TOTALS: Totals = { unread_count: 0, unread_rooms: 0, owed_rooms: 0, oldest_owed_since: null };

/** The whole face of the program outside its window, as one picture of its state. */
export function deskView(state: DeskState): DeskView {
  const texts = textsOf(state.language);
  const connection = connectionOf(state.accounts);
  const totals = sumOfTotals(state.accounts);
  const number = countOf(totals, state.counts);
  const summary = summaryOf(totals, lateOf(state.accounts), state.now, texts);
  const unread = totals.unread_count > 0 ? texts.unread(totals.unread_count) : null;
  return {
    icon: { kind: iconKind(connection, totals), number, is_paused: isQuiet(state) },
    number,
    tooltip: tooltipOf(state, connection, summary, unread, texts),
    menu: menuOf(state, connection, summary, texts),
    badge: number,
    overlay: number === 0 ? null : { number, description: unread ?? summary },
    titles: new Map(state.accounts.map((account) => [account.id, titleOf(account, state)])),
  };
}

/** The number of one account, as the badge counts. */
export function numberOf({ connection, totals }: AccountState, counts: Settings['badge']): number {
  return connection === 'signed_out' ? 0 : countOf(totals, counts);
}

function titleOf(account: AccountState, { accounts, counts }: DeskState): string {
  const number = numberOf(account, counts);
  const name = accounts.length > 1 && account.name !== '' ? `Orderline · ${alertLine(account.name, 80)}` : 'Orderline';
  return number === 0 ? name : `(${number}) ${name}`;
}

/** As good as the best of them: a server that is gone shows in the line of its own account, and hides nothing of the others. */
function connectionOf(accounts: readonly AccountState[]): ConnectionState {
  const order = ['online', 'connecting', 'offline', 'signed_out'] as const;
  return order.find((state) => accounts.some(({ connection }) => connection === state)) ?? 'signed_out';
}

function sumOfTotals(accounts: readonly AccountState[]): Totals {
  const signedIn = accounts.filter(({ connection }) => connection !== 'signed_out').map(({ totals }) => totals);
  return signedIn.reduce(
    (sum, each) => ({
      unread_count: sum.unread_count + each.unread_count,
      unread_rooms: sum.unread_rooms + each.unread_rooms,
      owed_rooms: sum.owed_rooms + each.owed_rooms,
      oldest_owed_since: [sum.oldest_owed_since, each.oldest_owed_since].filter((since) => since !== null).sort()[0] ?? null,
    }),
    NO_TOTALS,
  );
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

function lateOf(accounts: readonly AccountState[]): number {
  return accounts.reduce((sum, { connection, late_rooms = 0 }) => sum + (connection === 'signed_out' ? 0 : late_rooms), 0);
}

/** "All quiet", or how many wait, for how long, and how many of them are late. */
function summaryOf(totals: Totals, late: number, now: number, texts: Texts): string {
  if (totals.owed_rooms === 0 || totals.oldest_owed_since === null) return texts.allQuiet;
  const owed = texts.owed(totals.owed_rooms, texts.age(now - Date.parse(totals.oldest_owed_since)));
  return late === 0 ? owed : `${owed}, ${texts.late(late)}`;
}

function tooltipOf(state: DeskState, connection: ConnectionState, summary: string, unread: string | null, texts: Texts): string {
  if (connection === 'signed_out') return `Orderline: ${texts.connection.signed_out}`;
  const isCalm = summary === texts.allQuiet;
  const parts = isCalm && unread !== null ? [unread] : [summary, ...(unread === null ? [] : [unread])];
  if (connection !== 'online') parts.unshift(texts.connection[connection]);
  if (state.paused_until !== null) parts.push(texts.paused);
  else if (state.quiet_until !== null) parts.push(texts.quietHours(state.quiet_until).toLocaleLowerCase(state.language));
  return `Orderline: ${parts.join(', ')}`;
}

function menuOf(state: DeskState, connection: ConnectionState, summary: string, texts: Texts): MenuRow[] {
  const { accounts } = state;
  const isSeveral = accounts.length > 1;
  const connections = accounts.map((account): MenuRow => ({ label: isSeveral ? `${nameOf(account, texts)}: ${texts.connection[account.connection]}` : texts.connection[account.connection] }));
  const quit: MenuRow = { label: texts.quit, action: { do: 'quit' } };
  const add: MenuRow[] = accounts.length < ACCOUNTS_MAX ? [{ label: texts.addAccount, action: { do: 'add_account' } }] : [];
  const shows: MenuRow[] = isSeveral ? accounts.map((account) => showRow(account, state, texts)) : [{ label: texts.show, action: { do: 'show', account: null } }];
  const end: MenuRow[] = [...updateRows(state.update, texts), quit];
  if (connection === 'signed_out') return isSeveral ? [...connections, 'line', ...shows, ...add, 'line', ...end] : [...connections, 'line', ...shows, 'line', ...end];
  const quiet: MenuRow[] = state.quiet_until === null ? [] : [{ label: texts.quietHours(state.quiet_until) }];
  const system: MenuRow = { label: texts.doNotDisturb[state.do_not_disturb] };
  return [{ label: summary }, ...owedRows(state, texts), 'line', ...shows, ...add, pauseRow(state.paused_until, texts), ...quiet, system, 'line', ...connections, ...end];
}

/** The next step of an update, as long as there is one. How far it is loaded is not said: a menu that changes closes under the pointer. */
function updateRows({ name, version }: DeskState['update'], texts: Texts): MenuRow[] {
  if (version === null || name === 'off' || name === 'idle' || name === 'checking') return [];
  const label = texts.update[name](alertLine(version, 40));
  return [name === 'loading' ? { label } : { label, action: { do: 'update' } }];
}

/** The longest owed of all accounts together. */
function owedRows({ accounts, now }: DeskState, texts: Texts): MenuRow[] {
  const owed = accounts.flatMap((account) => (account.connection === 'signed_out' ? [] : account.owed.map((each) => ({ account, each }))));
  return owed
    .sort((one, two) => Date.parse(one.each.owed_since) - Date.parse(two.each.owed_since))
    .slice(0, OWED_IN_MENU)
    .map(({ account, each }) => ({
      label: [alertLine(each.client, 40), texts.order(each.order), texts.age(now - Date.parse(each.owed_since)), ...(accounts.length > 1 ? [nameOf(account, texts)] : [])].join(' · '),
      action: { do: 'open_room', account: account.id, room: each.room },
    }));
}

function showRow(account: AccountState, { counts }: DeskState, texts: Texts): MenuRow {
  const number = numberOf(account, counts);
  return { label: `${nameOf(account, texts)}${number === 0 ? '' : ` (${number})`}`, action: { do: 'show', account: account.id } };
}

const nameOf = ({ name }: AccountState, texts: Texts) => (name === '' ? texts.newAccount : alertLine(name, 60));

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
