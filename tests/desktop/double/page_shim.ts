/** Runs in the page before everything else; is sent there as text, so it can use nothing from outside itself. */
export function pageShim(preloadSource: string, platform: string, openPath: string): void {
  const bindingName = '__electron_double__';
  const scope = globalThis as unknown as Record<string | symbol, unknown>;
  const post = scope[bindingName] as (message: string) => void;
  // In a frame, or set up already.
  if (window !== window.top || typeof post !== 'function') return;
  Reflect.deleteProperty(scope, bindingName);

  const waiting = new Map<number, { resolve(value: unknown): void; reject(error: Error): void }>();
  const listeners = new Map<string, Set<(event: object, ...args: unknown[]) => void>>();
  let calls = 0;
  const state = { focused: false, visible: true };

  const mustBeCloneable = (value: unknown): void => {
    structuredClone(value);
  };

  const ipcRenderer = {
    invoke(channel: string, ...args: unknown[]): Promise<unknown> {
      try {
        mustBeCloneable(args);
      } catch {
        return Promise.reject(new Error('An object could not be cloned.'));
      }
      calls += 1;
      const id = calls;
      return new Promise((resolve, reject) => {
        waiting.set(id, { resolve, reject });
        // JSON knows no undefined, a structured clone does.
        post(JSON.stringify({ kind: 'invoke', id, channel, args: args.map((value) => (value === undefined ? [] : [value])) }));
      });
    },
    on(channel: string, listener: (event: object, ...args: unknown[]) => void) {
      const known = listeners.get(channel) ?? new Set();
      known.add(listener);
      listeners.set(channel, known);
      return ipcRenderer;
    },
    removeListener(channel: string, listener: (event: object, ...args: unknown[]) => void) {
      listeners.get(channel)?.delete(listener);
      return ipcRenderer;
    },
  };

  /** What the bridge hands over: frozen copies, functions as proxies whose arguments and results are copies too. */
  const bridged = (value: unknown): unknown => {
    if (typeof value === 'function') {
      return (...args: unknown[]) => {
        const result: unknown = value(...args.map(bridged));
        return result instanceof Promise ? result.then(bridged, (error: unknown) => Promise.reject(new Error(error instanceof Error ? error.message : String(error)))) : bridged(result);
      };
    }
    if (typeof value !== 'object' || value === null) return value;
    if (Array.isArray(value)) return Object.freeze(value.map(bridged));
    const copy = Object.fromEntries(Object.entries(value).map(([key, each]) => [key, bridged(each)]));
    return Object.freeze(copy);
  };

  const contextBridge = {
    exposeInMainWorld(key: string, api: unknown): void {
      if (key in window) throw new Error('Cannot bind an API on top of an existing property on the window object');
      Object.defineProperty(window, key, { value: bridged(api), enumerable: true, writable: false, configurable: false });
    },
  };

  const requireInSandbox = (name: string): unknown => {
    if (name === 'electron') return { contextBridge, ipcRenderer };
    throw new Error(`module not found: ${name}`);
  };

  Object.defineProperty(scope, Symbol.for('electron double'), {
    value: Object.freeze({
      answer(id: number, ok: boolean, value: unknown): void {
        const call = waiting.get(id);
        waiting.delete(id);
        if (ok) call?.resolve(value);
        else call?.reject(new Error(String(value)));
      },
      hear(channel: string, args: unknown[]): void {
        for (const listener of listeners.get(channel) ?? []) listener({}, ...args);
      },
      setFocus(focused: boolean, visible: boolean): void {
        const before = { ...state };
        Object.assign(state, { focused, visible });
        if (before.visible !== visible) document.dispatchEvent(new Event('visibilitychange', { bubbles: true }));
        if (before.focused !== focused) window.dispatchEvent(new Event(focused ? 'focus' : 'blur'));
      },
    }),
  });

  Object.defineProperty(document, 'hasFocus', { value: () => state.focused });
  Object.defineProperty(document, 'hidden', { get: () => !state.visible });
  Object.defineProperty(document, 'visibilityState', { get: () => (state.visible ? 'visible' : 'hidden') });
  const openBlank = window.open.bind(window);
  window.open = (url?: string | URL, name = '', features = '') => {
    const href = url === undefined || url === '' ? 'about:blank' : new URL(url, document.baseURI).href;
    // The program answers before the call returns, as Electron's does.
    const asking = new XMLHttpRequest();
    asking.open('POST', openPath, false);
    asking.send(JSON.stringify({ url: href, frameName: name, features }));
    return asking.responseText === 'allow' ? openBlank(url, name, features) : null;
  };
  // A link to another window is asked of the program as window.open is.
  document.addEventListener('click', (event) => {
    const link = event.target instanceof Element ? event.target.closest('a[target="_blank"]') : null;
    if (!(link instanceof HTMLAnchorElement) || event.defaultPrevented) return;
    event.preventDefault();
    window.open(link.href);
  });

  try {
    const sandboxProcess = { type: 'renderer', sandboxed: true, contextIsolated: true, platform, versions: {}, env: {}, argv: [] };
    const module = { exports: {} };
    new Function('require', 'module', 'exports', 'process', preloadSource)(requireInSandbox, module, module.exports, sandboxProcess);
  } catch (error) {
    post(JSON.stringify({ kind: 'preload_error', message: error instanceof Error ? error.message : String(error) }));
  }
}
