import { EventEmitter } from 'node:events';
import type { BrowserWindowConstructorOptions, NativeImage, Rectangle } from 'electron';
import type { Page } from 'playwright-core';
import type { WindowSurface } from '../surface';
import { app, openWindows } from './app';
import { startChromium } from './chromium';
import { imageOf } from './images';
import { nativeTheme } from './theme';
import { WebContents } from './web_contents';
import { mustBeReady, world } from './world';

const windows = new Set<BrowserWindow>();

export class BrowserWindow extends EventEmitter {
  readonly webContents: WebContents;
  /** Resolves when the page knows of the last change of focus. */
  told: Promise<void> = Promise.resolve();
  private bounds: Rectangle;
  private title: string;
  private isShown = false;
  private hasFocus = false;
  private isSmall = false;
  private isLarge = false;
  private isGone = false;
  private wasReadyToShow = false;
  private readonly attached: Promise<void>;

  static getAllWindows(): BrowserWindow[] {
    return [...windows];
  }

  /** `opened`: Chromium has made the page already, because another one asked for it. */
  constructor(
    private readonly options: BrowserWindowConstructorOptions = {},
    private readonly opened?: Page,
    /** Whose session it shares, if another page has opened it. */
    opener?: WebContents,
  ) {
    super();
    mustBeReady('Cannot create BrowserWindow');
    const { x = 0, y = 0, width = 800, height = 600 } = options;
    this.bounds = { x, y, width, height };
    this.title = options.title ?? 'Electron';
    if (options.icon !== undefined) imageOf(options.icon);
    this.webContents = new WebContents(options.webPreferences ?? {}, opener);
    this.webContents.on('dom-ready', () => {
      if (this.wasReadyToShow) return;
      this.wasReadyToShow = true;
      this.emit('ready-to-show', {});
    });
    this.webContents.makeChild = (childOptions, page) => new BrowserWindow(childOptions, page, this.webContents);
    windows.add(this);
    openWindows.add(this);
    this.attached = this.attach().catch((error: unknown) => {
      // It was closed while it was being made.
      if (this.isGone) return;
      console.error(`double: the page could not be made: ${String(error)}`);
      process.exit(71);
    });
    nativeTheme.on('updated', () => void this.attached.then(() => (this.isGone ? undefined : this.webContents.setTheme(nativeTheme.shouldUseDarkColors))));
    if (options.show !== false) this.show();
  }

  async loadURL(url: string): Promise<void> {
    await this.attached;
    await this.webContents.load(url);
  }

  isDestroyed = () => this.isGone;
  isVisible = () => this.isShown;
  isFocused = () => this.hasFocus;
  isMinimized = () => this.isSmall;
  isMaximized = () => this.isLarge;
  getTitle = () => this.title;
  setTitle = (title: string) => void (this.title = title);
  getBounds = () => ({ ...this.bounds });
  getNormalBounds = () => ({ ...this.bounds });

  show(): void {
    this.mustExist();
    if (!this.isShown) {
      this.isShown = true;
      this.emit('show', {});
    }
    this.focus();
  }

  hide(): void {
    this.mustExist();
    if (!this.isShown) return;
    this.isShown = false;
    this.loseFocus();
    this.emit('hide', {});
    this.tellPage();
  }

  focus(): void {
    if (!this.isShown || this.isSmall || this.hasFocus) return;
    for (const other of windows) if (other !== this) other.blur();
    this.hasFocus = true;
    this.emit('focus', {});
    this.tellPage();
  }

  blur(): void {
    this.loseFocus();
    this.tellPage();
  }

  minimize(): void {
    this.isSmall = true;
    this.loseFocus();
    this.emit('minimize', {});
    this.tellPage();
  }

  restore(): void {
    this.isSmall = false;
    this.emit('restore', {});
    this.tellPage();
  }

  maximize(): void {
    this.isLarge = true;
    if (!this.isShown) this.show();
    this.emit('maximize', {});
  }

  unmaximize(): void {
    this.isLarge = false;
    this.emit('unmaximize', {});
  }

  setBounds(bounds: Rectangle): void {
    this.bounds = { ...bounds };
    void this.attached.then(() => (this.isGone ? undefined : this.webContents.setSize(bounds.width, bounds.height)));
    this.emit('resized', {});
    this.emit('moved', {});
  }

  setOverlayIcon(overlay: NativeImage | null, description: string): void {
    if (overlay !== null) imageOf(overlay);
    world.surface.overlay = overlay === null ? null : { description };
  }

  close(): void {
    if (this.isGone) return;
    let isPrevented = false;
    this.emit('close', { preventDefault: () => (isPrevented = true) });
    if (!isPrevented) this.destroy();
  }

  destroy(): void {
    this.isGone = true;
    windows.delete(this);
    openWindows.delete(this);
    this.emit('closed', {});
    if (!app.isEnding) void this.webContents.destroy();
    app.windowGone();
  }

  surface(): WindowSurface {
    return {
      url: this.webContents.getURL(),
      title: this.title,
      visible: this.isShown,
      focused: this.hasFocus,
      maximized: this.isLarge,
      bounds: this.getBounds(),
      preferences: { ...this.options.webPreferences },
      zoom: this.webContents.zoom,
    };
  }

  private async attach(): Promise<void> {
    const { context } = await startChromium(this.webContents.session.partition);
    const isFirst = this.opened === undefined && [...windows].filter(({ webContents }) => webContents.session === this.webContents.session).length === 1;
    const blank = isFirst ? context.pages().find((page: Page) => page.url() === 'about:blank') : undefined;
    this.opened?.on('close', () => {
      if (!this.isGone) this.destroy();
    });
    await this.webContents.attach(this.opened ?? blank ?? (await context.newPage()));
    await this.webContents.setSize(this.bounds.width, this.bounds.height);
    await this.webContents.setTheme(nativeTheme.shouldUseDarkColors);
    this.tellPage();
  }

  private loseFocus(): void {
    if (!this.hasFocus) return;
    this.hasFocus = false;
    this.emit('blur', {});
  }

  private tellPage(): void {
    this.told = this.webContents.setFocus(this.hasFocus, this.isShown && !this.isSmall).catch(() => undefined);
  }

  private mustExist(): void {
    if (this.isGone) throw new TypeError('Object has been destroyed');
  }
}
