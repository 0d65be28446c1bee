import { z } from 'zod';
import { HIDE_TEXT, SOUND_NAMES } from './alerts/choices';
import { account, totals } from './entities';
import { count, id, language, messageText, time, uuid } from './fields';
import { ACCOUNTS_MAX, PASSWORD_MAX } from './limits';
import { shellCalls, shellSettings, shellSignals } from './desktop_shell';
import { ERROR_CODES } from './errors';

/**
 * The bridge between the page and the desktop's main process. `window.desktop` is generated from the keys of `calls` and
 * `signals`; plain JSON goes over it, parsed by these schemas on both sides.
 */

const text = (max: number) => z.string().max(max);
const none = z.undefined();

const failure = z.strictObject({
  ok: z.literal(false),
  /** `offline`: the server could not be reached; `insecure`: not https and not loopback; `not_orderline`: something else answers there. */
  code: z.enum([...ERROR_CODES, 'offline', 'insecure', 'not_orderline']),
  message: text(500),
  /** Seconds to wait before the next try. */
  retry_after: z.number().optional(),
  /** The password is right, and a code is wanted, or another one. */
  needs_code: z.literal(true).optional(),
});

/** What the renderer gets to speak to the server; the refresh token stays in the main process. */
const access = z.object({ ok: z.literal(true), access_token: z.string(), expires_in: z.number(), user: account });

export const themes = ['system', 'light', 'dark'] as const;

const minutes = (max: number) => z.number().int().min(1).max(max);
/** A time of the day, as a clock shows it. */
const clockTime = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/);

export const quietHours = z.strictObject({ is_on: z.boolean(), from: clockTime, to: clockTime, days: z.array(z.number().int().min(1).max(7)).max(7) });

export const reminderRules = z.strictObject({
  is_on: z.boolean(),
  after_minutes: minutes(24 * 60),
  every_minutes: minutes(24 * 60),
  at_most: z.number().int().min(1).max(20),
  repeats_new: z.boolean(),
  new_every_minutes: minutes(60),
});

export const settings = z.strictObject({
  language: z.enum(['system', 'ru', 'en']),
  theme: z.enum(themes),
  alerts: z.boolean(),
  /** When an alert keeps the message's text to itself. */
  hide_text: z.enum(HIDE_TEXT),
  sound: z.boolean(),
  sound_name: z.enum(SOUND_NAMES),
  /** In percent; the system's own sound knows no volume. */
  sound_volume: z.number().int().min(0).max(100),
  /** More alerts than this fold into one; null: never. */
  alert_budget: z.strictObject({ alerts: z.number().int().min(1).max(50), seconds: z.number().int().min(5).max(600) }).nullable(),
  quiet_hours: quietHours,
  reminders: reminderRules,
  /** How many minutes before an answer is due by its service level it is warned of; 0: not at all. */
  warn_minutes: z.number().int().min(0).max(240),
  /** After so many minutes an order that still waits without an expert is announced again. */
  queue_repeat_minutes: z.number().int().min(1).max(240),
  /** What the badge and the tray's number count. */
  badge: z.enum(['unread_messages', 'unread_rooms', 'owed_rooms']),
  close_to_tray: z.boolean(),
  ...shellSettings,
});

export const alertKind = z.enum(['message', 'mention', 'reminder', 'digest', 'test']);

/**
 * What became of an alert. `shown` and `replaced` are the good ends; `shown_quietly`: the system has it, without a sound, and its own
 * do-not-disturb decides; `folded`: the digest speaks for it. All others say why it was not shown.
 */
export const alertOutcome = z.enum([
  'shown',
  'replaced',
  'shown_quietly',
  'folded',
  'suppressed_read',
  'suppressed_in_view',
  'suppressed_disabled',
  'suppressed_paused',
  'suppressed_quiet_hours',
  'suppressed_muted',
  'suppressed_unsupported',
  'failed',
]);

export const alertEntry = z.strictObject({
  at: time,
  kind: alertKind,
  room: id.nullable(),
  order: id.nullable(),
  title: text(200),
  outcome: alertOutcome,
  detail: text(500),
});

/** How many alerts of one day (of this machine's calendar) ended in which way. */
export const alertDay = z.strictObject({ day: z.iso.date(), counts: z.partialRecord(alertOutcome, count) });

/** What the system around the program is like for alerts, as far as it can be known. */
export const surroundings = z.strictObject({ do_not_disturb: z.enum(['on', 'off', 'unknown']), is_locked: z.boolean() });

/**
 * What the user has done to a notification. It waits in the main process until the page has taken it on, and may be told more than once:
 * `id` is made once, and a reply's message has it as its `client_message_id`.
 */
export const deed = z.strictObject({
  id: uuid,
  kind: z.enum(['reply', 'no_answer', 'snooze']),
  /** Whose notification it was: the server and its user. No other session carries it out. */
  server: text(500),
  user: id,
  room: id,
  /** The number of the message that the notification announced. */
  seq: count,
  text: messageText,
  at: time,
});

export const connectionState = z.enum(['signed_out', 'connecting', 'online', 'offline']);

export const owedRoom = z.strictObject({ room: id, order: id, client: text(210), title: text(200), owed_since: time });

/** One of the accounts of this program: a server and whoever is signed in there. */
export const accountEntry = z.strictObject({
  id: z.number().int().min(1).max(ACCOUNTS_MAX),
  /** What it is called in menus and alerts; empty while nobody has signed in. */
  name: text(300),
  server: z.string().nullable(),
  connection: connectionState,
  /** As the badge counts. */
  number: count,
  /** It is the account of the page that is told. */
  is_own: z.boolean(),
});

export const desktopState = z.strictObject({
  version: z.string(),
  platform: z.string(),
  language,
  server: z.string().nullable(),
  /** Whether a server is remembered together with a refresh token, so that a sign-in may be resumed. */
  may_resume: z.boolean(),
  /** False: the system keeps no secret, so the sign-in lasts until the app ends. */
  keeps_secrets: z.boolean(),
  has_tray: z.boolean(),
  settings,
  paused_until: time.nullable(),
  surroundings,
  focused: z.boolean(),
  accounts: z.array(accountEntry),
  /** The room that a notification, a deep link or the tray asked for before the page was there. */
  open_room: id.nullable(),
  /** The order that a deep link asked for, likewise. */
  open_order: id.nullable(),
});

export const calls = {
  ...shellCalls,
  getState: { args: none, result: desktopState },
  /** Remembers the server's address after having asked it who it is. Another one than before: the page is loaded anew under the new policy. */
  setServer: { args: z.strictObject({ url: text(500) }), result: z.union([z.strictObject({ ok: z.literal(true), server: z.string() }), failure]) },
  signIn: {
    args: z.strictObject({ email: text(254), password: z.string().min(1).max(PASSWORD_MAX), code: text(40).optional() }),
    result: z.union([access, failure]),
  },
  /** By the server's single sign-on in the system's browser; answers once somebody has signed in there. `conflict`: it was stopped. */
  signInByBrowser: { args: none, result: z.union([access, failure]) },
  stopBrowserSignIn: { args: none, result: none },
  /** A fresh access token out of the kept refresh token; `unauthorized` means: sign in again. */
  renewAccess: { args: none, result: z.union([access, failure]) },
  signOut: { args: none, result: none },
  setConnection: { args: z.strictObject({ state: connectionState }), result: none },
  /** The totals, the longest-owed rooms, oldest first, and how many should have been answered by now: what tray, badge and title are drawn from. */
  setTotals: { args: z.strictObject({ totals, owed: z.array(owedRoom).max(5), late_rooms: count.optional() }), result: none },
  /**
   * A foreign message came. The page says whether it is in view (room in a pane, page visible, end on screen); the main process,
   * which knows the window's focus, decides, shows or keeps silent, and logs why.
   */
  alert: {
    args: z.strictObject({
      kind: alertKind.exclude(['digest', 'test']),
      room: id,
      order: id,
      seq: count,
      title: text(200),
      body: text(1000),
      in_view: z.boolean(),
      is_muted: z.boolean().optional(),
      is_read: z.boolean().optional(),
    }),
    result: z.strictObject({ outcome: alertOutcome }),
  },
  /** Takes the room's alert away: it was read here or on another device. */
  clearAlert: { args: z.strictObject({ room: id }), result: none },
  testAlert: { args: none, result: z.strictObject({ outcome: alertOutcome, detail: text(500) }) },
  getAlertLog: { args: none, result: z.strictObject({ entries: z.array(alertEntry), days: z.array(alertDay) }) },
  /** What was done to notifications and waits for the page; it stays until the page says that it is done. */
  getDeeds: { args: none, result: z.array(deed) },
  /** Takes away what stands in the log of alerts; `with_unsent`: and what this user has done to notifications and nobody has carried out yet. */
  eraseAlerts: { args: z.strictObject({ user: id, with_unsent: z.boolean() }), result: none },
  deedDone: { args: z.strictObject({ id: uuid }), result: none },
  /** Brings the window of this account to the front. */
  showAccount: { args: z.strictObject({ id: accountEntry.shape.id }), result: none },
  /** Opens a window for one more account; nothing happens when there are as many as there may be. */
  addAccount: { args: none, result: none },
  /** Takes the caller's account off this machine with everything that is kept of it. The last one stays. */
  removeAccount: { args: none, result: none },
  /** Whether the account of this page has what `placeAsked` asks for. */
  answerPlace: { args: z.strictObject({ ask: count, is_here: z.boolean() }), result: none },
  setSettings: { args: settings.partial(), result: settings },
  /** Silence for this many minutes; 0 ends it. */
  pauseAlerts: { args: z.strictObject({ minutes: z.number().int().min(0).max(24 * 60) }), result: none },
  openExternal: { args: z.strictObject({ url: text(2000) }), result: z.strictObject({ opened: z.boolean() }) },
} as const satisfies Record<string, { args: z.ZodType; result: z.ZodType }>;

/** Main process to page. */
export const signals = {
  ...shellSignals,
  openRoom: z.strictObject({ room: id }),
  accountsChanged: z.strictObject({ accounts: z.array(accountEntry) }),
  /** A deep link names a room or an order, and there are several accounts: is it one of this page's? */
  placeAsked: z.strictObject({ ask: count, room: id.nullable(), order: id.nullable() }),
  settingsChanged: settings,
  surroundingsChanged: surroundings,
  /** An alert was shown, and its sound is one of ours. */
  playSound: z.strictObject({ name: z.enum(SOUND_NAMES), volume: z.number() }),
  /** Somebody has replied to a notification or pressed one of its buttons. */
  deedWaits: z.strictObject({}),
  pauseChanged: z.strictObject({ paused_until: time.nullable() }),
  focusChanged: z.strictObject({ focused: z.boolean() }),
  /** The machine is about to sleep: what is at hand goes to the disk and to the server now. */
  suspending: z.strictObject({}),
  /** The machine woke up or its network came back: connect at once and catch up. */
  resumed: z.strictObject({}),
  /** The session was ended by the server or from the menu. */
  signedOut: z.strictObject({}),
} as const satisfies Record<string, z.ZodType>;

export type Calls = typeof calls;
export type CallName = keyof Calls;
export type Signals = typeof signals;
export type SignalName = keyof Signals;
export type Settings = z.infer<typeof settings>;
export type AlertOutcome = z.infer<typeof alertOutcome>;
export type AlertKind = z.infer<typeof alertKind>;
export type AlertDay = z.infer<typeof alertDay>;
export type HideText = Settings['hide_text'];
export type Surroundings = z.infer<typeof surroundings>;
export type Deed = z.infer<typeof deed>;
export type AlertEntry = z.infer<typeof alertEntry>;
export type ConnectionState = z.infer<typeof connectionState>;
export type AccountEntry = z.infer<typeof accountEntry>;
export type OwedRoom = z.infer<typeof owedRoom>;
export type DesktopState = z.infer<typeof desktopState>;
export type Theme = (typeof themes)[number];

/** The shape of `window.desktop`. */
export type Desktop = {
  readonly [N in CallName]: undefined extends z.input<Calls[N]['args']>
    ? () => Promise<z.output<Calls[N]['result']>>
    : (args: z.input<Calls[N]['args']>) => Promise<z.output<Calls[N]['result']>>;
} & {
  /** Calls `listener` at each signal of that name; returns how to stop. */
  readonly on: <N extends SignalName>(name: N, listener: (value: z.output<Signals[N]>) => void) => () => void;
};
