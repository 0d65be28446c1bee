import type { AlertEntry, AlertOutcome, Settings } from '../../protocol/desktop';
import type { AlertCall, HostState } from './host';

const LOG_MAX = 200;

/** What becomes of an alert in a browser, before anything is shown: the reason to keep silent, or null. */
export function silenceReason(
  alert: Pick<AlertCall, 'in_view' | 'is_muted'>,
  now: { settings: Settings; paused_until: string | null; focused: boolean; permission: HostState['permission']; at: number },
): AlertOutcome | null {
  if (alert.is_muted) return 'suppressed_muted';
  if (now.focused && alert.in_view) return 'suppressed_in_view';
  if (!now.settings.alerts) return 'suppressed_disabled';
  if (now.paused_until !== null && Date.parse(now.paused_until) > now.at) return 'suppressed_paused';
  if (now.permission === 'unsupported' || now.permission === 'ask' || now.permission === 'denied') return 'suppressed_unsupported';
  return null;
}

export type BrowserAlerts = {
  alert(alert: AlertCall, somethingCame: string): void;
  clear(room: number): void;
  test(title: string, body: string): AlertOutcome;
  log(): readonly AlertEntry[];
};

/** Notifications of a browser page: one per room, replaced and not stacked; each outcome is logged with its reason. */
export function browserAlerts(state: () => HostState, onOpen: (room: number) => void): BrowserAlerts {
  const entries: AlertEntry[] = [];
  const shown = new Map<number, Notification>();

  const record = (room: number | null, title: string, outcome: AlertOutcome, detail = ''): AlertOutcome => {
    entries.unshift({ at: new Date().toISOString(), room, title: title.slice(0, 200), outcome, detail: detail.slice(0, 500) });
    entries.length = Math.min(entries.length, LOG_MAX);
    return outcome;
  };

  const show = (room: number | null, title: string, body: string): AlertOutcome => {
    const previous = room === null ? undefined : shown.get(room);
    try {
      const notification = new Notification(title, { body, tag: `orderline-${room ?? 'test'}`, silent: !state().settings.sound });
      if (room !== null) {
        shown.set(room, notification);
        notification.onclose = () => {
          if (shown.get(room) === notification) shown.delete(room);
        };
        notification.onclick = () => {
          window.focus();
          notification.close();
          onOpen(room);
        };
      }
      return record(room, title, previous ? 'replaced' : 'shown');
    } catch (error) {
      // Chrome on Android knows the constructor and refuses it.
      return record(room, title, 'failed', error instanceof Error ? error.message : String(error));
    }
  };

  return {
    alert(alert, somethingCame) {
      const reason = silenceReason(alert, { ...state(), at: Date.now() });
      if (reason) record(alert.room, alert.title, reason, reason === 'suppressed_unsupported' ? state().permission : '');
      else show(alert.room, alert.title, state().settings.alert_text ? alert.body : somethingCame);
    },
    clear(room) {
      shown.get(room)?.close();
      shown.delete(room);
    },
    test(title, body) {
      const { permission } = state();
      if (permission !== 'granted') return record(null, title, 'suppressed_unsupported', permission);
      return show(null, title, body);
    },
    log: () => [...entries],
  };
}
