import { EventEmitter } from 'node:events';
import { readFileSync } from 'node:fs';
import type { BrowserWindowConstructorOptions, HandlerDetails, WebPreferences, WindowOpenHandlerResponse } from 'electron';
import type { CDPSession, Page } from 'playwright-core';
import { app } from './app';
import { ipcMain } from './ipc_main';
import { pageShim } from './page_shim';
import { sessionOf, type DoubleSession } from './session';
import { schemes } from './system';
import { APP_SCHEME, cloned, PAGE_ORIGIN, toAppUrl, toPageUrl, world } from './world';

const BINDING = '__electron_double__';
/** Where a page asks whether it may open a window. */
const OPEN_PATH = `${PAGE_ORIGIN}/__electron_double_open__?`;
/** All there ever were: a blank page asks by way of the one that opened it, so each question says whose it is. */
const everyone: WebContents[] = [];
const LOCAL_NETWORK = ['local-network-access', 'local-network', 'loopback-network'];

type Frame = { readonly url: string; readonly parent: Frame | null };
type Paused = { requestId: string; frameId: string; resourceType: string; request: { url: string; method: string; headers: Record<string, string>; postData?: string } };
type OpenHandler = (details: HandlerDetails) => WindowOpenHandlerResponse;
/** Makes a window of the page that Chromium has opened. */
type MakeChild = (options: BrowserWindowConstructorOptions, page: Page) => unknown;

/** A page of Chromium that counts as one of the program's. */
export class WebContents extends EventEmitter {
  readonly session: DoubleSession;
  readonly mainFrame: Frame;
  private url = '';
  private mainFrameId = '';
  private page: Page | null = null;
  private cdp: CDPSession | null = null;
  private focusScript: string | null = null;
  private preparing: Promise<void> = Promise.resolve();
  private focus = { focused: false, visible: false };
  private openHandler: OpenHandler | null = null;
  private loading: string | null = null;
  private readonly frames = new Map<number, string>();
  private isGone = false;
  zoom = 1;
  readonly replaced: string[] = [];

  /** Set by the window: web contents know no windows. */
  makeChild: MakeChild = () => {
    throw new Error('The double makes no window here');
  };

  constructor(private readonly preferences: WebPreferences, opener?: WebContents) {
    super();
    this.session = opener?.session ?? sessionOf(preferences.partition ?? '');
    const current = () => this.url;
    this.mainFrame = { get url() { return current(); }, parent: null };
    everyone.push(this);
    app.emit('web-contents-created', {}, this);
  }

  getLastWebPreferences = () => this.preferences;
  getURL = () => this.url;
  isDestroyed = () => this.isGone;
  replaceMisspelling = (word: string) => this.replaced.push(word);
  downloadURL = (url: string) => void this.session.download(url, url.split('/').at(-1)?.split('?')[0] ?? 'file', 1000);
  setZoomFactor = (factor: number) => void (this.zoom = factor);
  setWindowOpenHandler = (handler: OpenHandler) => void (this.openHandler = handler);

  send(channel: string, ...args: unknown[]): void {
    if (this.isGone) throw new Error('Object has been destroyed');
    void this.tell(`hear(${JSON.stringify(channel)}, ${JSON.stringify(cloned(args))})`);
  }

  /** Makes the page into this program's window: preload, bridge, scheme and guards. */
  async attach(page: Page): Promise<void> {
    this.page = page;
    const cdp = await page.context().newCDPSession(page);
    this.cdp = cdp;
    cdp.on('Runtime.executionContextCreated', ({ context }) => {
      this.frames.set(context.id, (context.auxData as { frameId?: string } | undefined)?.frameId ?? '');
    });
    cdp.on('Runtime.bindingCalled', ({ name, payload, executionContextId }) => {
      if (name === BINDING) void this.called(JSON.parse(payload) as Record<string, unknown>, executionContextId);
    });
    cdp.on('Fetch.requestPaused', (paused) => void this.paused(paused as Paused).catch(() => undefined));
    cdp.on('Page.domContentEventFired', () => {
      this.emit('dom-ready', {});
      void this.evaluate(this.focusCall());
    });
    cdp.on('Page.frameNavigated', ({ frame }) => {
      if (frame.id === this.mainFrameId) this.url = toAppUrl(frame.url);
    });
    await cdp.send('Page.enable');
    await cdp.send('Runtime.enable');
    await cdp.send('Runtime.addBinding', { name: BINDING });
    this.mainFrameId = (await cdp.send('Page.getFrameTree')).frameTree.frame.id;
    // Before the shim: what has the shim is under the program's care, and goes nowhere.
    await cdp.send('Fetch.enable', { patterns: [{ urlPattern: `${PAGE_ORIGIN}/*` }, { urlPattern: '*', resourceType: 'Document' }] });
    await this.addShim(cdp);
    await this.speak(cdp, app.getLocale());
    await this.grantPermissions(cdp);
  }

  async load(url: string): Promise<void> {
    if (this.cdp === null) throw new Error('The page is not there yet');
    this.loading = toPageUrl(url);
    const { errorText } = await this.cdp.send('Page.navigate', { url: this.loading });
    this.loading = null;
    if (errorText !== undefined) throw new Error(`${errorText} loading '${url}'`);
  }

  async setFocus(focused: boolean, visible: boolean): Promise<void> {
    // A page that is not throttled in the background does not count as hidden either.
    this.focus = { focused, visible: visible || this.preferences.backgroundThrottling === false };
    await this.evaluate(this.focusCall());
    await this.prepare();
  }

  async setSize(width: number, height: number): Promise<void> {
    await this.page?.setViewportSize({ width, height });
  }

  async setTheme(dark: boolean): Promise<void> {
    await this.cdp?.send('Emulation.setEmulatedMedia', { features: [{ name: 'prefers-color-scheme', value: dark ? 'dark' : 'light' }] });
  }

  async destroy(): Promise<void> {
    this.isGone = true;
    this.emit('destroyed', {});
    await this.page?.close().catch(() => undefined);
  }

  /** One preparation at a time: each takes away the script of the one before. */
  private prepare(): Promise<void> {
    this.preparing = this.preparing.catch(() => undefined).then(() => this.addFocus());
    return this.preparing;
  }

  /** What every document of the page runs first. */
  private async addShim(cdp: CDPSession): Promise<void> {
    const { preload, sandbox, contextIsolation, nodeIntegration } = this.preferences;
    if (sandbox === false || contextIsolation === false || nodeIntegration === true) throw new Error('The double knows sandboxed, isolated pages only');
    const source = preload === undefined ? '' : readFileSync(preload, 'utf8');
    const script = `(${pageShim.toString()})(${JSON.stringify(source)}, ${JSON.stringify(process.platform)}, ${JSON.stringify(OPEN_PATH + String(everyone.indexOf(this)))})`;
    await cdp.send('Page.addScriptToEvaluateOnNewDocument', { source: script });
    // A window that a page has opened holds its document already.
    await cdp.send('Runtime.evaluate', { expression: script });
  }

  /** A document that comes later begins with the focus that the window has now. */
  private async addFocus(): Promise<void> {
    const before = this.focusScript;
    const added = await this.cdp?.send('Page.addScriptToEvaluateOnNewDocument', { source: this.focusCall() });
    this.focusScript = added?.identifier ?? null;
    if (before !== null) await this.cdp?.send('Page.removeScriptToEvaluateOnNewDocument', { identifier: before });
  }

  private focusCall(): string {
    return `globalThis[Symbol.for('electron double')]?.setFocus(${this.focus.focused}, ${this.focus.visible})`;
  }

  /** The page's languages are the program's. */
  private async speak(cdp: CDPSession, locale: string): Promise<void> {
    const { result } = await cdp.send('Runtime.evaluate', { expression: 'navigator.userAgent' });
    await cdp.send('Emulation.setUserAgentOverride', { userAgent: String(result.value), acceptLanguage: locale });
  }

  /** A program whose page may not reach the local network could not speak to a server on this machine. */
  private async grantPermissions(cdp: CDPSession): Promise<void> {
    for (const permission of LOCAL_NETWORK) {
      const isAllowed = await this.session.allows(permission, `${APP_SCHEME}//orderline/`);
      if (isAllowed) world.surface.permissions.push(permission);
      await cdp
        .send('Browser.setPermission' as 'Page.enable', { permission: { name: permission }, setting: isAllowed ? 'granted' : 'denied', origin: PAGE_ORIGIN } as never)
        .catch((error: unknown) => console.error(`double: ${permission}: ${String(error)}`));
    }
  }

  private async called(message: Record<string, unknown>, context: number): Promise<void> {
    if (message.kind === 'preload_error') {
      this.emit('preload-error', {}, this.preferences.preload, new Error(String(message.message)));
      console.error(`double: Unable to load preload script: ${String(message.message)}`);
      return;
    }
    const isMain = this.frames.get(context) === this.mainFrameId;
    const senderFrame = isMain ? this.mainFrame : { url: 'about:blank', parent: this.mainFrame };
    const args = (message.args as [unknown?][]).map(([value]) => value);
    const event = { sender: this, senderFrame, processId: 1, frameId: 1, type: 'frame' };
    const answer = await ipcMain.invoked(event, String(message.channel), args).then(
      (value) => ({ ok: true, value }),
      (error: unknown) => ({ ok: false, value: error instanceof Error ? error.message : String(error) }),
    );
    await this.tell(`answer(${String(message.id)}, ${answer.ok}, ${JSON.stringify(answer.value) ?? 'undefined'})`, context);
  }

  /** Asks the program about a window, and makes one of the page that then comes. */
  private opened(asked: { url: string; frameName: string; features: string }): 'allow' | 'deny' {
    const response = this.openHandler?.({ ...asked, disposition: 'new-window', referrer: { url: this.url, policy: 'no-referrer' } });
    if (response?.action !== 'allow') return 'deny';
    const { overrideBrowserWindowOptions: options = {} } = response;
    const size = Object.fromEntries([...asked.features.matchAll(/(left|top|width|height)=(-?\d+)/g)].map(([, name, value]) => [{ left: 'x', top: 'y' }[name!] ?? name, Number(value)]));
    this.page?.context().once('page', (page) => {
      const child = this.makeChild({ ...size, ...options, webPreferences: { ...options.webPreferences } }, page);
      this.emit('did-create-window', child, { url: asked.url, frameName: asked.frameName, options });
    });
    return 'allow';
  }

  private async tell(call: string, contextId?: number): Promise<void> {
    await this.evaluate(`globalThis[Symbol.for('electron double')]?.${call}`, contextId);
  }

  private async evaluate(expression: string, contextId?: number): Promise<void> {
    // A page that has just gone away hears nothing.
    await this.cdp?.send('Runtime.evaluate', { expression, ...(contextId === undefined ? {} : { contextId }) }).catch(() => undefined);
  }

  private async paused({ requestId, frameId, resourceType, request }: Paused): Promise<void> {
    const isDocument = resourceType === 'Document';
    if (isDocument && !this.mayNavigate(frameId === this.mainFrameId, request.url)) {
      await this.cdp?.send('Fetch.failRequest', { requestId, errorReason: 'Aborted' });
      return;
    }
    if (request.url.startsWith(OPEN_PATH)) {
      const asker = everyone[Number(request.url.slice(OPEN_PATH.length))];
      const answer = asker?.opened(JSON.parse(request.postData ?? '{}') as Parameters<WebContents['opened']>[0]) ?? 'deny';
      await this.cdp?.send('Fetch.fulfillRequest', { requestId, responseCode: 200, body: Buffer.from(answer).toString('base64') });
    } else if (request.url.startsWith(`${PAGE_ORIGIN}/`)) await this.serve(requestId, request);
    else await this.cdp?.send('Fetch.continueRequest', { requestId });
  }

  private mayNavigate(isMainFrame: boolean, pageUrl: string): boolean {
    const url = toAppUrl(pageUrl);
    let isPrevented = false;
    const event = { url, isMainFrame, isSameDocument: false, preventDefault: () => (isPrevented = true) };
    if (!isMainFrame || this.loading !== pageUrl) {
      if (isMainFrame) this.emit('will-navigate', event);
      this.emit('will-frame-navigate', event);
    }
    if (isPrevented) return false;
    this.emit('did-start-navigation', { url, isMainFrame, isSameDocument: false });
    return true;
  }

  private async serve(requestId: string, { url, method, headers }: Paused['request']): Promise<void> {
    const handler = this.session.protocol.handlers.get(APP_SCHEME.slice(0, -1));
    const isPrivileged = schemes.privileged.some(({ scheme, privileges }) => `${scheme}:` === APP_SCHEME && privileges?.standard === true && privileges.secure === true);
    if (handler === undefined || !isPrivileged) {
      await this.cdp?.send('Fetch.failRequest', { requestId, errorReason: 'AddressUnreachable' });
      return;
    }
    const response = await handler(new Request(toAppUrl(url), { method, headers }));
    await this.cdp?.send('Fetch.fulfillRequest', {
      requestId,
      responseCode: response.status,
      responseHeaders: [...response.headers].map(([name, value]) => ({ name, value })),
      body: Buffer.from(await response.arrayBuffer()).toString('base64'),
    });
  }
}
