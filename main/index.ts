import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { app, BrowserWindow, crashReporter, Menu, nativeImage, nativeTheme, net, Notification, powerMonitor, protocol, safeStorage, screen, session, shell as system, Tray } from 'electron';
import ElectronStore from 'electron-store';
import { z } from 'zod';
import { isQuietTime } from '../protocol/alerts/quiet_hours';
import { alertDay, alertEntry } from '../protocol/desktop';
import { createAccount } from './account';
import { createAlertLog } from './alert_log';
import { newAlertKey, type AlertKey } from './alert_key';
import { createAlerts } from './alerts';
import { setAppMenu } from './app_menu';
import { createBadge } from './badge';
import { readsMarkup } from './body_markup';
import { keepCrashReports } from './crashes';
import { createDeeds, keptDeeds } from './deeds';
import { createDesk } from './desk';
import type { MenuAction } from './desk_view';
import { createGuard } from './guard';
import { createImages } from './images';
import { createIssuedKeys, issuedKey } from './issued_keys';
import { takeInstance } from './instance';
import { sendSignal, serveCalls } from './ipc';
import { placeFromArguments, placeFromLink, type Place } from './link';
import { createLogFile } from './log_file';
import { createNotifications } from './notifications';
import { createPopouts } from './popouts';
import { createPause } from './pause';
import { watchPower } from './power';
import { runProgram } from './quiet/ask';
import { quietOf } from './quiet/system';
import { createScheme, isOwnUrl, PAGE_URL, PRIVILEGED, SCHEME } from './scheme';
import { createServerCalls } from './server_calls';
import { createSettings, DEFAULT_SETTINGS, keptSettings } from './settings';
import { createShell } from './shell';
import { readStartOptions } from './start_options';
import { openStore } from './store';
import { createSurroundings } from './surroundings';
import { textsOf } from './texts';
import { createTokens } from './tokens';
import { createTray } from './tray';
import { hasTrayHost } from './tray_host';
import { createVault } from './vault';
import { createWantedPlace } from './wanted_place';
import { createWindow, type Window } from './window';
import { windowPlace } from './window_place';

const APP_ID = 'com.orderline.console';
const REDRAW_MS = 20_000;
/** On its battery the machine is asked about do-not-disturb and its lock at each of so many ticks. */
const BATTERY_LOOKS = 3;

const { platform } = process;
const options = readStartOptions(process.argv, app.isPackaged);
const now = () => Date.now();
const logFile = createLogFile(join(app.getPath('userData'), 'logs'), now);
const log = (text: string) => {
  console.error(`orderline: ${text}`);
  logFile.add(text);
};
keepCrashReports(crashReporter, log);

let window: Window | null = null;
let isQuitting = false;
/** The notification that started the program (macOS); whoever cares for notifications is there a moment later. */
let launchInfo: unknown = null;
const wanted = createWantedPlace((place) => {
  if ('order' in place) sendSignal(contents(), 'openOrder', place);
  else sendSignal(contents(), 'openRoom', place);
});
const contents = () => window?.contents() ?? null;

const isFirst = takeInstance({
  app,
  onSecondStart: (argv) => openPlace(placeFromArguments(argv)),
  onLink: (link) => openPlace(placeFromLink(link)),
});

if (isFirst) {
  app.setAppUserModelId(APP_ID);
  protocol.registerSchemesAsPrivileged([PRIVILEGED]);
  want(placeFromArguments(process.argv));
  app.once('ready', (_event, info) => (launchInfo = info));
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
      shell.apply(next);
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
    async onServerChange() {
      notifications.clearAll();
      await window?.reload();
    },
    onSignedOut: () => sendSignal(contents(), 'signedOut', {}),
  });

  const screens = () => [screen.getPrimaryDisplay(), ...screen.getAllDisplays()].map((display) => display.workArea);
  const isDark = () => nativeTheme.shouldUseDarkColors;
  const popouts = createPopouts({ page: contents, icon: images.app(), screens, isDark, onFocus: tellFocus });
  const isFocused = () => (window?.isFocused() ?? false) || popouts.isFocused();
  const guard = createGuard({ app, session: session.defaultSession, isOwnUrl, popouts, openExternal: (url) => system.openExternal(url), takeDownload: (item) => shell.takeDownload(item), log });
  const surroundings = createSurroundings({
    quiet: quietOf({ platform, run: runProgram, read: (path) => readFile(path, 'utf8').catch(() => null), home: app.getPath('home'), desktop: process.env.XDG_CURRENT_DESKTOP ?? '' }),
    now,
    onChange(next) {
      sendSignal(contents(), 'surroundingsChanged', next);
      desk.redraw();
    },
  });
  const issued = createIssuedKeys(keptAlerts.slot('issued', z.array(issuedKey), []));
  const deeds = createDeeds({ slot: keptAlerts.slot('deeds', keptDeeds, []), ownerOf: issued.ownerOf, now, tell: () => sendSignal(contents(), 'deedWaits', {}), log });
  const alertLog = createAlertLog({ entries: keptAlerts.slot('entries', z.array(alertEntry), []), days: keptAlerts.slot('days', z.array(alertDay), []), now });
  let hasMarkup = platform === 'linux';
  const notifications = createNotifications({
    isSupported: () => Notification.isSupported(),
    make: (notification) => new Notification(notification),
    platform,
    texts,
    readsMarkup: () => hasMarkup,
    isOurs: (key) => issued.ownerOf(key) !== null,
    onClick: openRoom,
    onReply: deeds.reply,
    onButton: deeds.press,
    onGone: (place) => alerts.gone(place),
  });
  const alerts = createAlerts({
    notifications,
    settings: settings.get,
    texts,
    now,
    isPaused: () => pause.until() !== null,
    isFocused,
    newKey,
    look: surroundings.look,
    canPlay: wanted.isHeard,
    play: (sound) => sendSignal(contents(), 'playSound', sound),
    record: alertLog.add,
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
    quietUntil: () => (isQuietTime(settings.get().quiet_hours, now()) ? settings.get().quiet_hours.to : null),
    doNotDisturb: () => surroundings.get().do_not_disturb,
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
  const shell = await createShell({
    store: kept,
    settings,
    server: server.get,
    texts,
    contents,
    keepsSecrets: tokens.keepsSecrets,
    hasTray: lookForTray,
    onShow: () => window?.show(),
    onChange: (state) => sendSignal(contents(), 'shellChanged', state),
    openExternal: guard.openExternal,
    fetch: (input, init) => net.fetch(input as string, init),
    logFile,
    log,
  });
  protocol.handle(SCHEME, createScheme(join(import.meta.dirname, '../renderer/console'), server.get));
  setAppMenu(Menu, platform);
  registerLinks();
  desk.redraw();
  // Not waited for: a slow answer of the system must not hold up the window.
  void surroundings.look();
  void readsMarkup(platform, runProgram).then((reads) => (hasMarkup = reads));
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
        surroundings: surroundings.get(),
        focused: isFocused(),
        ...placeForPage(wanted.take()),
      }),
      ...shell.handlers,
      setServer: ({ url }) => account.setServer(url),
      signIn: ({ email, password, code }) => account.signIn(email, password, code),
      renewAccess: () => account.renew(),
      async signOut() {
        notifications.clearAll();
        desk.setConnection('signed_out');
        await account.signOut();
      },
      setConnection({ state }) {
        if (state === 'online') wanted.settle();
        desk.setConnection(state);
      },
      setTotals: ({ totals, owed }) => desk.setTotals(totals, owed),
      alert: async (alert) => ({ outcome: await alerts.alert(alert) }),
      clearAlert: ({ room }) => alerts.clear(room),
      testAlert: () => alerts.test(),
      getAlertLog: () => alertLog.read(),
      getDeeds: () => deeds.waiting({ server: server.get(), user: account.user() }),
      deedDone: ({ id }) => deeds.done(id),
      eraseAlerts({ user, with_unsent }) {
        alertLog.erase();
        const owner = { server: server.get() ?? '', user };
        if (with_unsent) [deeds, issued].forEach((each) => each.erase(owner));
      },
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
      screens,
      isDark,
      onClose: () => void closed(),
      onFocus: tellFocus,
      attend: shell.attend,
      onPageGone() {
        popouts.closeAll();
        wanted.pageGone();
      },
      log,
    },
    { hidden: options.hidden && hasTray },
  );
  desk.redraw();
  let isOnBattery = powerMonitor.isOnBatteryPower();
  let ticks = 0;
  watchPower(powerMonitor, {
    sleep() {
      sendSignal(contents(), 'suspending', {});
      // Chromium writes what pages keep some seconds late.
      session.defaultSession.flushStorageData();
    },
    wake() {
      tick();
      sendSignal(contents(), 'resumed', {});
    },
    lock: surroundings.setLocked,
    battery: (isOn) => (isOnBattery = isOn),
  });
  void hearOldNotifications().catch((error: unknown) => log(`Older notifications are not heard: ${String(error)}.`));
  const clock = setInterval(() => {
    ticks += 1;
    tick(isOnBattery && ticks % BATTERY_LOOKS !== 0);
  }, REDRAW_MS);

  app.on('activate', () => window?.show());
  app.on('window-all-closed', () => app.quit());
  app.on('before-quit', () => {
    isQuitting = true;
    window?.letGo();
  });
  app.on('will-quit', () => {
    clearInterval(clock);
    alerts.stop();
    notifications.clearAll();
    shell.stop();
    tray.remove();
  });

  /** What changes with time alone. Asking the system starts programs of its own; each alert asks anyway. */
  function tick(isSparing = false): void {
    pause.tick();
    if (!isSparing) void surroundings.look();
    desk.redraw();
  }

  /** The focus came to one of the windows, left it, or went from one to another. */
  function tellFocus(): void {
    sendSignal(contents(), 'focusChanged', { focused: isFocused() });
  }

  /** The user closed the window: the chats' own windows go, it itself stays in the tray where there is one, asked anew because a tray can go away. */
  async function closed(): Promise<void> {
    popouts.closeAll();
    const shows = window?.shows();
    const hides = settings.get().close_to_tray && (platform === 'darwin' || (await lookForTray()));
    // Whoever asked for it meanwhile, by an alert or the tray, has it.
    if (window?.shows() !== shows) return;
    if (hides) window?.hide();
    else app.quit();
  }

  /** Notifications outlive the program, and one of them may have started it. */
  async function hearOldNotifications(): Promise<void> {
    if (platform === 'win32') Notification.handleActivation(notifications.activated);
    if (platform !== 'darwin') return;
    notifications.launchedBy(launchInfo);
    notifications.adopt(await Notification.getHistory());
  }

  function newKey(room: number, seq: number): AlertKey | null {
    const [name, user] = [server.get(), account.user()];
    if (name === null || user === null) return null;
    const key = newAlertKey(room, seq, user);
    issued.issue(key, name);
    return key;
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
  openPlace(room === null ? null : { room });
}

function openPlace(place: Place | null): void {
  want(place);
  if (!isQuitting) window?.show();
}

function want(place: Place | null): void {
  if (place !== null) wanted.want(place);
}

/** The place for a page that asks for the state. */
function placeForPage(place: Place | null): { open_room: number | null; open_order: number | null } {
  return { open_room: place !== null && 'room' in place ? place.room : null, open_order: place !== null && 'order' in place ? place.order : null };
}

/** Links like `orderline://room/5` start this program. */
function registerLinks(): void {
  const [program, script] = process.argv;
  if (app.isPackaged || program === undefined || script === undefined) app.setAsDefaultProtocolClient('orderline');
  else app.setAsDefaultProtocolClient('orderline', program, [script]);
}
