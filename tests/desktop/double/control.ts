import type { Poke, Surface } from '../surface';
import { app } from './app';
import { BrowserWindow } from './browser_window';
import { startChromium } from './chromium';
import { imageOf } from './images';
import { ipcMain } from './ipc_main';
import { downloads, pressGlobalKey } from './machine';
import { clickPopup, currentTray } from './menus';
import { activate, made } from './notification';
import { defaultSession } from './session';
import { powerMonitor, questions } from './system';
import { world } from './world';

/** Lets the test see and poke the machine that the double plays. */
export function listenToTheTest(): void {
  process.on('message', (message: { id: number; method: string; argument: unknown }) => {
    void answer(message.method, message.argument).then(
      (value) => process.send?.({ id: message.id, ok: true, value }),
      (error: unknown) => process.send?.({ id: message.id, ok: false, value: error instanceof Error ? error.message : String(error) }),
    );
  });
  // Without its test nobody would ever end it, nor its browser: both are one process group.
  process.on('disconnect', () => process.kill(-process.pid, 'SIGKILL'));
}

async function answer(method: string, argument: unknown): Promise<unknown> {
  if (method === 'surface') return surface();
  if (method === 'endpoint') return (await startChromium(String(argument ?? ''))).endpoint;
  if (method === 'poke') {
    const value = await poke(argument as Poke);
    await Promise.all(BrowserWindow.getAllWindows().map(({ told }) => told));
    return value;
  }
  throw new Error(`The double does not know ${method}`);
}

function surface(): Surface {
  const tray = currentTray();
  return {
    ...world.surface,
    windows: BrowserWindow.getAllWindows().map((window) => window.surface()),
    tray: tray === null ? null : { tooltip: tray.tooltip, title: tray.title, icon: imageOf(tray.image).fingerprint(), menu: tray.menu?.entries() ?? [] },
  };
}

async function poke(poke: Poke): Promise<unknown> {
  const window = BrowserWindow.getAllWindows()[('window' in poke ? poke.window : undefined) ?? 0];
  switch (poke.do) {
    case 'click_tray':
      return void (currentTray()?.emit('click', {}) ?? fail('There is no tray icon'));
    case 'click_menu':
      return void (currentTray()?.menu?.click(poke.label) === true || fail(`There is no row "${poke.label}" to click`));
    case 'click_notification': {
      const notification = made[poke.index];
      if (notification?.surface.state !== 'shown') throw new Error('That notification is not on screen');
      return void notification.emit('click', {});
    }
    case 'close_notification':
      return made[poke.index]?.close();
    // Also on one that is gone: systems deliver late, and twice.
    case 'reply_notification':
      return void made[poke.index]?.emit('reply', { reply: poke.text }, poke.text);
    case 'press_notification':
      return void made[poke.index]?.emit('action', { actionIndex: poke.action, selectionIndex: -1 }, poke.action, -1);
    case 'activate':
      return activate(poke.details);
    case 'close_window':
      return window?.close();
    case 'focus_window':
      return window?.focus();
    case 'blur_window':
      return window?.blur();
    case 'minimize_window':
      return window?.minimize();
    case 'focus_popout':
      window?.blur();
      return BrowserWindow.getAllWindows().at(-1)?.focus();
    case 'close_popout':
      return BrowserWindow.getAllWindows().at(-1)?.close();
    case 'move_window':
      return window?.setBounds(poke.bounds);
    case 'suspend':
      return void powerMonitor.emit('suspend', {});
    case 'battery':
      return void powerMonitor.emit(poke.is_on ? 'on-battery' : 'on-ac', {});
    case 'resume':
      return void powerMonitor.emit('resume', {});
    case 'pass_time': {
      const before = Date.now;
      Date.now = () => before() + poke.ms;
      return;
    }
    case 'lock':
      return void powerMonitor.emit('lock-screen', {});
    case 'unlock':
      return void powerMonitor.emit('unlock-screen', {});
    case 'press_global_key':
      return void (pressGlobalKey(poke.key) || fail(`Nobody holds the key ${poke.key}`));
    case 'click_popup':
      return void (clickPopup(poke.key) || fail(`There is no row "${poke.key}" under the pointer`));
    case 'press_in_page':
      return void window?.webContents.emit('before-input-event', { preventDefault: () => undefined }, { type: 'keyDown', key: poke.key, code: poke.code, control: true, meta: process.platform === 'darwin', alt: false });
    case 'right_click':
      return void window?.webContents.emit('context-menu', {}, {
        isEditable: true, misspelledWord: poke.word, dictionarySuggestions: poke.suggestions, selectionText: '', linkURL: '',
        editFlags: { canUndo: false, canRedo: false, canCut: false, canCopy: false, canPaste: true, canSelectAll: true },
      });
    case 'download':
      return defaultSession.download(poke.url, poke.name, poke.total) !== null;
    case 'download_progress':
      return downloads[poke.index]?.progress(poke.received);
    case 'download_end':
      return downloads[poke.index]?.end(poke.state);
    case 'answer':
      return questions[poke.index]?.answer(poke.button);
    case 'quit':
      return app.quit();
    case 'ask_permission':
      return defaultSession.allows(poke.permission, poke.origin);
    case 'call_from': {
      const event = { sender: window?.webContents, senderFrame: { url: poke.url, parent: null }, type: 'frame' };
      return ipcMain.invoked(event, poke.channel, poke.args);
    }
  }
}

function fail(text: string): never {
  throw new Error(text);
}
