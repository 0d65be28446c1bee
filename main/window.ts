import type { BrowserWindow, BrowserWindowConstructorOptions, NativeImage, WebContents, WebPreferences } from 'electron';
import { SAFE_PREFERENCES } from './web_preferences';
import { MIN_HEIGHT, MIN_WIDTH, placeWindow, type Bounds, type WindowPlace } from './window_place';

export type WindowParts = {
  make(options: BrowserWindowConstructorOptions): BrowserWindow;
  url: string;
  preload: string;
  /** Where its account's page keeps what it keeps; null: in the program's own place. */
  partition: string | null;
  icon: NativeImage;
  place: { get(): WindowPlace | null; set(place: WindowPlace | null): boolean };
  /** The work areas of the screens, the first one the primary. */
  screens(): Bounds[];
  isDark(): boolean;
  /** The user closes the window: the caller hides it or ends the program. */
  onClose(): void;
  onFocus(focused: boolean): void;
  /** The page is there: what belongs to every page is added. */
  attend(contents: WebContents): void;
  /** The page goes away, because it is loaded anew or has crashed. */
  onPageGone(): void;
  log(text: string): void;
};

export type Window = {
  contents(): WebContents | null;
  native(): BrowserWindow | null;
  isFocused(): boolean;
  show(): void;
  hide(): void;
  /** How often it was brought to the front. */
  shows(): number;
  reload(): Promise<void>;
  setTitle(title: string): void;
  isShown(): boolean;
  /** When it last had the focus or was brought to the front; 0: never. */
  seenAt(): number;
  /** The account is taken away. */
  destroy(): void;
  /** The program ends: closing is no longer the user's wish to hide. */
  letGo(): void;
};

const RELOADS_AFTER_CRASH = 3;
/** Crashes that are further apart have nothing to do with each other. */
const TOGETHER_MS = 10 * 60_000;

/** The one window of an account's page. Besides it there are only the blank ones that the page itself opens for chats (popouts.ts). */
export function createWindow(parts: WindowParts, { hidden }: { hidden: boolean }): Window {
  const place = parts.place.get();
  const webPreferences: WebPreferences = { preload: parts.preload, ...(parts.partition === null ? {} : { partition: parts.partition }), ...SAFE_PREFERENCES };
  const native = parts.make({
    ...placeWindow(place, parts.screens()),
    minWidth: MIN_WIDTH,
    minHeight: MIN_HEIGHT,
    show: false,
    title: 'Orderline',
    icon: parts.icon,
    backgroundColor: parts.isDark() ? '#15171a' : '#ffffff',
    autoHideMenuBar: true,
    webPreferences,
  });
  const { webContents } = native;
  let wasFocused = false;
  let isEnding = false;
  let crashes: readonly number[] = [];
  let isPageGone = false;
  let isFirstShow = true;
  let shows = 0;
  let seenAt = 0;

  if (!hidden) native.once('ready-to-show', show);
  native.on('page-title-updated', (event) => event.preventDefault());
  native.on('close', (event) => {
    remember();
    if (isEnding) return;
    event.preventDefault();
    parts.onClose();
  });
  for (const moved of ['resized', 'moved', 'maximize', 'unmaximize'] as const) native.on(moved as 'resized', remember);
  for (const turned of ['focus', 'blur', 'show', 'hide', 'minimize', 'restore'] as const) native.on(turned as 'focus', tellFocus);
  webContents.on('did-start-navigation', (details) => {
    if (details.isMainFrame && !details.isSameDocument) parts.onPageGone();
  });
  webContents.on('render-process-gone', (_event, { reason }) => {
    parts.onPageGone();
    parts.log(`The page is gone: ${reason}.`);
    crashes = [...crashes.filter((at) => Math.abs(Date.now() - at) < TOGETHER_MS), Date.now()];
    isPageGone = true;
    if (!isEnding && reason !== 'clean-exit' && crashes.length <= RELOADS_AFTER_CRASH) void load();
  });
  parts.attend(webContents);
  void load();

  function load(): Promise<void> {
    isPageGone = false;
    return native.loadURL(parts.url).catch((error: unknown) => parts.log(`The page could not be loaded: ${String(error)}.`));
  }

  function show(): void {
    if (native.isDestroyed()) return;
    if (isPageGone) void load();
    shows += 1;
    seenAt = Date.now();
    if (isFirstShow && place?.maximized === true) native.maximize();
    isFirstShow = false;
    if (native.isMinimized()) native.restore();
    native.show();
    native.focus();
  }

  function remember(): void {
    if (native.isDestroyed() || native.isMinimized()) return;
    parts.place.set({ ...native.getNormalBounds(), maximized: native.isMaximized() });
  }

  function isFocused(): boolean {
    return !native.isDestroyed() && native.isVisible() && !native.isMinimized() && native.isFocused();
  }

  function tellFocus(): void {
    if (isFocused() === wasFocused) return;
    wasFocused = !wasFocused;
    seenAt = Date.now();
    parts.onFocus(wasFocused);
  }

  return {
    contents: () => (native.isDestroyed() ? null : webContents),
    native: () => (native.isDestroyed() ? null : native),
    isFocused,
    show,
    hide: () => native.hide(),
    shows: () => shows,
    reload: load,
    setTitle: (title) => {
      if (!native.isDestroyed() && native.getTitle() !== title) native.setTitle(title);
    },
    seenAt: () => seenAt,
    isShown: () => !native.isDestroyed() && native.isVisible(),
    destroy() {
      isEnding = true;
      native.destroy();
    },
    letGo: () => {
      isEnding = true;
    },
  };
}
