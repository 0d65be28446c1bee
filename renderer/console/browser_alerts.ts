import { foldInto, isOverBudget, NO_DIGEST, spent, sumOf, takeOut } from '../../protocol/alerts/budget';
import { decide, tellingOf } from '../../protocol/alerts/decision';
import type { Verdict } from '../../protocol/alerts/decision';
import { isQuietTime } from '../../protocol/alerts/quiet_hours';
import type { AlertEntry, AlertOutcome } from '../../protocol/desktop';
import type { Language } from '../../protocol/errors';
import { translator } from '../chat/texts';
import { alertTexts } from './alert_texts';
import type { BrowserAlertLog } from './browser_alert_log';
import type { AlertCall, HostState } from './host';
import { playSound } from './sounds';

const DIGEST_EVERY_MS = 5000;

/** What becomes of an alert in a browser: the desktop's rules, as far as a page can know. */
export function verdictOf(alert: Pick<AlertCall, 'kind' | 'in_view' | 'is_muted' | 'is_read'>, state: HostState, at: number, shownAt: readonly number[]): Verdict {
  const { settings, paused_until, focused, surroundings, permission } = state;
  return decide({
    kind: alert.kind,
    is_read: alert.is_read ?? false,
    is_muted: alert.is_muted ?? false,
    in_view: alert.in_view,
    is_focused: focused,
    are_on: settings.alerts,
    is_paused: paused_until !== null && Date.parse(paused_until) > at,
    is_quiet_time: isQuietTime(settings.quiet_hours, at),
    do_not_disturb: surroundings.do_not_disturb,
    is_supported: permission === 'granted',
    is_over_budget: isOverBudget(shownAt, at, settings.alert_budget),
  });
}

export type BrowserAlerts = {
  alert(alert: AlertCall): void;
  clear(room: number): void;
  test(): { outcome: AlertOutcome; detail: string };
};

type Place = number | 'digest' | 'test';
type Ended = { outcome: AlertOutcome; detail: string };
type Subject = Pick<AlertEntry, 'kind' | 'room' | 'order' | 'title'>;

/** Notifications of a browser page: one per room, replaced and not stacked, folded when there are too many; each outcome is logged. */
export function browserAlerts(state: () => HostState, language: () => Language, log: BrowserAlertLog, onOpen: (room: number) => void): BrowserAlerts {
  const shown = new Map<Place, Notification>();
  let shownAt: readonly number[] = [];
  let digest = NO_DIGEST;
  let told = NO_DIGEST;
  let waiting: ReturnType<typeof setTimeout> | null = null;

  const record = (subject: Subject, { outcome, detail }: Ended): Ended => {
    log.add({ ...subject, title: subject.title.slice(0, 200), outcome, detail: detail.slice(0, 500) });
    return { outcome, detail };
  };

  const show = (place: Place, title: string, body: string, isHeard: boolean): Ended => {
    const { sound_name, sound_volume } = state().settings;
    const isOurs = isHeard && sound_name !== 'system';
    const previous = shown.get(place);
    try {
      const notification = new Notification(title, { body, tag: `orderline-${place}`, silent: !isHeard || isOurs });
      shown.set(place, notification);
      notification.onclose = () => {
        if (shown.get(place) !== notification) return;
        shown.delete(place);
        if (place === 'digest') [digest, told] = [NO_DIGEST, NO_DIGEST];
      };
      notification.onclick = () => {
        window.focus();
        notification.close();
        if (typeof place === 'number') onOpen(place);
      };
      if (isOurs) void playSound(sound_name, sound_volume / 100);
      return { outcome: previous ? 'replaced' : 'shown', detail: '' };
    } catch (error) {
      // Chrome on Android knows the constructor and refuses it.
      return { outcome: 'failed', detail: error instanceof Error ? error.message : String(error) };
    }
  };

  /** At once when there is none yet; what comes soon after waits for the next look. */
  const showDigest = () => {
    if (waiting !== null) return;
    const isFirst = told.size === 0;
    told = digest;
    waiting = setTimeout(() => {
      waiting = null;
      if (sumOf(digest).alerts > sumOf(told).alerts) showDigest();
    }, DIGEST_EVERY_MS);
    const t = translator(alertTexts, language());
    const { alerts, rooms, titles } = sumOf(digest);
    const title = rooms === 1 ? t('digest_one_room', { alerts }) : t('digest', { alerts, rooms });
    record({ kind: 'digest', room: null, order: null, title }, show('digest', title, titles.slice(0, 4).join('\n'), isFirst && state().settings.sound));
  };

  const close = (place: Place) => {
    shown.get(place)?.close();
    shown.delete(place);
  };

  return {
    alert(alert) {
      const at = Date.now();
      const { settings, permission } = state();
      const verdict = verdictOf(alert, state(), at, shownAt);
      const { kind, room, order, title } = alert;
      const subject = { kind, room, order, title };
      if (verdict === 'fold') {
        digest = foldInto(digest, { room, title });
        showDigest();
        return void record(subject, { outcome: 'folded', detail: '' });
      }
      if (verdict !== 'show' && verdict !== 'show_quietly') return void record(subject, { outcome: verdict, detail: verdict === 'suppressed_unsupported' ? permission : '' });
      shownAt = spent(shownAt, at, settings.alert_budget);
      const plain = translator(alertTexts, language())('new_message');
      // Whether the screen is locked is nothing that a page is told.
      const body = tellingOf(settings.hide_text, false) === 'all' ? alert.body : plain;
      record(subject, show(room, title, body, settings.sound && verdict === 'show'));
    },
    clear(room) {
      close(room);
      [digest, told] = [takeOut(digest, room), takeOut(told, room)];
      if (digest.size === 0) close('digest');
    },
    test() {
      const t = translator(alertTexts, language());
      const { permission, settings } = state();
      const title = t('test_title');
      const ended: Ended = permission === 'granted' ? show('test', title, t('test_body'), settings.sound) : { outcome: 'suppressed_unsupported', detail: permission };
      return record({ kind: 'test', room: null, order: null, title }, ended);
    },
  };
}
