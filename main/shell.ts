import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { app, clipboard, globalShortcut, Menu, Notification, shell as system, type Session, type WebContents } from 'electron';
import { z } from 'zod';
import type { Settings } from '../protocol/desktop';
import type { ShellState } from '../protocol/desktop_shell';
import { createAutostart } from './autostart';
import { addContextMenu } from './context_menu';
import { countCrashReports } from './crashes';
import { diagnose } from './diagnosis';
import { createDownloads, keptDownloads, type Downloads } from './downloads';
import { createFeed, feedAddress } from './feed';
import type { Handlers } from './ipc';
import type { LogFile } from './log_file';
import { APP_ORIGIN } from './scheme';
import { createShowKey } from './show_key';
import { setSpelling } from './spelling';
import type { Store } from './store';
import type { Texts } from './texts';
import { createUpdates } from './updates';
import { addZoom } from './zoom';

const { platform } = process;
const UPDATES_EVERY_MS = 4 * 3_600_000;
const FIRST_UPDATE_MS = 30_000;

export type ShellParts = {
  store: Store;
  settings: { get(): Settings; set(change: Partial<Settings>): Settings };
  texts(): Texts;
  /** The pages, the chats' own windows and the sessions of all accounts. */
  pages(): WebContents[];
  popouts(): WebContents[];
  sessions(): Session[];
  hasTray(): Promise<boolean>;
  /** The key for the whole system was pressed. */
  onShow(): void;
  onChange(): void;
  openExternal(url: string): Promise<boolean>;
  fetch: typeof globalThis.fetch;
  logFile: LogFile;
  log(text: string): void;
};

type ShellCall = 'getShell' | 'download' | 'cancelDownload' | 'showDownload' | 'clearDownloads' | 'checkForUpdates' | 'goOnWithUpdate' | 'diagnose' | 'copyText';

/** What belongs to one account: its server, its page, its saved files. */
export type ShellAccount = { server(): string | null; contents(): WebContents | null; keepsSecrets(): boolean; downloads: Downloads };

/** Builds and wires the parts that surround the console and know nothing of chats. The second of the three files that wire; index.ts is the first, profile.ts the third. */
export async function createShell(parts: ShellParts) {
  const { store, settings, log } = parts;
  const autostart = createAutostart({ platform, app, command: ownCommand(), config: process.env.XDG_CONFIG_HOME ?? join(app.getPath('home'), '.config'), log });
  const showKey = createShowKey(globalShortcut, parts.onShow);
  const updates = createUpdates({
    updater: await findFeed(log),
    slot: store.slot('update', z.object({ failed: z.string().nullable(), begun: z.string().nullable() }), { failed: null, begun: null }),
    current: app.getVersion(),
    openFile: (url) => void parts.openExternal(url),
    onChange: () => tell(),
    log,
  });
  const state: Pick<ShellState, 'autostart' | 'show_key'> = { autostart: settings.get().autostart ? 'on' : 'off', show_key: 'none' };
  const current = (downloads: Downloads): ShellState => ({ ...state, downloads: downloads.list(), update: updates.state() });
  const tell = () => parts.onChange();
  let applied: Settings | null = null;
  apply(settings.get());
  const clocks = [setTimeout(() => void updates.check(false), FIRST_UPDATE_MS), setInterval(() => void updates.check(false), UPDATES_EVERY_MS)];

  /** Does to the system what the settings say, as far as they changed. */
  function apply(next: Settings): void {
    const before = applied;
    applied = next;
    // At the start the system is as it was left: only a wish to start by itself is made sure of.
    if (next.autostart !== (before?.autostart ?? false)) state.autostart = autostart.set(next.autostart);
    if (next.show_key !== (before?.show_key ?? null)) state.show_key = showKey.set(next.show_key);
    if (before === null || next.spelling.join() !== before.spelling.join()) parts.sessions().forEach((each) => setSpelling(each, platform, next.spelling));
    if (before !== null && next.zoom !== before.zoom) parts.pages().forEach((page) => page.setZoomFactor(next.zoom));
    if (before !== null && next.popout_zoom !== before.popout_zoom) parts.popouts().forEach((page) => page.setZoomFactor(next.popout_zoom));
    if (before !== null) tell();
  }

  const menuFor = (contents: WebContents) => addContextMenu(contents, { popup: (rows) => Menu.buildFromTemplate(rows).popup(), copyText: (text) => void clipboard.writeText(text), texts: parts.texts });

  const handlersFor = ({ contents: page, server, keepsSecrets, downloads }: ShellAccount): Pick<Handlers, ShellCall> => ({
    getShell: () => current(downloads),
    download({ url }) {
      const contents = page();
      if (contents === null || !downloads.isOurs(url)) return { started: false };
      contents.downloadURL(url);
      return { started: true };
    },
    cancelDownload: ({ id }) => downloads.cancel(id),
    showDownload: ({ id }) => downloads.show(id),
    clearDownloads: () => downloads.clear(),
    checkForUpdates: () => updates.check(true),
    goOnWithUpdate: () => updates.goOn(),
    copyText: ({ text }) => void clipboard.writeText(text),
    diagnose: () =>
      diagnose({
        now: () => Date.now(),
        versions: () => ({ orderline: app.getVersion(), electron: process.versions.electron ?? '', chrome: process.versions.chrome ?? '', node: process.versions.node, system: `${platform} ${process.getSystemVersion?.() ?? ''} ${process.arch}` }),
        server,
        fetch: parts.fetch,
        keepsSecrets,
        hasNotifications: () => Notification.isSupported(),
        hasTray: parts.hasTray,
        folder: app.getPath('userData'),
        shell: () => current(downloads),
        crashes: () => countCrashReports(app.getPath('crashDumps')),
        log: () => parts.logFile.last(50),
      }),
  });

  return {
    handlersFor,
    current,
    update: updates.state,
    goOnWithUpdate: updates.goOn,
    apply,
    /** Checks spelling in the session of a new account, too. */
    dress: (session: Session) => setSpelling(session, platform, settings.get().spelling),
    /** What the pages of one account save. */
    downloadsFor: (slots: Store, server: () => string | null, onChange: () => void) =>
      createDownloads({
        folder: () => app.getPath('downloads'),
        exists: existsSync,
        server,
        ownOrigin: APP_ORIGIN,
        slot: slots.slot('downloads', keptDownloads, []),
        now: () => Date.now(),
        showInFolder: (path) => system.showItemInFolder(path),
        onChange,
      }),
    /** Gives a page of ours what pages have everywhere: a menu under the right button, and zoom. */
    attend(contents: WebContents): void {
      menuFor(contents);
      addZoom(contents, { platform, get: () => settings.get().zoom, set: (zoom) => void settings.set({ zoom }) });
    },
    /** The same for a chat's own window, which has another zoom and is blank already. */
    attendPopout(contents: WebContents): void {
      menuFor(contents);
      addZoom(contents, { platform, get: () => settings.get().popout_zoom, set: (popout_zoom) => void settings.set({ popout_zoom }) });
      contents.setZoomFactor(settings.get().popout_zoom);
    },
    stop(): void {
      for (const clock of clocks) clearTimeout(clock);
      updates.leave();
      showKey.remove();
    },
  };
}

/** The words that start this program again; an AppImage lies where it was started from, not where it runs. */
function ownCommand(): string[] {
  const [program = '', script] = process.argv;
  if (process.env.APPIMAGE !== undefined) return [process.env.APPIMAGE];
  return app.isPackaged || script === undefined ? [process.execPath] : [program, script];
}

/** The feed of updates, where the package names one. */
async function findFeed(log: (text: string) => void) {
  const configuration = app.isPackaged ? join(process.resourcesPath, 'app-update.yml') : null;
  if (configuration === null || !existsSync(configuration)) return null;
  const { autoUpdater, AppImageUpdater, DebUpdater } = await import('electron-updater');
  return createFeed(autoUpdater, {
    base: feedAddress(readFileSync(configuration, 'utf8')),
    extension: autoUpdater instanceof AppImageUpdater ? '.AppImage' : autoUpdater instanceof DebUpdater ? '.deb' : platform === 'darwin' ? '.dmg' : '.exe',
    installsOnQuit: !(autoUpdater instanceof DebUpdater),
    letGo: () => app.releaseSingleInstanceLock(),
    log,
  });
}
