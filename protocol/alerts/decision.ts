import type { AlertKind, AlertOutcome, HideText } from '../desktop';

/** Whether the system's own do-not-disturb is on; `unknown` where a program cannot learn it. */
export type DoNotDisturb = 'on' | 'off' | 'unknown';

/** All that decides over one alert. */
export type AlertCase = {
  kind: AlertKind;
  /** It was read, here or on another device, before it could be announced. */
  is_read: boolean;
  is_muted: boolean;
  /** The message was on screen … */
  in_view: boolean;
  /** … of a window that has the focus. */
  is_focused: boolean;
  are_on: boolean;
  is_paused: boolean;
  is_quiet_time: boolean;
  do_not_disturb: DoNotDisturb;
  is_supported: boolean;
  /** More alerts than a person can take in were shown in the last seconds. */
  is_over_budget: boolean;
};

/** `show_quietly`: handed to the system without a sound, since its own do-not-disturb decides what becomes visible. */
export type Verdict = 'show' | 'show_quietly' | 'fold' | Extract<AlertOutcome, `suppressed_${string}`>;

/** The table, from the top: the first line that applies is the verdict. What the user has seen himself comes before what he has set. */
const TABLE: readonly (readonly [Verdict, (one: AlertCase) => boolean])[] = [
  ['suppressed_read', (one) => one.is_read],
  ['suppressed_muted', (one) => one.is_muted],
  ['suppressed_in_view', (one) => one.in_view && one.is_focused],
  ['suppressed_disabled', (one) => !one.are_on],
  ['suppressed_paused', (one) => one.is_paused],
  ['suppressed_quiet_hours', (one) => one.is_quiet_time],
  ['suppressed_unsupported', (one) => !one.is_supported],
  ['fold', (one) => one.is_over_budget],
  ['show_quietly', (one) => one.do_not_disturb === 'on'],
];

/** A test alert asks what the system does, so only the system can stop it. */
const FOR_A_TEST: ReadonlySet<Verdict> = new Set<Verdict>(['suppressed_unsupported', 'show_quietly']);

/** What becomes of an alert. Whatever the state, there is exactly one verdict, and every silent one is a reason. */
export function decide(one: AlertCase): Verdict {
  const lines = one.kind === 'test' ? TABLE.filter(([verdict]) => FOR_A_TEST.has(verdict)) : TABLE;
  return lines.find(([, applies]) => applies(one))?.[0] ?? 'show';
}

/** How much an alert may say: all of it, that a message came from this client, or only that something came. */
export function tellingOf(hide: HideText, isLocked: boolean): 'all' | 'no_text' | 'nothing' {
  if (isLocked && hide !== 'never') return 'nothing';
  return hide === 'always' ? 'no_text' : 'all';
}
