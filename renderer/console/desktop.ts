import { createStore } from 'zustand/vanilla';
import type { Desktop } from '../../protocol/desktop';
import type { Account } from '../../protocol/entities';
import type { Renewal } from '../sync/sync';
import { desktopShell } from './desktop_shell';
import type { Failure, Host, HostState } from './host';
import { playSound } from './sounds';

declare global {
  interface Window {
    /** Absent in a browser. */
    readonly desktop?: Desktop;
  }
}

/** The main process could not take the call: for whoever asked, nobody was there. */
const noAnswer = (): Failure => ({ ok: false, code: 'offline', message: '' });

/** A call whose answer nobody waits for; main logs what goes wrong on its side. */
const quietly = (call: Promise<unknown>) => void call.catch(() => undefined);

/** The desktop around the page, or null in a browser. The only file that knows `window.desktop`. */
export async function desktopHost(): Promise<Host | null> {
  const bridge = window.desktop;
  if (!bridge) return null;
  const { open_room: asked, open_order, language, ...known } = await bridge.getState();
  const system_language = known.settings.language === 'system' ? language : null;
  const state = createStore<HostState>()(() => ({ ...known, system_language, permission: 'granted' }));
  bridge.on('settingsChanged', (settings) => state.setState({ settings }));
  bridge.on('accountsChanged', ({ accounts }) => state.setState({ accounts }));
  bridge.on('pauseChanged', ({ paused_until }) => state.setState({ paused_until }));
  bridge.on('surroundingsChanged', (surroundings) => state.setState({ surroundings }));
  bridge.on('playSound', ({ name, volume }) => void playSound(name, volume));
  bridge.on('focusChanged', ({ focused }) => state.setState({ focused }));

  // What a sign-in just brought; the first renewal uses it up instead of asking again.
  let fresh: Renewal | null = null;
  const rooms = waitingFor(asked);
  const orders = waitingFor(open_order);
  bridge.on('openRoom', ({ room }) => rooms.ask(room));
  bridge.on('openOrder', ({ order }) => orders.ask(order));
  const shell = await desktopShell(bridge);

  return {
    kind: 'desktop',
    state,
    shell,
    accounts: {
      show: (id) => quietly(bridge.showAccount({ id })),
      add: () => quietly(bridge.addAccount()),
      remove: () => quietly(bridge.removeAccount()),
    },
    auth: {
      async renew() {
        const ready = fresh;
        fresh = null;
        if (ready) return ready;
        const result = await bridge.renewAccess().catch(noAnswer);
        if (result.ok) return result;
        const code = result.code === 'insecure' || result.code === 'not_orderline' ? 'offline' : result.code;
        return { ok: false, code, ...(result.retry_after === undefined ? {} : { retry_after: result.retry_after }) };
      },
      async signOut() {
        fresh = null;
        await bridge.signOut().catch(() => undefined);
        state.setState({ may_resume: false });
      },
    },
    async setServer(url) {
      const result = await bridge.setServer({ url }).catch(noAnswer);
      if (!result.ok) return result;
      state.setState({ server: result.server, may_resume: false });
      return { ok: true };
    },
    async signIn(email, password, code): Promise<{ ok: true; user: Account } | Failure> {
      const result = await bridge.signIn({ email, password, code }).catch(noAnswer);
      if (!result.ok) return result;
      fresh = result;
      return { ok: true, user: result.user };
    },
    browserSignIn: {
      async begin() {
        const result = await bridge.signInByBrowser().catch(noAnswer);
        if (!result.ok) return result;
        fresh = result;
        return { ok: true, user: result.user };
      },
      stop: () => quietly(bridge.stopBrowserSignIn()),
    },
    async setSettings(change) {
      state.setState({ settings: await bridge.setSettings(change) });
    },
    pauseAlerts: async (minutes) => {
      await bridge.pauseAlerts({ minutes });
    },
    askPermission: async () => {},
    alert: async (alert) => {
      await bridge.alert(alert).catch(() => undefined);
    },
    clearAlert: (room) => quietly(bridge.clearAlert({ room })),
    testAlert: () => bridge.testAlert(),
    async getAlertLog() {
      const { entries, days } = await bridge.getAlertLog();
      return { entries: [...entries].reverse(), days: [...days].reverse() };
    },
    getDeeds: () => bridge.getDeeds(),
    deedDone: async (id) => {
      await bridge.deedDone({ id });
    },
    eraseAlerts: async (user, withUnsent) => {
      await bridge.eraseAlerts({ user, with_unsent: withUnsent }).catch(() => undefined);
    },
    onDeedWaits: (listener) => bridge.on('deedWaits', listener),
    setConnection: (connection) => quietly(bridge.setConnection({ state: connection })),
    setTotals: (totals, owed, late_rooms = 0) => quietly(bridge.setTotals({ totals, owed: [...owed], late_rooms })),
    onOpenRoom: rooms.listen,
    onOpenOrder: orders.listen,
    onPlaceAsked: (listener) => bridge.on('placeAsked', ({ ask, room, order }) => quietly(listener({ room, order }).then((is_here) => bridge.answerPlace({ ask, is_here })))),
    onSuspending: (listener) => bridge.on('suspending', listener),
    onResumed: (listener) => bridge.on('resumed', listener),
    onSignedOut: (listener) => bridge.on('signedOut', listener),
  };
}

/** What is asked for goes to the listeners; without one it waits for the first. */
function waitingFor(asked: number | null) {
  let waiting = asked;
  const listeners = new Set<(id: number) => void>();
  return {
    ask(id: number): void {
      if (listeners.size === 0) waiting = id;
      listeners.forEach((listener) => listener(id));
    },
    listen(listener: (id: number) => void): () => void {
      listeners.add(listener);
      if (waiting !== null) listener(waiting);
      waiting = null;
      return () => listeners.delete(listener);
    },
  };
}
