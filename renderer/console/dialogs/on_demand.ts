import { lazily } from '../../chat/lazily';
import { idle } from '../../sync/idle';

/* Dialogs that are no part of the start: they carry a fifth of the console's script, and nobody opens one in the first second. */

const load = {
  settings: async () => (await import('../settings/SettingsDialog')).SettingsDialog,
  alertLog: async () => (await import('../settings/AlertLogDialog')).AlertLogDialog,
  handOver: async () => (await import('../floor/HandOverDialog')).HandOverDialog,
  team: async () => (await import('../floor/TeamDialog')).TeamDialog,
  why: async () => (await import('../why/WhyDialog')).WhyDialog,
  views: async () => (await import('../views/ViewsDialog')).ViewsDialog,
  scheduled: async () => (await import('../later/ScheduledDialog')).ScheduledDialog,
  openOrder: async () => (await import('./OpenOrder')).OpenOrder,
};

export const SettingsDialog = lazily(load.settings);
export const AlertLogDialog = lazily(load.alertLog);
export const HandOverDialog = lazily(load.handOver);
export const TeamDialog = lazily(load.team);
export const WhyDialog = lazily(load.why);
export const ViewsDialog = lazily(load.views);
export const ScheduledDialog = lazily(load.scheduled);
export const OpenOrder = lazily(load.openOrder);

/** Fetches them while nothing else is to be done: they have to be there without a network, too. */
export async function fetchDialogs(): Promise<void> {
  await idle();
  // Whoever opens one while the network is away waits for it there.
  await Promise.allSettled(Object.values(load).map((one) => one()));
}
