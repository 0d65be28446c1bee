import type { ActivationArguments, Notification, NotificationConstructorOptions } from 'electron';
import { readAlertKey, writeAlertKey, type AlertKey } from './alert_key';
import { ALERT_BUTTONS, type AlertButton, type AlertPlace, type Showing, type Shown } from './alert_showing';
import { escapeMarkup } from './body_markup';
import { keyOfArguments, toastXml } from './toast';
import type { Texts } from './texts';

export type NotificationsParts = {
  isSupported(): boolean;
  make(options: NotificationConstructorOptions): Notification;
  platform: NodeJS.Platform;
  /** Whether this desktop reads the body as markup. */
  readsMarkup(): boolean;
  texts(): Texts;
  /** Goes before the names of places, so that those of several accounts are not the same. */
  prefix: string;
  /** Whether a notification of this program had the key. */
  isOurs(key: AlertKey): boolean;
  /** The user clicked the alert of this room; null: one that is about no single room. */
  onClick(room: number | null): void;
  onReply(key: AlertKey, text: string): void;
  onButton(key: AlertKey, button: AlertButton): void;
  /** A notification is gone from the screen, by whatever way. */
  onGone(place: AlertPlace): void;
};

export type Notifications = {
  isSupported(): boolean;
  show(place: AlertPlace, showing: Showing): Promise<Shown>;
  remove(place: AlertPlace): void;
  clearAll(): void;
  /** What the system says of a notification whose object is gone, or which has started this program. */
  activated(details: ActivationArguments): void;
  /** Notifications of an earlier run that are still there (macOS). */
  adopt(left: readonly Notification[]): void;
  launchedBy(info: unknown): void;
};

/** How long the system may take to say that it has shown an alert. */
const ANSWER_MS = 4000;

/** The system's notifications: one at each place, with what comes back from them. */
export function createNotifications(parts: NotificationsParts): Notifications {
  const shown = new Map<AlertPlace, Notification>();
  const { platform } = parts;

  return {
    isSupported: parts.isSupported,
    show,
    remove,
    clearAll: () => [...shown.keys()].forEach(remove),
    activated({ type, arguments: words, reply, userInputs, actionIndex }) {
      const key = ownKey(keyOfArguments(words));
      if (type === 'reply') return replied(key, reply ?? userInputs?.reply ?? '');
      if (type === 'action') return pressed(key, actionIndex ?? -1);
      clicked(key?.room ?? null);
    },
    adopt(left) {
      for (const notification of left) {
        const key = ownKey(notification.id);
        if (key !== null && !shown.has(key.room)) hold(key.room, notification, key);
      }
    },
    launchedBy(info) {
      const { identifier, userText } = typeof info === 'object' && info !== null ? (info as { identifier?: unknown; userText?: unknown }) : {};
      const key = typeof identifier === 'string' ? ownKey(identifier) : null;
      if (key === null) return;
      if (typeof userText === 'string' && userText !== '') replied(key, userText);
      else clicked(key.room);
    },
  };

  function show(place: AlertPlace, showing: Showing): Promise<Shown> {
    return new Promise((resolve) => {
      let notification: Notification | null = null;
      const isReplacing = shown.has(place);
      const fail = (detail: string) => {
        drop(place, notification);
        resolve({ outcome: 'failed', detail });
      };
      const timer = setTimeout(() => fail('the system did not say that it has shown the alert'), ANSWER_MS);
      const answered = () => clearTimeout(timer);
      try {
        takeAway(place);
        notification = parts.make(optionsOf(place, showing));
        hold(place, notification, showing.key);
        notification.on('show', () => {
          answered();
          resolve({ outcome: isReplacing ? 'replaced' : 'shown', detail: '' });
        });
        notification.on('failed', (_event, error) => {
          answered();
          fail(error);
        });
        notification.show();
      } catch (error) {
        answered();
        fail(error instanceof Error ? error.message : String(error));
      }
    });
  }

  function optionsOf(place: AlertPlace, { title, body, silent, key, has_buttons }: Showing): NotificationConstructorOptions {
    const texts = parts.texts();
    const buttons = has_buttons && key !== null ? [texts.noAnswer, texts.snooze] : [];
    const canReply = buttons.length > 0;
    const base = { title, body, silent };
    const written = key === null ? null : writeAlertKey(key);
    if (platform === 'win32') {
      const reply = canReply ? { placeholder: texts.replyHint, send: texts.send } : null;
      // Without XML of our own, Windows would give back a hash from which nobody can tell the room.
      return { ...base, id: `${parts.prefix}${typeof place === 'number' ? `room${place}` : place}`, toastXml: toastXml({ ...base, key: written, reply, actions: buttons }) };
    }
    if (platform !== 'darwin') return parts.readsMarkup() ? { ...base, body: escapeMarkup(body) } : base;
    return {
      ...base,
      // The identifier is all that macOS gives back to a program that it starts.
      id: written ?? `${parts.prefix}${place}`,
      ...(canReply ? { hasReply: true, replyPlaceholder: texts.replyHint, actions: buttons.map((text) => ({ type: 'button' as const, text })) } : {}),
    };
  }

  /** Held, or it would be collected as garbage and its click with it. */
  function hold(place: AlertPlace, notification: Notification, key: AlertKey | null): void {
    shown.set(place, notification);
    notification.on('click', () => {
      remove(place);
      clicked(typeof place === 'number' ? place : null);
    });
    notification.on('reply', (details, text) => replied(key, details.reply ?? text));
    notification.on('action', (details, index) => pressed(key, details.actionIndex ?? index));
    notification.on('close', () => drop(place, notification));
  }

  /** What comes from outside may name anything. */
  function ownKey(text: string | null): AlertKey | null {
    const key = readAlertKey(text ?? '');
    return key !== null && parts.isOurs(key) ? key : null;
  }

  function clicked(room: number | null): void {
    if (room !== null) remove(room);
    parts.onClick(room);
  }

  function replied(key: AlertKey | null, text: string): void {
    if (key === null) return;
    parts.onReply(key, text);
    remove(key.room);
  }

  function pressed(key: AlertKey | null, index: number): void {
    const button = ALERT_BUTTONS[index];
    if (key === null || button === undefined) return;
    parts.onButton(key, button);
    remove(key.room);
  }

  function drop(place: AlertPlace, notification: Notification | null): void {
    if (shown.get(place) !== notification) return;
    shown.delete(place);
    parts.onGone(place);
  }

  function remove(place: AlertPlace): void {
    if (!shown.has(place)) return;
    takeAway(place);
    parts.onGone(place);
  }

  function takeAway(place: AlertPlace): void {
    const notification = shown.get(place);
    shown.delete(place);
    notification?.close();
  }
}
