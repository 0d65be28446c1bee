import type { AppUpdater } from 'electron-updater';
import type { Updater } from './offer';

export type FeedParts = {
  /** Where the feed's files lie; null: nobody knows. */
  base: string | null;
  /** The kind of file from which this program was installed, as `.deb`; of the others none would be of use by hand. */
  extension: string;
  /** Whether what is loaded may be installed when the user ends the program: not where the system asks for a password. */
  installsOnQuit: boolean;
  /** Another one may start from now on: the new program does so before this one has ended. */
  letGo(): void;
  log(text: string): void;
};

/** electron-updater as the update's way wants it: nothing is loaded unless asked for, nothing older is offered, and an installation that fails says so. */
export function createFeed(autoUpdater: AppUpdater, { base, extension, installsOnQuit, letGo, log }: FeedParts): Updater {
  autoUpdater.autoDownload = false;
  autoUpdater.autoInstallOnAppQuit = installsOnQuit;
  autoUpdater.allowDowngrade = false;
  autoUpdater.logger = { info: () => undefined, warn: log, error: log };
  // Its errors come by its promises too; without a listener they would end the program.
  autoUpdater.on('error', () => undefined);
  return {
    installsOnQuit,
    async check() {
      const found = await autoUpdater.checkForUpdates();
      if (found?.isUpdateAvailable !== true) return null;
      const { version, files } = found.updateInfo;
      const file = files.find(({ url }) => url.endsWith(extension)) ?? files[0];
      return { version, file: base !== null && file !== undefined && URL.canParse(file.url, base) ? new URL(file.url, base).href : null };
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
    install() {
      let problem: Error | null = null;
      const listen = (error: Error) => (problem = error);
      autoUpdater.on('error', listen);
      letGo();
      autoUpdater.quitAndInstall();
      autoUpdater.removeListener('error', listen);
      if (problem !== null) throw problem;
    },
  };
}

/** The address in the configuration that the packer lays beside the program; without encryption on this machine only. */
export function feedAddress(configuration: string): string | null {
  const address = /^url:\s*['"]?((?:https:\/\/|http:\/\/127\.0\.0\.1(?=[:/]))[^\s'"]+)/m.exec(configuration)?.[1];
  return address === undefined ? null : address.replace(/\/?$/, '/');
}
