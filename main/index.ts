import { join } from 'node:path';
import { app, BrowserWindow, Menu, nativeImage, nativeTheme, net, Notification, powerMonitor, protocol, safeStorage, screen, session, shell, Tray } from 'electron';
import ElectronStore from 'electron-store';
import { z } from 'zod';
import { alertEntry } from '../protocol/desktop';
import { createAccount } from './account';
import { createAlertLog } from './alert_log';
import { setAppMenu } from './app_menu';
import { createBadge } from './badge';
import { createDesk } from './desk';
import type { MenuAction } from './desk_view';
import { createGuard } from './guard';
import { createImages } from './images';
import { takeInstance } from './instance';
import { sendSignal, serveCalls } from './ipc';
import { roomFromArguments, roomFromLink } from './link';
import { createNotifications } from './notifications';
import { createPause } from './pause';
import { watchPower } from './power';
import { createScheme, isOwnUrl, PAGE_URL, PRIVILEGED, SCHEME } from './scheme';
import { createServerCalls } from './server_calls';
import { createSettings, DEFAULT_SETTINGS, keptSettings } from './settings';
import { readStartOptions } from './start_options';
import { openStore } from './store';
import { textsOf } from './texts';
import { createTokens } from './tokens';
import { createTray } from './tray';
import { hasTrayHost } from './tray_host';
import { createVault } from './vault';
import { createWantedRoom } from './wanted_room';
import { createWindow, type Window } from './window';
import { windowPlace } from './window_place';

const APP_ID = 'com.orderline.console';
const REDRAW_MS = 20_000;

const { platform } = process;
const options = readStartOptions(process.argv, app.isPackaged);
const log = (text: string) => console.error(`orderline: ${text}`);
const now = () => Date.now();

let window: Window | null = null;
let isQuitting = false;
const wanted = createWantedRoom((room) => sendSignal(contents(), 'openRoom', { room }));
const contents = () => window?.contents() ?? null;

const isFirst = takeInstance({
  app,
  onSecondStart: (argv) => openRoom(roomFromArguments(argv)),
  onLink: (link) => openRoom(roomFromLink(link)),
});

if (isFirst) {
  app.setAppUserModelId(APP_ID);
  protocol.registerSchemesAsPrivileged([PRIVILEGED]);
  wantRoom(roomFromArguments(process.argv));
  app.whenReady().then(start).catch((error: unknown) => {
    log(`The program could not start: ${error instanceof Error ? error.stack : String(error)}`);
    app.exit(1);
  });
} else {
  app.quit();
}

/** Builds every part and wires them to each other; the parts do not know one another. */
async function start(): Promise<void> {
  const images = createImages(nativeImage, platform);
  const storeParts = { open: (name: string) => new ElectronStore<Record<string, unknown>>({ name }), folder: app.getPath('userData'), log };
  const kept = openStore(storeParts, 'settings');
  const keptSession = openStore(storeParts, 'session');
  const keptAlerts = openStore(storeParts, 'alerts');
  const server = kept.slot('server', z.string().nullable(), options.server);

  const settings = createSettings({
    slot: kept.slot('settings', keptSettings, DEFAULT_SETTINGS),
    systemLanguage: () => app.getLocale(),
    onChange(next) {
      nativeTheme.themeSource = next.theme;
      sendSignal(contents(), 'settingsChanged', next);
      desk.redraw();
    },
  });
  const texts = () => textsOf(settings.language());
  nativeTheme.themeSource = settings.get().theme;

  const pause = createPause({
    slot: kept.slot('paused_until', z.iso.datetime().nullable(), null),
    now,
    onChange(paused_until) {
      sendSignal(contents(), 'pauseChanged', { paused_until });
      desk.redraw();
    },
  });

  const tokens = createTokens({ vault: createVault(safeStorage, platform), slot: keptSession.slot('refresh_token', z.string().nullable(), null), log });
  const account = createAccount({
    calls: createServerCalls((input, init) => net.fetch(input as string, init), settings.language),
    tokens,
    server,
    language: settings.language,
    // The page's policy names the server, so the page is loaded anew, and what it then finds is its answer.
    onServerChange: async () => window?.reload(),
    onSignedOut: () => sendSignal(contents(), 'signedOut', {}),
  });

  const guard = createGuard({ app, session: session.defaultSession, isOwnUrl, openExternal: (url) => shell.openExternal(url), log });
  const alertLog = createAlertLog(keptAlerts.slot('entries', z.array(alertEntry), []), now);
  const notifications = createNotifications({
    isSupported: () => Notification.isSupported(),
    make: (notification) => new Notification(notification),
    settings: settings.get,
    texts,
    isPaused: () => pause.until() !== null,
    isFocused: () => window?.isFocused() ?? false,
    record: alertLog.add,
    onClick: openRoom,
  });

  const tray = createTray({
    make: (image) => new Tray(image),
    image: images.tray,
    menu: (rows) => Menu.buildFromTemplate(rows),
    platform,
    act,
    log,
  });
  const badge = createBadge({
    setCount: (count) => void app.setBadgeCount(count),
    setOverlay: platform === 'win32' ? (image, description) => window?.native()?.setOverlayIcon(image, description) : null,
    image: images.overlay,
  });
  const desk = createDesk({
    language: settings.language,
    counts: () => settings.get().badge,
    pausedUntil: pause.until,
    now,
    show(view) {
      tray.setView(view);
      badge.setView(view);
      window?.setTitle(view.title);
    },
  });
  let hasTray = false;
  const lookForTray = async () => {
    hasTray = tray.isThere() && (await hasTrayHost(platform));
    return hasTray;
  };

  await tokens.load();
  protocol.handle(SCHEME, createScheme(join(import.meta.dirname, '../renderer/console'), server.get));
  setAppMenu(Menu, platform);
  registerLinks();
  desk.redraw();
  await lookForTray();

  serveCalls({
    isOurPage: ({ senderFrame }) => senderFrame !== null && senderFrame === contents()?.mainFrame && isOwnUrl(senderFrame.url),
    log,
    handlers: {
      getState: () => ({
        version: app.getVersion(),
        platform,
        language: settings.language(),
        server: server.get(),
        may_resume: account.mayResume(),
        keeps_secrets: tokens.keepsSecrets(),
        has_tray: hasTray,
        settings: settings.get(),
        paused_until: pause.until(),
        focused: window?.isFocused() ?? false,
        open_room: wanted.take(),
      }),
      setServer: ({ url }) => account.setServer(url),
      signIn: ({ email, password }) => account.signIn(email, password),
      renewAccess: () => account.renew(),
      async signOut() {
        notifications.clearAll();
        desk.setConnection('signed_out');
        await account.signOut();
      },
      setConnection: ({ state }) => desk.setConnection(state),
      setTotals: ({ totals, owed }) => desk.setTotals(totals, owed),
      alert: async (alert) => ({ outcome: await notifications.alert(alert) }),
      clearAlert: ({ room }) => notifications.clear(room),
      testAlert: async () => ({ outcome: await notifications.test() }),
      getAlertLog: () => alertLog.entries(),
      setSettings: (change) => settings.set(change),
      pauseAlerts: ({ minutes }) => pause.pause(minutes),
      openExternal: async ({ url }) => ({ opened: await guard.openExternal(url) }),
    },
  });

  window = createWindow(
    {
      make: (windowOptions) => new BrowserWindow(windowOptions),
      url: PAGE_URL,
      preload: join(import.meta.dirname, 'preload.cjs'),
      icon: images.app(),
      place: kept.slot('window', windowPlace.nullable(), null),
      screens: () => [screen.getPrimaryDisplay(), ...screen.getAllDisplays()].map((display) => display.workArea),
      isDark: () => nativeTheme.shouldUseDarkColors,
      onClose: () => void closed(),
      onFocus: (focused) => sendSignal(contents(), 'focusChanged', { focused }),
      onPageGone: wanted.pageGone,
      log,
    },
    { hidden: options.hidden && hasTray },
  );
  desk.redraw();
  watchPower(powerMonitor, () => sendSignal(contents(), 'resumed', {}));
  const clock = setInterval(() => {
    pause.tick();
    desk.redraw();
  }, REDRAW_MS);

  app.on('activate', () => window?.show());
  app.on('window-all-closed', () => app.quit());
  app.on('before-quit', () => {
    isQuitting = true;
    window?.letGo();
  });
  app.on('will-quit', () => {
    clearInterval(clock);
    notifications.clearAll();
    tray.remove();
  });

  /** The user closed the window: it stays in the tray where there is one, asked anew because a tray can go away. */
  async function closed(): Promise<void> {
    if (settings.get().close_to_tray && (platform === 'darwin' || (await lookForTray()))) window?.hide();
    else app.quit();
  }

  function act(action: MenuAction): void {
    if (action.do === 'show') window?.show();
    else if (action.do === 'open_room') openRoom(action.room);
    else if (action.do === 'pause') pause.pause(action.minutes);
    else app.quit();
  }
}

/** Brings the window to the front, and to this room if one is named. */
function openRoom(room: number | null): void {
  wantRoom(room);
  if (!isQuitting) window?.show();
}

function wantRoom(room: number | null): void {
  if (room !== null) wanted.want(room);
}

/** Links like `orderline://room/5` start this program. */
function registerLinks(): void {
  const [program, script] = process.argv;
  if (app.isPackaged || program === undefined || script === undefined) app.setAsDefaultProtocolClient('orderline');
  else app.setAsDefaultProtocolClient('orderline', program, [script]);
}
