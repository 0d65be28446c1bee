import type { App, BrowserWindow, DownloadItem, HandlerDetails, Session, WebContents, WindowOpenHandlerResponse } from 'electron';

export type GuardParts = {
  app: Pick<App, 'on'>;
  isOwnUrl(url: string): boolean;
  /** The one kind of window that a page may open: a chat's own, blank one. */
  popouts: {
    allow(contents: WebContents, details: HandlerDetails): WindowOpenHandlerResponse | null;
    take(native: BrowserWindow, opener: WebContents): void;
    isOne(contents: WebContents): boolean;
  };
  /** Hands an address to the system; used here and nowhere else. */
  openExternal(url: string): Promise<void>;
  log(text: string): void;
};

type GuardedSession = Pick<Session, 'setPermissionRequestHandler' | 'setPermissionCheckHandler' | 'setDevicePermissionHandler' | 'on' | 'removeAllListeners'>;

export type Guard = {
  openExternal(url: string): Promise<boolean>;
  /** Denies in this session what a page can ask for. `takeDownload` takes a file that is to be saved; false: it is not ours. */
  watch(session: GuardedSession, takeDownload: (item: DownloadItem) => boolean): void;
};

/**
 * A server on this machine or in the office is reached from the page only with these; which server that is, the page's
 * Content-Security-Policy says. Everything else that a page can ask for is denied.
 */
const LOCAL_NETWORK: ReadonlySet<string> = new Set(['local-network-access', 'local-network', 'loopback-network']);

/** Denies navigation, windows, webviews, permissions, devices and foreign downloads; opens checked links in the system's browser. */
export function createGuard(parts: GuardParts): Guard {
  const { app, isOwnUrl, log } = parts;

  app.on('web-contents-created', (_event, contents) => confine(contents));

  function watch(session: GuardedSession, takeDownload: (item: DownloadItem) => boolean): void {
    session.setPermissionRequestHandler((_contents, permission, answer, details) => {
      const granted = LOCAL_NETWORK.has(permission) && isOwnUrl(details.requestingUrl);
      if (!granted) log(`Denied the permission ${permission}.`);
      answer(granted);
    });
    session.setPermissionCheckHandler((_contents, permission, origin) => LOCAL_NETWORK.has(permission) && isOwnUrl(origin));
    session.setDevicePermissionHandler(() => false);
    // An account that was given up may have had the same session before.
    session.removeAllListeners('will-download');
    session.on('will-download', (event, item) => {
      if (takeDownload(item)) return;
      event.preventDefault();
      log('Denied a download.');
    });
  }

  function confine(contents: WebContents): void {
    contents.on('will-navigate', (event) => {
      // The page may load itself anew; it leads nowhere else. A chat's own window stays the blank one that it is.
      if (isOwnUrl(event.url) && event.isMainFrame && !parts.popouts.isOne(contents)) return;
      event.preventDefault();
      log('Denied a navigation.');
    });
    contents.on('will-frame-navigate', (event) => {
      if (!event.isMainFrame) event.preventDefault();
    });
    contents.on('will-redirect', (event) => event.preventDefault());
    contents.on('will-attach-webview', (event) => event.preventDefault());
    contents.setWindowOpenHandler((details) => {
      const allowed = parts.popouts.allow(contents, details);
      if (allowed) return allowed;
      void openExternal(details.url);
      return { action: 'deny' };
    });
    contents.on('did-create-window', (native) => parts.popouts.take(native, contents));
  }

  async function openExternal(text: string): Promise<boolean> {
    const url = externalUrl(text);
    if (url === null) {
      log('Refused to open an address outside.');
      return false;
    }
    try {
      await parts.openExternal(url);
      return true;
    } catch (error) {
      log(`The system did not open an address: ${String(error)}.`);
      return false;
    }
  }

  return { openExternal, watch };
}

/** The address as it may be handed to the system: http, https or mailto, with no account in it; otherwise null. */
export function externalUrl(text: string): string | null {
  if (text.length > 2000 || /[\u0000-\u0020\u007f]/.test(text) || !URL.canParse(text)) return null;
  const url = new URL(text);
  if (url.protocol === 'mailto:') return url.pathname === '' ? null : url.href;
  if (url.protocol !== 'http:' && url.protocol !== 'https:') return null;
  return url.username === '' && url.password === '' && url.hostname !== '' ? url.href : null;
}
