/* eslint-disable @typescript-eslint/no-require-imports, @typescript-eslint/no-this-alias -- Electron's -r takes CommonJS, and the patched methods stand on their own `this`. */
// Loaded into real Electron before the program (`-r`): remembers what the program does to the system, and does to it what a user would.
const { app, BrowserWindow, dialog, ipcMain, Menu, Notification, powerMonitor, session, shell, Tray } = require('electron');

const seen = { notifications: [], opened: [], overlay: null, app_user_model_id: null, protocol_clients: [], app_menu: null, permissions: [], flushes: 0, questions: [], cleared: [] };
const made = [];
const handlers = new Map();
let tray = null;
const trayOf = { tooltip: '', title: '', icon: '', menu: null };

/** Calls `before` with the arguments of each call of a method, and then the method. */
const watch = (owner, name, before) => {
  const original = owner[name];
  owner[name] = function watched(...args) {
    before.call(this, ...args);
    return original.apply(this, args);
  };
};

watch(Tray.prototype, 'setToolTip', function note(text) { tray = this; trayOf.tooltip = text; });
watch(Tray.prototype, 'setTitle', function note(text) { tray = this; trayOf.title = text; });
watch(Tray.prototype, 'setImage', function note(image) { tray = this; trayOf.icon = image.toDataURL(); });
watch(Tray.prototype, 'setContextMenu', function note(menu) { tray = this; trayOf.menu = menu; });
watch(Tray.prototype, 'destroy', () => { tray = null; });
watch(Notification.prototype, 'show', function note() {
  const entry = { id: this.id, title: this.title, body: this.body, silent: this.silent, has_reply: this.hasReply, actions: (this.actions ?? []).map(({ text }) => text), xml: this.toastXml ?? '', state: 'shown' };
  this.once('failed', () => { entry.state = 'failed'; });
  seen.notifications.push(entry);
  made.push({ notification: this, entry });
});
watch(Notification.prototype, 'close', function note() {
  const known = made.find(({ notification }) => notification === this);
  if (known !== undefined) known.entry.state = 'closed';
});
watch(BrowserWindow.prototype, 'setOverlayIcon', (image, description) => { seen.overlay = image === null ? null : { description }; });
watch(Menu, 'setApplicationMenu', (menu) => { seen.app_menu = menu === null ? null : entries(menu); });
watch(app, 'setAppUserModelId', (id) => { seen.app_user_model_id = id; });
watch(ipcMain, 'handle', (channel, handler) => { handlers.set(channel, handler); });
// Not carried out: a test neither opens browsers nor changes what the machine does with links.
const answers = [];
dialog.showMessageBox = ({ message, buttons }) => new Promise((resolve) => {
  seen.questions.push({ message, buttons });
  answers.push((response) => resolve({ response, checkboxChecked: false }));
});
shell.openExternal = async (url) => { seen.opened.push(url); };
app.setAsDefaultProtocolClient = (name) => seen.protocol_clients.push(name) > 0;

let permissionAnswer = () => true;
app.whenReady().then(() => {
  watch(session.defaultSession, 'flushStorageData', () => { seen.flushes += 1; });
  watch(session.defaultSession, 'setPermissionCheckHandler', (handler) => { permissionAnswer = handler; });
});

const entries = (menu) => menu.items.map((item) => ({ label: item.label, enabled: item.enabled, separator: item.type === 'separator', rows: item.submenu ? entries(item.submenu) : [] }));

const find = (menu, label) => menu?.items.flatMap((item) => [item, ...(item.submenu ? [find(item.submenu, label)] : [])]).find((item) => item?.label === label && item.enabled && item.type !== 'submenu');

globalThis.orderlineRecorder = {
  surface: () => ({
    ...seen,
    badge: app.getBadgeCount(),
    tray: tray === null ? null : { tooltip: trayOf.tooltip, title: trayOf.title, icon: trayOf.icon, menu: trayOf.menu === null ? [] : entries(trayOf.menu) },
    windows: BrowserWindow.getAllWindows().map((window) => ({
      url: window.webContents.getURL(), title: window.getTitle(), visible: window.isVisible(), focused: window.isFocused(), maximized: window.isMaximized(),
      bounds: window.getBounds(), preferences: JSON.parse(JSON.stringify(window.webContents.getLastWebPreferences() ?? {})),
    })),
  }),
  async poke(poke) {
    const isPopout = (one) => ['', 'about:blank'].includes(one.webContents.getURL());
    const windows = BrowserWindow.getAllWindows().filter((one) => !isPopout(one)).sort((one, two) => one.id - two.id);
    const window = windows[poke.window ?? 0];
    const popout = BrowserWindow.getAllWindows().find(isPopout);
    const deeds = {
      click_tray: () => tray.emit('click', {}),
      click_menu: () => find(trayOf.menu, poke.label).click(),
      click_notification: () => made[poke.index].notification.emit('click', {}),
      close_notification: () => made[poke.index].notification.emit('close', {}),
      reply_notification: () => made[poke.index].notification.emit('reply', { reply: poke.text }, poke.text),
      press_notification: () => made[poke.index].notification.emit('action', { actionIndex: poke.action, selectionIndex: -1 }, poke.action, -1),
      close_window: () => window.close(),
      focus_window: () => window.focus(),
      blur_window: () => window.blur(),
      minimize_window: () => window.minimize(),
      focus_popout: () => popout.focus(),
      close_popout: () => popout.close(),
      move_window: () => window.setBounds(poke.bounds),
      lock: () => powerMonitor.emit('lock-screen', {}),
      answer: () => answers[poke.index](poke.button),
      suspend: () => powerMonitor.emit('suspend', {}),
      battery: () => powerMonitor.emit(poke.is_on ? 'on-battery' : 'on-ac', {}),
      resume: () => powerMonitor.emit('resume', {}),
      unlock: () => powerMonitor.emit('unlock-screen', {}),
      quit: () => app.quit(),
      ask_permission: () => permissionAnswer(window.webContents, poke.permission, poke.origin, { isMainFrame: true, requestingUrl: poke.origin }),
      call_from: () => {
        const handler = handlers.get(poke.channel);
        if (handler === undefined) throw new Error(`No handler registered for '${poke.channel}'`);
        return handler({ sender: window.webContents, senderFrame: { url: poke.url, parent: null }, type: 'frame' }, ...poke.args);
      },
    };
    const value = await deeds[poke.do]();
    return ['call_from', 'ask_permission'].includes(poke.do) ? value : undefined;
  },
};
