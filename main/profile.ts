import { join } from 'node:path';
import { app, BrowserWindow, net, Notification, session, type ActivationArguments, type NativeImage } from 'electron';
import { z } from 'zod';
import { alertDay, alertEntry, type AccountEntry, type Settings, type Surroundings } from '../protocol/desktop';
import { createAccount } from './account';
import { FIRST_ACCOUNT, type Who } from './accounts';
import { newAlertKey, type AlertKey } from './alert_key';
import { openDoorstep } from './browser_sign_in';
import { createAlertLog } from './alert_log';
import { createAlerts } from './alerts';
import { createDeeds, keptDeeds } from './deeds';
import type { Desk } from './desk';
import type { Finding } from './finding';
import type { Guard } from './guard';
import { createIssuedKeys, issuedKey } from './issued_keys';
import { sendSignal, type Handlers } from './ipc';
import type { Place } from './link';
import { createNotifications } from './notifications';
import type { Pause } from './pause';
import { createPopouts } from './popouts';
import { createScheme, isOwnUrl, PAGE_URL, SCHEME } from './scheme';
import { createServerCalls } from './server_calls';
import { createOwnSettings, keptOwn, type SettingsPart } from './settings';
import type { createShell } from './shell';
import type { Store } from './store';
import type { Texts } from './texts';
import { createTokens, type Vault } from './tokens';
import { createWantedPlace } from './wanted_place';
import { createWindow, type Window } from './window';
import { windowPlace, type Bounds } from './window_place';

/** What all accounts share. */
export type Machine = {
  openStore(name: string): Store;
  /** The server to begin with where none is remembered. */
  firstServer: string | null;
  settings: SettingsPart;
  texts(): Texts;
  now(): number;
  log(text: string): void;
  vault: Vault;
  pause: Pause;
  surroundings: { get(): Surroundings; look(): Promise<Surroundings> };
  spending: { shownAt: readonly number[] };
  shell: Awaited<ReturnType<typeof createShell>>;
  guard: Guard;
  desk: Desk;
  finding: Finding;
  icon: NativeImage;
  screens(): Bounds[];
  isDark(): boolean;
  readsMarkup(): boolean;
  hasTray(): boolean;
  /** What the account is called where there are several, else null. */
  nameOf(account: number): string | null;
  accounts(own: number): AccountEntry[];
  /** Another account has this user of this server; `show`: and its window comes to the front. */
  isTaken(own: number, server: string, user: number): boolean;
  show(account: number): void;
  add(): void;
  remove(account: number): Promise<void>;
  /** Something that menus and the other pages show of this account has changed. */
  onChange(): void;
  /** The window was brought up or put away: the next start goes on like that. */
  onShown(account: number, isShown: boolean): void;
  /** The user closes the window. */
  onClose(profile: Profile): void;
};

export type Profile = Awaited<ReturnType<typeof createProfile>>;

const platform = process.platform;

/**
 * One account with everything that is its own: sign-in and tokens, window, session, notifications, deeds, log. Builds and wires these parts; the
 * third of the three files that wire. Of the accounts beside it a profile knows nothing.
 */
export async function createProfile(id: number, machine: Machine, { hidden }: { hidden: boolean }) {
  const { settings: machineSettings, texts, now, log, pause, desk, shell } = machine;
  const isFirst = id === FIRST_ACCOUNT;
  // What the first account keeps lies where it lay before there were several.
  const partition = isFirst ? null : `persist:account-${id}`;
  const ownSession = partition === null ? session.defaultSession : session.fromPartition(partition);
  const kept = machine.openStore(isFirst ? 'settings' : `account-${id}`);
  const keptSession = isFirst ? machine.openStore('session') : kept;
  const keptAlerts = machine.openStore(isFirst ? 'alerts' : `alerts-${id}`);
  const server = kept.slot('server', z.string().nullable(), isFirst ? machine.firstServer : null);
  const who = keptSession.slot<Who | null>('who', z.object({ server: z.string(), user: z.number(), name: z.string() }).nullable(), null);

  let window: Window | null = null;
  const contents = () => window?.contents() ?? null;
  const tellSettings = (next: Settings) => sendSignal(contents(), 'settingsChanged', next);
  const settings = isFirst ? machineSettings : createOwnSettings(machineSettings, kept.slot('own_settings', keptOwn, {}), tellSettings);

  const wanted = createWantedPlace((place) => {
    if ('order' in place) sendSignal(contents(), 'openOrder', place);
    else sendSignal(contents(), 'openRoom', place);
  });
  const tokens = createTokens({ vault: machine.vault, slot: keptSession.slot('refresh_token', z.string().nullable(), null), log });
  const account = createAccount({
    calls: createServerCalls((input, init) => net.fetch(input as string, init), machineSettings.language),
    tokens,
    server,
    who: {
      get: who.get,
      set(next) {
        const isKept = who.set(next);
        machine.onChange();
        return isKept;
      },
    },
    isTaken: (name, user) => machine.isTaken(id, name, user),
    language: machineSettings.language,
    browser: { openDoorstep, open: machine.guard.openExternal, onReturned: () => window?.show() },
    // The page's policy names the server, so the page is loaded anew, and what it then finds is its answer.
    async onServerChange() {
      notifications.clearAll();
      machine.onChange();
      await window?.reload();
    },
    onSignedOut: () => sendSignal(contents(), 'signedOut', {}),
  });

  const popouts = createPopouts({ page: contents, icon: machine.icon, screens: machine.screens, isDark: machine.isDark, onFocus: tellFocus, attend: shell.attendPopout });
  const isFocused = () => (window?.isFocused() ?? false) || popouts.isFocused();
  const downloads = shell.downloadsFor(kept, server.get, tellShell);
  machine.guard.watch(ownSession, downloads.take);
  shell.dress(ownSession);
  ownSession.protocol.handle(SCHEME, createScheme(join(import.meta.dirname, '../renderer/console'), server.get));

  const issued = createIssuedKeys(keptAlerts.slot('issued', z.array(issuedKey), []));
  const deeds = createDeeds({ slot: keptAlerts.slot('deeds', keptDeeds, []), ownerOf: issued.ownerOf, now, tell: () => sendSignal(contents(), 'deedWaits', {}), log });
  const alertLog = createAlertLog({ entries: keptAlerts.slot('entries', z.array(alertEntry), []), days: keptAlerts.slot('days', z.array(alertDay), []), now });
  const notifications = createNotifications({
    isSupported: () => Notification.isSupported(),
    make: (options) => new Notification(options),
    platform,
    texts,
    readsMarkup: machine.readsMarkup,
    isOurs: (key) => issued.ownerOf(key) !== null,
    // Windows replaces by this name what another account has shown.
    prefix: isFirst ? '' : `account${id}`,
    onClick: (room) => open(room === null ? null : { room }),
    onReply: deeds.reply,
    onButton: deeds.press,
    onGone: (place) => alerts.gone(place),
  });
  const alerts = createAlerts({
    notifications,
    settings: settings.get,
    texts,
    spending: machine.spending,
    accountName: () => machine.nameOf(id),
    now,
    isPaused: () => pause.until() !== null,
    isFocused,
    newKey,
    look: machine.surroundings.look,
    canPlay: wanted.isHeard,
    play: (sound) => sendSignal(contents(), 'playSound', sound),
    record: alertLog.add,
  });

  const handlers: Handlers = {
    getState: () => ({
      version: app.getVersion(),
      platform,
      language: machineSettings.language(),
      server: server.get(),
      may_resume: account.mayResume(),
      keeps_secrets: tokens.keepsSecrets(),
      has_tray: machine.hasTray(),
      settings: settings.get(),
      paused_until: pause.until(),
      surroundings: machine.surroundings.get(),
      focused: isFocused(),
      accounts: machine.accounts(id),
      ...placeForPage(wanted.take()),
    }),
    ...shell.handlersFor({ server: server.get, contents, keepsSecrets: tokens.keepsSecrets, downloads }),
    setServer: ({ url }) => account.setServer(url),
    signIn: ({ email, password, code }) => account.signIn(email, password, code),
    signInByBrowser: () => account.signInByBrowser(),
    stopBrowserSignIn: () => account.stopBrowser(),
    renewAccess: () => account.renew(),
    async signOut() {
      notifications.clearAll();
      desk.setConnection(id, 'signed_out');
      await account.signOut();
    },
    setConnection({ state }) {
      if (state === 'online') wanted.settle();
      desk.setConnection(id, state);
      if (state === 'online') machine.finding.ready(id);
    },
    setTotals: ({ totals, owed, late_rooms }) => desk.setTotals(id, totals, owed, late_rooms),
    alert: async (alert) => ({ outcome: await alerts.alert(alert) }),
    clearAlert: ({ room }) => alerts.clear(room),
    testAlert: () => alerts.test(),
    getAlertLog: () => alertLog.read(),
    getDeeds: () => deeds.waiting({ server: server.get(), user: account.who()?.user ?? null }),
    deedDone: ({ id: deed }) => deeds.done(deed),
    eraseAlerts({ user, with_unsent }) {
      alertLog.erase();
      const owner = { server: server.get() ?? '', user };
      if (with_unsent) [deeds, issued].forEach((each) => each.erase(owner));
    },
    setSettings: (change) => settings.set(change),
    pauseAlerts: ({ minutes }) => pause.pause(minutes),
    openExternal: async ({ url }) => ({ opened: await machine.guard.openExternal(url) }),
    showAccount: ({ id: other }) => machine.show(other),
    addAccount: () => machine.add(),
    removeAccount: () => machine.remove(id),
    answerPlace: ({ ask, is_here }) => machine.finding.answer(id, ask, is_here),
  };

  await tokens.load();
  window = createWindow(
    {
      make: (options) => new BrowserWindow(options),
      url: PAGE_URL,
      preload: join(import.meta.dirname, 'preload.cjs'),
      partition,
      icon: machine.icon,
      place: kept.slot('window', windowPlace.nullable(), null),
      screens: machine.screens,
      isDark: machine.isDark,
      onClose() {
        popouts.closeAll();
        machine.onClose(profile);
      },
      onFocus: tellFocus,
      attend: shell.attend,
      onPageGone() {
        popouts.closeAll();
        wanted.pageGone();
      },
      log,
    },
    { hidden },
  );
  const own = window;

  const profile = {
    id,
    window: own,
    popouts,
    handlers,
    session: ownSession,
    contents,
    server: server.get,
    who: account.who,
    isSignedIn: account.mayResume,
    settings: settings.get,
    isOurPage: (frame: { url: string } | null) => frame !== null && frame === contents()?.mainFrame && isOwnUrl(frame.url),
    open,
    /** Keeps for the next page what was asked for before there is one. */
    want: (place: Place) => wanted.want(place),
    tellSettings: () => tellSettings(settings.get()),
    tellShell,
    send: ((name, value) => sendSignal(contents(), name, value)) as SendOwn,
    /** A page is there that listens. */
    isHeard: wanted.isHeard,
    isOurKey: (key: AlertKey) => issued.ownerOf(key) !== null,
    activated: (details: ActivationArguments) => notifications.activated(details),
    launchedBy: (info: unknown) => notifications.launchedBy(info),
    adopt: (left: readonly Notification[]) => notifications.adopt(left),
    hide(): void {
      own.hide();
      machine.onShown(id, false);
    },
    show,
    /** The program ends. */
    stop(): void {
      alerts.stop();
      notifications.clearAll();
    },
    /** The account is taken off this machine, with everything that is kept of it. */
    async forget(): Promise<void> {
      alerts.stop();
      notifications.clearAll();
      popouts.closeAll();
      own.destroy();
      await account.signOut();
      server.set(null);
      kept.slot('own_settings', z.unknown(), null).set({});
      for (const name of ['issued', 'deeds', 'entries', 'days']) keptAlerts.slot(name, z.unknown(), []).set([]);
      downloads.clear();
      ownSession.protocol.unhandle(SCHEME);
      await ownSession.clearStorageData();
    },
  };
  return profile;

  function show(): void {
    own.show();
    machine.onShown(id, true);
  }

  /** Brings the window to the front, and to this place if one is named. */
  function open(place: Place | null): void {
    if (place !== null) wanted.want(place);
    show();
  }

  /** The focus came to one of the windows, left it, or went from one to another. */
  function tellFocus(): void {
    sendSignal(contents(), 'focusChanged', { focused: isFocused() });
  }

  function tellShell(): void {
    sendSignal(contents(), 'shellChanged', shell.current(downloads));
  }

  function newKey(room: number, seq: number): AlertKey | null {
    const owner = account.who();
    if (owner === null) return null;
    const key = newAlertKey(room, seq, owner.user);
    issued.issue(key, owner.server);
    return key;
  }
}

type SendOwn = <N extends Parameters<typeof sendSignal>[1]>(name: N, value: Parameters<typeof sendSignal<N>>[2]) => void;

/** The place for a page that asks for the state. */
function placeForPage(place: Place | null): { open_room: number | null; open_order: number | null } {
  return { open_room: place !== null && 'room' in place ? place.room : null, open_order: place !== null && 'order' in place ? place.order : null };
}
