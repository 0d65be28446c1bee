import type { StoreApi } from 'zustand/vanilla';
import { ALERT_DEFAULTS } from '../../protocol/alerts/choices';
import type { AlertDay, AlertEntry, AlertOutcome, Deed, Desktop, DesktopState, OwedRoom, Settings } from '../../protocol/desktop';
import type { Account, Totals } from '../../protocol/entities';
import type { Language } from '../../protocol/errors';
import type { AuthSource } from '../sync/sync';
import type { Connection } from '../store/chat';
import type { DesktopShell } from './desktop_shell';

/** What surrounds the page: the desktop's main process, or the browser. desktop.ts and browser.ts each make one; the rest sees only this. */

export type Failure = Extract<Awaited<ReturnType<Desktop['setServer']>>, { ok: false }>;
export type FailureCode = Failure['code'];
export type AlertCall = Parameters<Desktop['alert']>[0];

/** What became of alerts, newest first, and how many of each day ended how, newest day first. */
export type AlertHistory = { entries: readonly AlertEntry[]; days: readonly AlertDay[] };

export type HostState = Pick<DesktopState, 'settings' | 'paused_until' | 'surroundings' | 'focused' | 'server' | 'may_resume' | 'keeps_secrets' | 'has_tray' | 'platform' | 'version' | 'accounts'> & {
  /** What the system speaks, where the host knows better than the page. */
  system_language: Language | null;
  /** Whether notifications may be shown; `ask`: only after a click that asks for it. */
  permission: 'granted' | 'denied' | 'ask' | 'unsupported';
};

export type HostAccounts = {
  show(id: number): void;
  add(): void;
  /** Takes the account of this page off the machine. */
  remove(): void;
};

export type Host = {
  readonly kind: 'desktop' | 'browser';
  readonly state: StoreApi<HostState>;
  readonly auth: AuthSource;
  /** What only the desktop has around the console. */
  readonly shell: DesktopShell | null;
  /** The accounts of this program and how to get from one to another; null in a browser, which has one. */
  readonly accounts: HostAccounts | null;
  /** Remembers the server's address after having asked it who it is; a browser's is the page's own. */
  setServer(url: string): Promise<{ ok: true } | Failure>;
  /** `code`: of the second factor, where the account has one. */
  signIn(email: string, password: string, code?: string): Promise<{ ok: true; user: Account } | Failure>;
  /** By the server's single sign-on, in the system's browser; a browser's page goes there itself. */
  browserSignIn: { begin(): Promise<{ ok: true; user: Account } | Failure>; stop(): void } | null;
  setSettings(change: Partial<Settings>): Promise<void>;
  /** Silence for so many minutes; 0 ends it. */
  pauseAlerts(minutes: number): Promise<void>;
  /** Asks the browser to allow notifications; to be called from a click. */
  askPermission(): Promise<void>;
  alert(alert: AlertCall): Promise<void>;
  clearAlert(room: number): void;
  /** Shows a notification for trying out, and says what became of it. */
  testAlert(): Promise<{ outcome: AlertOutcome; detail: string }>;
  getAlertLog(): Promise<AlertHistory>;
  /** What was done to notifications and waits to be carried out. */
  getDeeds(): Promise<readonly Deed[]>;
  deedDone(id: string): Promise<void>;
  /** Takes away what the log of alerts says of rooms; `withUnsent`: also this user's replies that have not been taken on yet. */
  eraseAlerts(user: number, withUnsent: boolean): Promise<void>;
  onDeedWaits(listener: () => void): () => void;
  setConnection(state: Connection): void;
  /** `lateRooms`: how many should have been answered by now. */
  setTotals(totals: Totals, owed: readonly OwedRoom[], lateRooms?: number): void;
  /** A notification, the tray or a deep link asks for a room; one asked for before the page was there comes at once. */
  onOpenRoom(listener: (room: number) => void): () => void;
  /** A deep link asks for an order by its number; likewise. */
  onOpenOrder(listener: (order: number) => void): () => void;
  /** The machine is about to sleep. */
  onSuspending(listener: () => void): () => void;
  /** Calls back when several accounts are asked whose a room or an order is; the listener says whether it is here, as soon as that is known. Returns how to stop. */
  onPlaceAsked(listener: (place: { room: number | null; order: number | null }) => Promise<boolean>): () => void;
  /** Woken up, or the network is back. */
  onResumed(listener: () => void): () => void;
  /** The session was ended outside the page. */
  onSignedOut(listener: () => void): () => void;
};

/** The settings of someone who has chosen nothing yet. */
export const DEFAULT_SETTINGS: Settings = {
  language: 'system',
  theme: 'system',
  ...ALERT_DEFAULTS,
  badge: 'unread_messages',
  close_to_tray: true,
  autostart: false,
  show_key: null,
  spelling: ['ru', 'en'],
  zoom: 1,
  popout_zoom: 1,
};
