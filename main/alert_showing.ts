import type { AlertOutcome } from '../protocol/desktop';
import type { AlertKey } from './alert_key';

/** What goes from deciding over alerts to showing them, and back. */

/** Where a notification stands. A newer one at the same place takes the older one's. */
export type AlertPlace = number | 'digest' | 'test';

export type Showing = {
  title: string;
  body: string;
  silent: boolean;
  /** What it is about; without it nothing can be done to it but a click. */
  key: AlertKey | null;
  /** With a field for a reply and with buttons, where the system has them. */
  has_buttons: boolean;
};

export type Shown = { outcome: Extract<AlertOutcome, 'shown' | 'replaced' | 'failed'>; detail: string };

export const ALERT_BUTTONS = ['no_answer', 'snooze'] as const;
export type AlertButton = (typeof ALERT_BUTTONS)[number];
