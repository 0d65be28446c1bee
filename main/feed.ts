import type { AppUpdater } from 'electron-updater';
import type { Updater } from './offer';

/** electron-updater as the update's way wants it: nothing is loaded or installed unless asked for. `base`: where the feed's files lie. */
export function createFeed(autoUpdater: AppUpdater, base: string | null): Updater {
  autoUpdater.autoDownload = false;
  autoUpdater.autoInstallOnAppQuit = false;
  autoUpdater.allowDowngrade = false;
  // Its errors come by its promises too; without a listener they would end the program.
  autoUpdater.on('error', () => undefined);
  return {
    async check() {
      const found = await autoUpdater.checkForUpdates();
      if (found?.isUpdateAvailable !== true) return null;
      const { version, files } = found.updateInfo;
      return { version, file: base !== null && files[0] !== undefined && URL.canParse(files[0].url, base) ? new URL(files[0].url, base).href : null };
    },
    async load(onPercent) {
      const listen = ({ percent }: { percent: number }) => onPercent(percent);
      autoUpdater.on('download-progress', listen);
      try {
        await autoUpdater.downloadUpdate();
      } finally {
        autoUpdater.removeListener('download-progress', listen);
      }
    },
    install: () => autoUpdater.quitAndInstall(),
  };
}

/** The address in the configuration that the packer lays beside the program. */
export function feedAddress(configuration: string): string | null {
  const address = /^url:\s*['"]?(https:\/\/[^\s'"]+)/m.exec(configuration)?.[1];
  return address === undefined ? null : address.replace(/\/?$/, '/');
}
