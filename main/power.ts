import type { PowerMonitor } from 'electron';

export type PowerListeners = {
  /** The machine is about to sleep or to be switched off: what is at hand goes to the disk and to the server now. */
  sleep(): void;
  /** The machine comes back from sleep or from the lock screen. */
  wake(): void;
  /** The screen is locked, or no more; Linux does not say so. */
  lock(isLocked: boolean): void;
  /** It runs on its battery, or no more. */
  battery(isOnBattery: boolean): void;
};

/** Listens to what the system says of sleep and of its lock screen. */
export function watchPower(powerMonitor: Pick<PowerMonitor, 'on'>, { sleep, wake, lock, battery }: PowerListeners): void {
  powerMonitor.on('suspend', sleep);
  powerMonitor.on('shutdown', sleep);
  powerMonitor.on('resume', wake);
  powerMonitor.on('lock-screen', () => lock(true));
  powerMonitor.on('unlock-screen', () => {
    lock(false);
    wake();
  });
  powerMonitor.on('on-battery', () => battery(true));
  powerMonitor.on('on-ac', () => battery(false));
}
