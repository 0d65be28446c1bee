import type { Notification, NotificationConstructorOptions } from 'electron';
import type { AlertEntry, AlertOutcome, Settings } from '../protocol/desktop';
import { alertBody, alertLine } from './alert_text';
import type { Texts } from './texts';

export type Alert = { room: number; seq: number; title: string; body: string; in_view: boolean; is_muted?: boolean | undefined };

export type NotificationsParts = {
  isSupported(): boolean;
  make(options: NotificationConstructorOptions): Notification;
  settings(): Settings;
  texts(): Texts;
  isPaused(): boolean;
  isFocused(): boolean;
  record(entry: Omit<AlertEntry, 'at'>): void;
  /** The user clicked the alert of this room; null is the test alert's. */
  onClick(room: number | null): void;
};

export type Notifications = {
  alert(alert: Alert): Promise<AlertOutcome>;
  test(): Promise<AlertOutcome>;
  clear(room: number): void;
  clearAll(): void;
};

/** How long the system may take to say that it has shown an alert. */
const ANSWER_MS = 4000;

type Ended = { outcome: AlertOutcome; detail: string };
type Shown = { title: string; body: string };

/** One notification for each room: a newer one takes the older one's place. Every end is recorded with its reason. */
export function createNotifications(parts: NotificationsParts): Notifications {
  const shown = new Map<number | null, Notification>();

  return {
    async alert({ room, title, body, in_view, is_muted = false }) {
      const text = { title: alertLine(title, 120), body: parts.settings().alert_text ? alertBody(body, 300) : parts.texts().newMessage };
      return recorded(room, text.title, reasonForSilence(in_view, is_muted) ?? (await show(room, text)));
    },
    async test() {
      const { testTitle, testBody } = parts.texts();
      const unsupported: Ended | null = parts.isSupported() ? null : UNSUPPORTED;
      return recorded(null, testTitle, unsupported ?? (await show(null, { title: testTitle, body: testBody })));
    },
    clear: remove,
    clearAll: () => [...shown.keys()].forEach(remove),
  };

  function reasonForSilence(in_view: boolean, isMuted: boolean): Ended | null {
    if (isMuted) return { outcome: 'suppressed_muted', detail: 'this room is muted' };
    if (!parts.settings().alerts) return { outcome: 'suppressed_disabled', detail: 'alerts are switched off' };
    if (parts.isPaused()) return { outcome: 'suppressed_paused', detail: 'alerts are paused' };
    if (parts.isFocused() && in_view) return { outcome: 'suppressed_in_view', detail: 'the message was on screen in the focused window' };
    return parts.isSupported() ? null : UNSUPPORTED;
  }

  function recorded(room: number | null, title: string, { outcome, detail }: Ended): AlertOutcome {
    parts.record({ room, title: alertLine(title, 200), outcome, detail: alertLine(detail, 500) });
    return outcome;
  }

  function show(room: number | null, { title, body }: Shown): Promise<Ended> {
    return new Promise((resolve) => {
      let notification: Notification | null = null;
      const isReplacing = shown.has(room);
      const fail = (detail: string) => {
        drop(room, notification);
        resolve({ outcome: 'failed', detail });
      };
      const timer = setTimeout(() => fail('the system did not say that it has shown the alert'), ANSWER_MS);
      const answered = () => clearTimeout(timer);
      try {
        remove(room);
        notification = parts.make({
          ...(room === null ? {} : { id: `room-${room}` }),
          title,
          body,
          silent: !parts.settings().sound,
        });
        // Held, or it would be collected as garbage and its click with it.
        shown.set(room, notification);
        notification.on('show', () => {
          answered();
          resolve({ outcome: isReplacing ? 'replaced' : 'shown', detail: '' });
        });
        notification.on('failed', (_event, error) => {
          answered();
          fail(error);
        });
        notification.on('click', () => {
          remove(room);
          parts.onClick(room);
        });
        notification.on('close', () => drop(room, notification));
        notification.show();
      } catch (error) {
        answered();
        fail(error instanceof Error ? error.message : String(error));
      }
    });
  }

  function drop(room: number | null, notification: Notification | null): void {
    if (shown.get(room) === notification) shown.delete(room);
  }

  function remove(room: number | null): void {
    const notification = shown.get(room);
    shown.delete(room);
    notification?.close();
  }
}

const UNSUPPORTED: Ended = { outcome: 'suppressed_unsupported', detail: 'this system shows no notifications' };
