import type { PowerMonitor } from 'electron';

export type PowerListeners = {
  /** The machine comes back from sleep or from the lock screen. */
  wake(): void;
  /** The screen is locked, or no more; Linux does not say so. */
  lock(isLocked: boolean): void;
};

/** Listens to what the system says of sleep and of its lock screen. */
export function watchPower(powerMonitor: Pick<PowerMonitor, 'on'>, { wake, lock }: PowerListeners): void {
  powerMonitor.on('resume', wake);
  powerMonitor.on('lock-screen', () => lock(true));
  powerMonitor.on('unlock-screen', () => {
    lock(false);
    wake();
  });
}
