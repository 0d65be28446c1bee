import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { app, crashReporter, dialog, Menu, nativeImage, nativeTheme, net, Notification, powerMonitor, protocol, safeStorage, screen, shell as system, Tray } from 'electron';
import ElectronStore from 'electron-store';
import { z } from 'zod';
import { isQuietTime } from '../protocol/alerts/quiet_hours';
import { createAccountRows } from './account_rows';
import { createAccounts, FIRST_ACCOUNT, keptAccounts } from './accounts';
import { createAppMenu } from './app_menu';
import { createBadge } from './badge';
import { readsMarkup } from './body_markup';
import { keepCrashReports } from './crashes';
import { createDesk } from './desk';
import type { MenuAction } from './desk_view';
import { createFinding } from './finding';
import { createGuard } from './guard';
import { createImages } from './images';
import { registerLinks, takeInstance } from './instance';
import { serveCalls } from './ipc';
import { placeFromArguments, placeFromLink, type Place } from './link';
import { createLogFile } from './log_file';
import { hearOldNotifications } from './old_notifications';
import { createPause } from './pause';
import { watchPower } from './power';
import { createProfile, type Machine, type Profile } from './profile';
import { createQuestions } from './questions';
import { runProgram } from './quiet/ask';
import { quietOf } from './quiet/system';
import { isOwnUrl, PRIVILEGED } from './scheme';
import { createSettings, DEFAULT_SETTINGS, keptSettings } from './settings';
import { createShell } from './shell';
import { readStartOptions } from './start_options';
import { openStore } from './store';
import { createSurroundings } from './surroundings';
import { textsOf } from './texts';
import { keepTicking } from './ticking';
import { createTray } from './tray';
import { hasTrayHost } from './tray_host';
import { createVault } from './vault';

const APP_ID = 'com.orderline.console';

const { platform } = process;
const options = readStartOptions(process.argv, app.isPackaged);
const now = () => Date.now();
const logFile = createLogFile(join(app.getPath('userData'), 'logs'), now);
const log = (text: string) => {
  console.error(`orderline: ${text}`);
  logFile.add(text);
};
keepCrashReports(crashReporter, log);

/** By account, in the order in which they were added. */
const profiles = new Map<number, Profile>();
let isQuitting = false;
/** The notification that started the program (macOS); whoever cares for notifications is there a moment later. */
let launchInfo: unknown = null;
/** What was asked for before there was any account to ask. */
let early: Place | null = null;
let openPlace = (place: Place | null): void => {
  early = place ?? early;
};

const isFirst = takeInstance({
  app,
  onSecondStart: (argv) => openPlace(placeFromArguments(argv)),
  onLink: (link) => openPlace(placeFromLink(link)),
});

if (isFirst) {
  app.setAppUserModelId(APP_ID);
  protocol.registerSchemesAsPrivileged([PRIVILEGED]);
  openPlace(placeFromArguments(process.argv));
  app.once('ready', (_event, info) => (launchInfo = info));
  app.whenReady().then(start).catch((error: unknown) => {
    log(`The program could not start: ${error instanceof Error ? error.stack : String(error)}`);
    app.exit(1);
  });
} else {
  app.quit();
}

/** Builds every part and wires them to each other; the parts do not know one another. What belongs to one account is wired in profile.ts. */
async function start(): Promise<void> {
  const images = createImages(nativeImage, platform);
  const storeParts = { open: (name: string) => new ElectronStore<Record<string, unknown>>({ name }), folder: app.getPath('userData'), log };
  const kept = openStore(storeParts, 'settings');
  const accounts = createAccounts(kept.slot('accounts', keptAccounts, [FIRST_ACCOUNT]));
  const all = () => [...profiles.values()];
  /** Accounts whose windows were put away. */
  const away = kept.slot('away', z.array(z.number()), []);

  const settings = createSettings({
    slot: kept.slot('settings', keptSettings, DEFAULT_SETTINGS),
    systemLanguage: () => app.getLocale(),
    onChange(next) {
      nativeTheme.themeSource = next.theme;
      shell.apply(next);
      for (const profile of all()) profile.tellSettings();
      desk.redraw();
    },
  });
  const texts = () => textsOf(settings.language());
  nativeTheme.themeSource = settings.get().theme;

  const pause = createPause({
    slot: kept.slot('paused_until', z.iso.datetime().nullable(), null),
    now,
    onChange(paused_until) {
      for (const profile of all()) profile.send('pauseChanged', { paused_until });
      desk.redraw();
    },
  });
  const surroundings = createSurroundings({
    quiet: quietOf({ platform, run: runProgram, read: (path) => readFile(path, 'utf8').catch(() => null), home: app.getPath('home'), desktop: process.env.XDG_CURRENT_DESKTOP ?? '' }),
    now,
    onChange(next) {
      for (const profile of all()) profile.send('surroundingsChanged', next);
      desk.redraw();
    },
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
    setOverlay: platform === 'win32' ? (image, description) => all().forEach(({ window }) => window.native()?.setOverlayIcon(image, description)) : null,
    image: images.overlay,
  });
  const appMenu = createAppMenu({ menu: Menu, platform, texts, onShow: show, onAdd: () => void add() });
  const rows = createAccountRows({ accounts, profiles, states: () => desk.accounts(), counts: () => settings.get().badge });
  const questions = createQuestions({ dialog, texts, names: rows.names });
  const desk = createDesk({
    language: settings.language,
    accounts: () => {
      const names = rows.names();
      return accounts.ids().map((id) => ({ id, name: names.get(id) ?? '' }));
    },
    counts: () => settings.get().badge,
    pausedUntil: pause.until,
    quietUntil: () => (isQuietTime(settings.get().quiet_hours, now()) ? settings.get().quiet_hours.to : null),
    doNotDisturb: () => surroundings.get().do_not_disturb,
    update: () => shell.update(),
    now,
    show(view, states) {
      tray.setView(view);
      badge.setView(view);
      appMenu.setAccounts(states);
      for (const profile of all()) profile.window.setTitle(view.titles.get(profile.id) ?? 'Orderline');
      rows.tell(states);
    },
  });
  let hasTray = false;
  const lookForTray = async () => {
    hasTray = tray.isThere() && (await hasTrayHost(platform));
    return hasTray;
  };

  const guard = createGuard({
    app,
    isOwnUrl,
    popouts: {
      allow: (contents, details) => all().map(({ popouts }) => popouts.allow(contents, details)).find((answer) => answer !== null) ?? null,
      take: (native, opener) => all().find(({ contents }) => contents() === opener)?.popouts.take(native),
      isOne: (contents) => all().some(({ popouts }) => popouts.isOne(contents)),
    },
    openExternal: (url) => system.openExternal(url),
    log,
  });
  const shell = await createShell({
    store: kept,
    settings,
    texts,
    pages: () => all().flatMap(({ contents }) => contents() ?? []),
    popouts: () => all().flatMap(({ popouts }) => popouts.contents()),
    sessions: () => all().map(({ session }) => session),
    hasTray: lookForTray,
    onShow: () => show(null),
    onChange() {
      for (const profile of all()) profile.tellShell();
      desk.redraw();
    },
    openExternal: guard.openExternal,
    fetch: (input, init) => net.fetch(input as string, init),
    logFile,
    log,
  });
  const finding = createFinding({
    candidates() {
      const signedIn = all().filter((profile) => profile.isSignedIn()).map(({ id }) => id);
      return signedIn.length > 0 ? signedIn : accounts.ids().slice(0, 1);
    },
    ask(account, ask, place) {
      const profile = profiles.get(account);
      if (profile?.isHeard() !== true) return false;
      profile.send('placeAsked', { ask, room: 'room' in place ? place.room : null, order: 'order' in place ? place.order : null });
      return true;
    },
    choose: questions.chooseAccount,
    open: (account, place) => openIn(account, place),
  });
  let hasMarkup = platform === 'linux';
  const machine: Machine = {
    openStore: (name) => (name === 'settings' ? kept : openStore(storeParts, name)),
    firstServer: options.server,
    settings,
    texts,
    now,
    log,
    vault: createVault(safeStorage, platform),
    pause,
    surroundings,
    spending: { shownAt: [] },
    shell,
    guard,
    desk,
    finding,
    icon: images.app(),
    screens: () => [screen.getPrimaryDisplay(), ...screen.getAllDisplays()].map((display) => display.workArea),
    isDark: () => nativeTheme.shouldUseDarkColors,
    readsMarkup: () => hasMarkup,
    hasTray: () => hasTray,
    nameOf: (id) => (accounts.ids().length > 1 ? (rows.names().get(id) ?? null) : null),
    accounts: rows.entriesFor,
    isTaken(own, server, user) {
      const other = all().find(({ id, who }) => id !== own && who()?.server === server && who()?.user === user);
      other?.show();
      return other !== undefined;
    },
    show,
    add: () => void add(),
    remove,
    onChange: () => desk.redraw(),
    onShown(account, isShown) {
      const others = away.get().filter((id) => id !== account);
      away.set(isShown ? others : [...others, account]);
      if (isShown) badge.redraw();
    },
    onClose: (profile) => void closed(profile),
  };

  registerLinks(app);
  desk.redraw();
  // Not waited for: a slow answer of the system must not hold up the windows.
  void surroundings.look();
  void readsMarkup(platform, runProgram).then((reads) => (hasMarkup = reads));
  await lookForTray();
  serveCalls({ handlersOf: ({ senderFrame }) => all().find((profile) => profile.isOurPage(senderFrame))?.handlers ?? null, log });
  const ids = accounts.ids();
  // Somebody must be seen, or the program could only be reached by its tray.
  const isNobody = ids.every((id) => away.get().includes(id));
  for (const id of ids) await build(id, (options.hidden && hasTray) || (isNobody ? id !== ids[0] : away.get().includes(id)));
  openPlace = openLink;
  if (early !== null) openLink(early, false);
  desk.redraw();

  const stopTicking = keepTicking({
    watch: (listeners) => watchPower(powerMonitor, listeners),
    isOnBattery: powerMonitor.isOnBatteryPower(),
    tick(isSparing) {
      pause.tick();
      // Each alert asks anyway.
      if (!isSparing) void surroundings.look();
      desk.redraw();
    },
    sleep() {
      for (const profile of all()) {
        profile.send('suspending', {});
        // Chromium writes what pages keep some seconds late.
        profile.session.flushStorageData();
      }
    },
    wake: () => all().forEach((profile) => profile.send('resumed', {})),
    lock: surroundings.setLocked,
  });
  void hearOldNotifications({ platform, notifications: Notification, profiles: all, launchInfo, onClick: () => show(null) }).catch((error: unknown) => log(`Older notifications are not heard: ${String(error)}.`));
  app.on('activate', () => show(null));
  app.on('window-all-closed', () => app.quit());
  app.on('before-quit', () => {
    isQuitting = true;
    for (const { window } of all()) window.letGo();
  });
  app.on('will-quit', () => {
    stopTicking();
    finding.stop();
    for (const profile of all()) profile.stop();
    shell.stop();
    tray.remove();
  });

  async function build(id: number, hidden: boolean): Promise<Profile> {
    const profile = await createProfile(id, machine, { hidden });
    profiles.set(id, profile);
    badge.redraw();
    return profile;
  }

  /** One more account, with a window that asks for its server. */
  async function add(): Promise<void> {
    const id = accounts.add();
    if (id === null) return;
    await build(id, false);
    desk.redraw();
  }

  async function remove(id: number): Promise<void> {
    const profile = profiles.get(id);
    if (profile === undefined || accounts.ids().length < 2) return;
    // Where nobody has ever signed in there is nothing to lose.
    if (profile.server() !== null && !(await questions.isSureToRemove(id))) return;
    if (!accounts.remove(id)) return;
    profiles.delete(id);
    desk.forget(id);
    show(null);
    await profile.forget();
    desk.redraw();
  }

  /** The window of this account, or of the one that was looked at last. */
  function show(id: number | null): void {
    const profile = id === null ? (lastSeen() ?? all()[0]) : profiles.get(id);
    profile?.show();
  }

  function lastSeen(): Profile | undefined {
    return all().sort((one, two) => two.window.seenAt() - one.window.seenAt())[0];
  }

  function openIn(account: number, place: Place): void {
    if (!isQuitting) profiles.get(account)?.open(place);
  }

  /** A link names no account: with one there is nothing to ask. */
  function openLink(place: Place | null, isLive = true): void {
    if (isQuitting) return;
    const [first] = all();
    if (place === null) return show(null);
    if (all().length > 1) return finding.find(place);
    if (isLive) first?.open(place);
    else first?.want(place);
  }

  /** The user closed a window: it stays in the tray where there is one, asked anew because a tray can go away. Another account's window is a way back, too. */
  async function closed(profile: Profile): Promise<void> {
    const shows = profile.window.shows();
    const others = all().some((other) => other !== profile && other.window.isShown());
    const hides = others || (settings.get().close_to_tray && (platform === 'darwin' || (await lookForTray())));
    // Whoever asked for it meanwhile, by an alert or the tray, has it.
    if (profile.window.shows() !== shows) return;
    if (hides) profile.hide();
    else app.quit();
  }

  function act(action: MenuAction): void {
    if (action.do === 'show') show(action.account);
    else if (action.do === 'open_room') openIn(action.account, { room: action.room });
    else if (action.do === 'add_account') void add();
    else if (action.do === 'pause') pause.pause(action.minutes);
    else if (action.do === 'update') void shell.goOnWithUpdate();
    else app.quit();
  }
}
