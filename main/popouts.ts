import type { BrowserWindow, HandlerDetails, NativeImage, WebContents, WindowOpenHandlerResponse } from 'electron';
import { isPopoutName, POPOUTS_MAX } from '../protocol/popouts';
import { SAFE_PREFERENCES } from './web_preferences';
import { placeInside, type Bounds } from './window_place';

export type PopoutsParts = {
  /** The page's own contents: nobody else may open a window. */
  page(): WebContents | null;
  icon: NativeImage;
  screens(): Bounds[];
  isDark(): boolean;
  onFocus(): void;
  /** What every page has is added. */
  attend(contents: WebContents): void;
};

export type Popouts = {
  /** The answer to a page that wants a window: the blank one of a chat, or null for everything else. */
  allow(contents: WebContents, details: Pick<HandlerDetails, 'url' | 'frameName'>): WindowOpenHandlerResponse | null;
  /** Takes a window that has come into being under its care. */
  take(native: BrowserWindow): void;
  isOne(contents: WebContents): boolean;
  isFocused(): boolean;
  contents(): WebContents[];
  closeAll(): void;
};

const MIN_WIDTH = 320;
const MIN_HEIGHT = 360;

/**
 * The chats' own windows. The page opens a blank one and draws into it; it has no preload, loads nothing, goes nowhere, and closes
 * with the page.
 */
export function createPopouts(parts: PopoutsParts): Popouts {
  const windows = new Set<BrowserWindow>();

  return {
    allow(contents, { url, frameName }) {
      const isBlank = url === '' || url === 'about:blank';
      if (contents !== parts.page() || !isBlank || !isPopoutName(frameName) || windows.size >= POPOUTS_MAX) return null;
      return {
        action: 'allow',
        overrideBrowserWindowOptions: {
          minWidth: MIN_WIDTH,
          minHeight: MIN_HEIGHT,
          title: 'Orderline',
          icon: parts.icon,
          backgroundColor: parts.isDark() ? '#15171a' : '#ffffff',
          autoHideMenuBar: true,
          webPreferences: { ...SAFE_PREFERENCES },
        },
      };
    },
    take(native) {
      windows.add(native);
      parts.attend(native.webContents);
      native.setBounds(placeInside(native.getBounds(), parts.screens()));
      for (const turned of ['focus', 'blur'] as const) native.on(turned as 'focus', parts.onFocus);
      native.on('closed', () => {
        windows.delete(native);
        parts.onFocus();
      });
    },
    isOne: (contents) => [...windows].some((native) => !native.isDestroyed() && native.webContents === contents),
    isFocused: () => [...windows].some((native) => !native.isDestroyed() && native.isVisible() && !native.isMinimized() && native.isFocused()),
    contents: () => [...windows].flatMap((native) => (native.isDestroyed() ? [] : native.webContents)),
    closeAll: () => [...windows].forEach((native) => native.close()),
  };
}
