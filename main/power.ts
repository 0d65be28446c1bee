import type { PowerMonitor } from 'electron';

/** Calls `wake` when the machine comes back from sleep or from the lock screen. */
export function watchPower(powerMonitor: Pick<PowerMonitor, 'on'>, wake: () => void): void {
  powerMonitor.on('resume', wake);
  powerMonitor.on('unlock-screen', wake);
}
