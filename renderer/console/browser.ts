import { createStore } from 'zustand/vanilla';
import type { Settings } from '../../protocol/desktop';
import type { Totals } from '../../protocol/entities';
import type { Language } from '../../protocol/errors';
import { browserAuth } from '../sync/auth';
import { browserAlertLog } from './browser_alert_log';
import { browserAlerts } from './browser_alerts';
import { loadSettings, saveSettings, watchSettings } from './browser_settings';
import type { Host, HostState } from './host';
import { languageOf } from './language';
import { isConsoleFocused, watchWindows } from './windows';

const TITLE = 'Orderline';

function permissionNow(): HostState['permission'] {
  if (typeof Notification === 'undefined') return 'unsupported';
  return Notification.permission === 'default' ? 'ask' : Notification.permission;
}

/** The number that stands before the page's title. */
export function titleOf(totals: Totals, badge: Settings['badge']): string {
  const number = { unread_messages: totals.unread_count, unread_rooms: totals.unread_rooms, owed_rooms: totals.owed_rooms }[badge];
  return number > 0 ? `(${number > 999 ? '999+' : number}) ${TITLE}` : TITLE;
}

/** The browser around the page: cookies, the Notification API and the page title. */
export function browserHost(language: Language): Host {
  const state = createStore<HostState>()(() => ({
    settings: loadSettings(),
    paused_until: null,
    surroundings: { do_not_disturb: 'unknown', is_locked: false },
    focused: isConsoleFocused(),
    server: '',
    may_resume: true,
    keeps_secrets: true,
    has_tray: false,
    accounts: [],
    platform: 'browser',
    version: '',
    system_language: null,
    permission: permissionNow(),
  }));
  const openListeners = new Set<(room: number) => void>();
  const log = browserAlertLog();
  const alerts = browserAlerts(state.getState, () => languageOf(state.getState()), log, (room) => openListeners.forEach((listener) => listener(room)));
  const auth = browserAuth('', 'console', language);
  let totals: Totals | null = null;

  const drawTitle = () => {
    document.title = totals ? titleOf(totals, state.getState().settings.badge) : TITLE;
  };
  const noticeFocus = () => state.setState({ focused: isConsoleFocused(), permission: permissionNow() });
  for (const name of ['focus', 'blur'] as const) window.addEventListener(name, noticeFocus);
  watchWindows(noticeFocus);
  watchSettings((settings) => state.setState({ settings }));
  state.subscribe(drawTitle);

  return {
    kind: 'browser',
    state,
    auth,
    shell: null,
    accounts: null,
    setServer: () => Promise.resolve({ ok: true }),
    signIn: (email, password, code) => auth.login(email, password, code),
    browserSignIn: null,
    setSettings(change) {
      const settings = { ...state.getState().settings, ...change };
      saveSettings(settings);
      state.setState({ settings });
      return Promise.resolve();
    },
    pauseAlerts(minutes) {
      state.setState({ paused_until: minutes === 0 ? null : new Date(Date.now() + minutes * 60_000).toISOString() });
      return Promise.resolve();
    },
    async askPermission() {
      if (typeof Notification !== 'undefined') await Notification.requestPermission();
      state.setState({ permission: permissionNow() });
    },
    alert(alert) {
      alerts.alert(alert);
      return Promise.resolve();
    },
    clearAlert: (room) => alerts.clear(room),
    testAlert: () => Promise.resolve(alerts.test()),
    getAlertLog: () => Promise.resolve(log.read()),
    // A page's notifications have neither field nor buttons.
    getDeeds: () => Promise.resolve([]),
    deedDone: () => Promise.resolve(),
    eraseAlerts: () => Promise.resolve(log.erase()),
    onDeedWaits: () => () => {},
    setConnection(connection) {
      if (connection === 'signed_out') totals = null;
      drawTitle();
    },
    setTotals(next) {
      totals = next;
      drawTitle();
    },
    onOpenRoom(listener) {
      openListeners.add(listener);
      return () => openListeners.delete(listener);
    },
    onOpenOrder: () => () => {},
    onPlaceAsked: () => () => {},
    // Sync itself listens to what a browser says of sleep and network.
    onSuspending: () => () => {},
    onResumed: () => () => {},
    onSignedOut: () => () => {},
  };
}
