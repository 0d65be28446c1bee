import { foldInto, isOverBudget, NO_DIGEST, spent, sumOf, takeOut } from '../protocol/alerts/budget';
import { decide, tellingOf, type Verdict } from '../protocol/alerts/decision';
import { isQuietTime } from '../protocol/alerts/quiet_hours';
import type { AlertEntry, AlertKind, AlertOutcome, Settings, Surroundings } from '../protocol/desktop';
import type { AlertKey } from './alert_key';
import type { AlertPlace, Showing, Shown } from './alert_showing';
import { alertBody, alertLine } from './alert_text';
import type { Texts } from './texts';

export type Alert = {
  kind: Exclude<AlertKind, 'digest' | 'test'>;
  room: number;
  order: number;
  seq: number;
  title: string;
  body: string;
  in_view: boolean;
  is_muted?: boolean | undefined;
  is_read?: boolean | undefined;
};

export type AlertsParts = {
  notifications: { isSupported(): boolean; show(place: AlertPlace, showing: Showing): Promise<Shown>; remove(place: AlertPlace): void };
  settings(): Settings;
  texts(): Texts;
  /** When alerts were shown lately, of all accounts together. */
  spending: { shownAt: readonly number[] };
  /** What the account is called, where there are several. */
  accountName(): string | null;
  now(): number;
  isPaused(): boolean;
  isFocused(): boolean;
  /** A key for a notification about this message; null while nobody is signed in: nobody can reply for nobody. */
  newKey(room: number, seq: number): AlertKey | null;
  look(): Promise<Surroundings>;
  /** Whether the page is there to play a sound of ours. */
  canPlay(): boolean;
  play(sound: { name: Settings['sound_name']; volume: number }): void;
  record(entry: Omit<AlertEntry, 'at'>): void;
};

export type Alerts = {
  alert(alert: Alert): Promise<AlertOutcome>;
  test(): Promise<Ended>;
  /** The room was read, here or elsewhere. */
  clear(room: number): void;
  /** A notification is gone from the screen. */
  gone(place: AlertPlace): void;
  stop(): void;
};

type Ended = { outcome: AlertOutcome; detail: string };
type Subject = Pick<AlertEntry, 'kind' | 'room' | 'order' | 'title'>;

/** So long a digest stays as it is before it counts what has come since: it should not jump up at each message. */
const DIGEST_EVERY_MS = 5000;

/** Decides over each alert, shows it or folds it, and records what became of it: there is no way through here without an entry. */
export function createAlerts(parts: AlertsParts): Alerts {
  let digest = NO_DIGEST;
  let told = NO_DIGEST;
  let waiting: ReturnType<typeof setTimeout> | null = null;
  /** Alerts for which the system is still asked about its surroundings. */
  const early = new Set<Alert>();

  return {
    async alert(asked) {
      const alert = { ...asked };
      early.add(alert);
      const around = await parts.look().finally(() => early.delete(alert));
      const verdict = verdictOf(alert, around);
      const title = alertLine(alert.title, 120);
      const subject = { kind: alert.kind, room: alert.room, order: alert.order, title };
      if (verdict === 'fold') {
        digest = foldInto(digest, { room: alert.room, title });
        showDigest(around);
        return recorded(subject, { outcome: 'folded', detail: budgetText() });
      }
      if (verdict !== 'show' && verdict !== 'show_quietly') return recorded(subject, { outcome: verdict, detail: REASONS[verdict] });
      const { settings, now } = parts;
      parts.spending.shownAt = spent(parts.spending.shownAt, now(), settings().alert_budget);
      const telling = tellingOf(settings().hide_text, around.is_locked);
      const key = parts.newKey(alert.room, alert.seq);
      const text = telling === 'nothing' ? { title: 'Orderline', body: parts.texts().newMessage } : { title: named(title), body: telling === 'all' ? alertBody(alert.body, 300) : parts.texts().newMessage };
      return recorded(subject, await show(alert.room, { ...text, key, has_buttons: telling !== 'nothing' && alert.kind !== 'mention' }, verdict));
    },
    async test() {
      const around = await parts.look();
      const { testTitle, testBody } = parts.texts();
      const verdict = decide({ ...everyday(around), kind: 'test' });
      const ended: Ended =
        verdict === 'show' || verdict === 'show_quietly' ? await show('test', { title: testTitle, body: testBody, key: null, has_buttons: false }, verdict) : { outcome: 'suppressed_unsupported', detail: REASONS.suppressed_unsupported };
      recorded({ kind: 'test', room: null, order: null, title: testTitle }, ended);
      return ended;
    },
    clear(room) {
      for (const alert of early) if (alert.room === room) alert.is_read = true;
      parts.notifications.remove(room);
      [digest, told] = [takeOut(digest, room), takeOut(told, room)];
      if (digest.size === 0) closeDigest();
    },
    gone(place) {
      if (place === 'digest') [digest, told] = [NO_DIGEST, NO_DIGEST];
    },
    stop: closeDigest,
  };

  function named(title: string): string {
    const name = parts.accountName();
    return name === null ? title : alertLine(`${title} · ${name}`, 160);
  }

  /** What is so for every alert at this moment. */
  function everyday(around: Surroundings) {
    const { alerts, quiet_hours, alert_budget } = parts.settings();
    return {
      is_read: false,
      is_muted: false,
      in_view: false,
      is_focused: parts.isFocused(),
      are_on: alerts,
      is_paused: parts.isPaused(),
      is_quiet_time: isQuietTime(quiet_hours, parts.now()),
      do_not_disturb: around.do_not_disturb,
      is_supported: parts.notifications.isSupported(),
      is_over_budget: isOverBudget(parts.spending.shownAt, parts.now(), alert_budget),
    };
  }

  function verdictOf({ kind, in_view, is_muted = false, is_read = false }: Alert, around: Surroundings): Verdict {
    return decide({ ...everyday(around), kind, in_view, is_muted, is_read });
  }

  async function show(place: AlertPlace, showing: Omit<Showing, 'silent'>, verdict: 'show' | 'show_quietly'): Promise<Ended> {
    const { sound, sound_name, sound_volume } = parts.settings();
    const isHeard = sound && verdict === 'show';
    const isOurs = isHeard && sound_name !== 'system' && parts.canPlay();
    const ended = await parts.notifications.show(place, { ...showing, silent: !isHeard || isOurs });
    if (ended.outcome !== 'failed' && isOurs) parts.play({ name: sound_name, volume: sound_volume / 100 });
    return endOf(ended, verdict);
  }

  function endOf(ended: Shown, verdict: 'show' | 'show_quietly'): Ended {
    return ended.outcome === 'failed' || verdict === 'show' ? ended : { outcome: 'shown_quietly', detail: 'do-not-disturb of the system is on: it has the alert, without a sound' };
  }

  /** At once when there is none yet; what comes soon after waits for the next look. */
  function showDigest(around: Surroundings): void {
    if (waiting !== null) return;
    const isFirst = told.size === 0;
    told = digest;
    waiting = setTimeout(() => {
      waiting = null;
      if (sumOf(digest).alerts > sumOf(told).alerts) void parts.look().then(showDigest);
    }, DIGEST_EVERY_MS);
    const { alerts, rooms, titles } = sumOf(digest);
    const title = named(parts.texts().digest(alerts, rooms));
    const body = tellingOf(parts.settings().hide_text, around.is_locked) === 'nothing' ? '' : alertBody(titles.slice(0, 4).join('\n'), 300);
    const verdict = isFirst && around.do_not_disturb !== 'on' ? 'show' : 'show_quietly';
    const shown = show('digest', { title, body, key: null, has_buttons: false }, verdict);
    void shown.then((ended) => {
      const outcome = ended.outcome === 'shown_quietly' && around.do_not_disturb !== 'on' ? ('replaced' as const) : ended.outcome;
      recorded({ kind: 'digest', room: null, order: null, title }, { ...ended, outcome });
    });
  }

  function closeDigest(): void {
    if (waiting !== null) clearTimeout(waiting);
    waiting = null;
    [digest, told] = [NO_DIGEST, NO_DIGEST];
    parts.notifications.remove('digest');
  }

  function budgetText(): string {
    const budget = parts.settings().alert_budget;
    return budget === null ? '' : `more than ${budget.alerts} alerts in ${budget.seconds} s`;
  }

  function recorded(subject: Subject, { outcome, detail }: Ended): AlertOutcome {
    parts.record({ ...subject, title: alertLine(subject.title, 200), outcome, detail: alertLine(detail, 500) });
    return outcome;
  }
}

const REASONS: Record<Extract<Verdict, `suppressed_${string}`>, string> = {
  suppressed_read: 'it was read before it could be announced',
  suppressed_muted: 'this room is muted',
  suppressed_in_view: 'the message was on screen in the focused window',
  suppressed_disabled: 'alerts are switched off',
  suppressed_paused: 'alerts are paused',
  suppressed_quiet_hours: 'these are quiet hours',
  suppressed_unsupported: 'this system shows no notifications',
};
