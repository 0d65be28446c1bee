import type { ActivationArguments, Notification } from 'electron';
import { readAlertKey, type AlertKey } from './alert_key';
import { keyOfArguments } from './toast';

/** What is asked of an account's profile. */
export type OldNotificationsProfile = {
  isOurKey(key: AlertKey): boolean;
  activated(details: ActivationArguments): void;
  launchedBy(info: unknown): void;
  adopt(left: readonly Notification[]): void;
};

export type OldNotificationsParts = {
  platform: NodeJS.Platform;
  notifications: Pick<typeof Notification, 'handleActivation' | 'getHistory'>;
  profiles(): readonly OldNotificationsProfile[];
  /** The notification that started the program (macOS). */
  launchInfo: unknown;
  /** One was clicked that is nobody's any more. */
  onClick(): void;
};

/** Notifications outlive the program, and one of them may have started it. Whose they are, their keys say. */
export async function hearOldNotifications({ platform, notifications, profiles, launchInfo, onClick }: OldNotificationsParts): Promise<void> {
  const ownerOf = (text: string | null) => {
    const key = readAlertKey(text ?? '');
    return key === null ? undefined : profiles().find((profile) => profile.isOurKey(key));
  };
  if (platform === 'win32') {
    notifications.handleActivation((details) => {
      const owner = ownerOf(keyOfArguments(details.arguments));
      if (owner !== undefined) owner.activated(details);
      else if (details.type === 'click') onClick();
    });
  }
  if (platform !== 'darwin') return;
  for (const profile of profiles()) profile.launchedBy(launchInfo);
  const left = await notifications.getHistory();
  for (const profile of profiles()) profile.adopt(left);
}
