import { EventEmitter } from 'node:events';
import type { BrowserWindow, NativeImage } from 'electron';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createBadge } from '../../main/badge';
import { createWindow } from '../../main/window';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** A window whose Electron is played: how often its page was loaded. */
function shownWindow() {
  const webContents = new EventEmitter();
  const played = Object.assign(new EventEmitter(), { webContents, isDestroyed: () => false, isMinimized: () => false, isVisible: () => true, isFocused: () => true, show: () => undefined, focus: () => undefined, loadURL: () => Promise.resolve(void (loads += 1)) });
  let loads = 0;
  const window = createWindow(
    {
      make: () => played as unknown as BrowserWindow,
      url: 'app://orderline/',
      preload: '',
      partition: null,
      icon: {} as NativeImage,
      place: { get: () => null, set: () => true },
      screens: () => [{ x: 0, y: 0, width: 1000, height: 800 }],
      isDark: () => false,
      onClose: () => undefined,
      onFocus: () => undefined,
      attend: () => undefined,
      onPageGone: () => undefined,
      log: () => undefined,
    },
    { hidden: true },
  );
  return { window, crash: () => void webContents.emit('render-process-gone', {}, { reason: 'crashed' }), loads: () => loads };
}

test('a page that crashes now and then is loaded again each time, however long the program runs', () => {
  const { crash, loads } = shownWindow();
  for (let day = 0; day < 10; day += 1) {
    crash();
    vi.advanceTimersByTime(24 * 3_600_000);
  }
  expect(loads()).toBe(11);
});

test('a page that crashes at once, again and again, is left alone until somebody looks at it', () => {
  const { window, crash, loads } = shownWindow();
  for (let each = 0; each < 10; each += 1) crash();
  expect(loads()).toBe(4);
  window.show();
  expect(loads()).toBe(5);
  window.show();
  expect(loads()).toBe(5);
});

test('the number is drawn anew on a window that has come since', () => {
  const drawn: (number | null)[] = [];
  const badge = createBadge({ setCount: () => undefined, setOverlay: (image) => void drawn.push(image as number | null), image: (number) => number as unknown as NativeImage });
  badge.setView({ badge: 3, overlay: { number: 3, description: 'three' } });
  badge.setView({ badge: 3, overlay: { number: 3, description: 'three' } });
  expect(drawn).toEqual([3]);
  badge.redraw();
  expect(drawn).toEqual([3, 3]);
});
