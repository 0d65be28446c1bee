import type Electron from 'electron';
import { app } from './app';
import { BrowserWindow } from './browser_window';
import { nativeImage } from './images';
import { ipcMain } from './ipc_main';
import { clipboard, crashReporter, globalShortcut } from './machine';
import { Menu, Tray } from './menus';
import { Notification } from './notification';
import { session } from './session';
import { dialog, net, powerMonitor, protocol, safeStorage, screen, shell } from './system';
import { nativeTheme } from './theme';
import { answerRequire, autoUpdater } from './updates';

/** What `import … from 'electron'` gives to the program under the double. */
const electron = {
  app, autoUpdater, BrowserWindow, clipboard, crashReporter, dialog, globalShortcut, ipcMain, Menu, nativeImage, nativeTheme, net, Notification, powerMonitor, protocol, safeStorage, screen, session, shell, Tray,
} satisfies { [Name in keyof typeof Electron]?: unknown };

// Bundled parts that are CommonJS ask for it by `require`.
answerRequire(electron);

export default electron;
export { app, autoUpdater, BrowserWindow, clipboard, crashReporter, dialog, globalShortcut, ipcMain, Menu, nativeImage, nativeTheme, net, Notification, powerMonitor, protocol, safeStorage, screen, session, shell, Tray };
