import { createStore } from 'zustand/vanilla';
import type { StoreApi } from 'zustand/vanilla';
import type { Desktop } from '../../protocol/desktop';
import type { Diagnosis, ShellState } from '../../protocol/desktop_shell';

/** What only the desktop has around the console; a browser has none of it. */
export type DesktopShell = {
  readonly state: StoreApi<ShellState>;
  /** Saves a file of the server; false: it was not taken. */
  download(url: string): Promise<boolean>;
  cancelDownload(id: number): void;
  showDownload(id: number): void;
  clearDownloads(): void;
  checkForUpdates(): void;
  goOnWithUpdate(): void;
  diagnose(): Promise<Diagnosis>;
  copyText(text: string): Promise<void>;
};

const quietly = (call: Promise<unknown>) => void call.catch(() => undefined);

/** The desktop's side of it; the state follows what the main process tells. */
export async function desktopShell(bridge: Desktop): Promise<DesktopShell> {
  const state = createStore<ShellState>()(() => ({ autostart: 'off', show_key: 'none', downloads: [], update: { name: 'off', version: null, percent: 0, detail: '' } }));
  bridge.on('shellChanged', (next) => state.setState(next, true));
  // An older main process knows nothing of it.
  await bridge.getShell().then((known) => state.setState(known, true), () => undefined);
  return {
    state,
    download: async (url) => (await bridge.download({ url }).catch(() => ({ started: false }))).started,
    cancelDownload: (id) => quietly(bridge.cancelDownload({ id })),
    showDownload: (id) => quietly(bridge.showDownload({ id })),
    clearDownloads: () => quietly(bridge.clearDownloads()),
    checkForUpdates: () => quietly(bridge.checkForUpdates()),
    goOnWithUpdate: () => quietly(bridge.goOnWithUpdate()),
    diagnose: () => bridge.diagnose(),
    copyText: async (text) => {
      await bridge.copyText({ text });
    },
  };
}
