import { z } from 'zod';
import { account, totals } from './entities';
import { count, id, language, time } from './fields';
import { PASSWORD_MAX } from './limits';
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
});

/** What the renderer gets to speak to the server; the refresh token stays in the main process. */
const access = z.object({ ok: z.literal(true), access_token: z.string(), expires_in: z.number(), user: account });

export const themes = ['system', 'light', 'dark'] as const;

export const settings = z.strictObject({
  language: z.enum(['system', 'ru', 'en']),
  theme: z.enum(themes),
  alerts: z.boolean(),
  /** Show the message's text in an alert; off: only that something came. */
  alert_text: z.boolean(),
  sound: z.boolean(),
  /** What the badge and the tray's number count. */
  badge: z.enum(['unread_messages', 'unread_rooms', 'owed_rooms']),
  close_to_tray: z.boolean(),
});

/** Why an alert was not shown; `shown` and `replaced` are the good ends. */
export const alertOutcome = z.enum([
  'shown',
  'replaced',
  'suppressed_in_view',
  'suppressed_disabled',
  'suppressed_paused',
  'suppressed_muted',
  'suppressed_unsupported',
  'failed',
]);

export const alertEntry = z.strictObject({
  at: time,
  room: id.nullable(),
  title: text(200),
  outcome: alertOutcome,
  detail: text(500),
});

export const connectionState = z.enum(['signed_out', 'connecting', 'online', 'offline']);

export const owedRoom = z.strictObject({ room: id, order: id, client: text(210), title: text(200), owed_since: time });

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
  focused: z.boolean(),
  /** The room that a notification, a deep link or the tray asked for before the page was there. */
  open_room: id.nullable(),
});

export const calls = {
  getState: { args: none, result: desktopState },
  /** Remembers the server's address after having asked it who it is. Another one than before: the page is loaded anew under the new policy. */
  setServer: { args: z.strictObject({ url: text(500) }), result: z.union([z.strictObject({ ok: z.literal(true), server: z.string() }), failure]) },
  signIn: {
    args: z.strictObject({ email: text(254), password: z.string().min(1).max(PASSWORD_MAX) }),
    result: z.union([access, failure]),
  },
  /** A fresh access token out of the kept refresh token; `unauthorized` means: sign in again. */
  renewAccess: { args: none, result: z.union([access, failure]) },
  signOut: { args: none, result: none },
  setConnection: { args: z.strictObject({ state: connectionState }), result: none },
  /** The totals and the longest-owed rooms, oldest first: what tray, badge and title are drawn from. */
  setTotals: { args: z.strictObject({ totals, owed: z.array(owedRoom).max(5) }), result: none },
  /**
   * A foreign message came. The page says whether it is in view (room in a pane, page visible, end on screen); the main process,
   * which knows the window's focus, decides, shows or keeps silent, and logs why.
   */
  alert: {
    args: z.strictObject({ room: id, seq: count, title: text(200), body: text(1000), in_view: z.boolean(), is_muted: z.boolean().optional() }),
    result: z.strictObject({ outcome: alertOutcome }),
  },
  /** Takes the room's alert away: it was read here or on another device. */
  clearAlert: { args: z.strictObject({ room: id }), result: none },
  testAlert: { args: none, result: z.strictObject({ outcome: alertOutcome }) },
  getAlertLog: { args: none, result: z.array(alertEntry) },
  setSettings: { args: settings.partial(), result: settings },
  /** Silence for this many minutes; 0 ends it. */
  pauseAlerts: { args: z.strictObject({ minutes: z.number().int().min(0).max(24 * 60) }), result: none },
  openExternal: { args: z.strictObject({ url: text(2000) }), result: z.strictObject({ opened: z.boolean() }) },
} as const satisfies Record<string, { args: z.ZodType; result: z.ZodType }>;

/** Main process to page. */
export const signals = {
  openRoom: z.strictObject({ room: id }),
  settingsChanged: settings,
  pauseChanged: z.strictObject({ paused_until: time.nullable() }),
  focusChanged: z.strictObject({ focused: z.boolean() }),
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
export type AlertEntry = z.infer<typeof alertEntry>;
export type ConnectionState = z.infer<typeof connectionState>;
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
