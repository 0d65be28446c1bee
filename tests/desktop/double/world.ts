import type { DoubleOptions, Surface } from '../surface';

/** What the double knows of the machine it plays, and what the program has done to it. */
export const options: DoubleOptions = JSON.parse(process.env.ORDERLINE_DOUBLE ?? '{}') as DoubleOptions;

/** Chromium cannot load custom schemes: pages of `app://orderline` live at this origin and count as the app's. */
export const PAGE_ORIGIN = 'https://orderline.app.test';
export const APP_SCHEME = 'app:';

export const world = {
  isReady: false,
  surface: {
    notifications: [],
    opened: [],
    badge: 0,
    overlay: null,
    app_user_model_id: null,
    protocol_clients: [],
    app_menu: null,
    permissions: [],
    login_item: null,
    global_keys: [],
    flushes: 0,
    questions: [],
    cleared: [],
    clipboard: null,
    sends_crashes: null,
    spelling: null,
    learned: [],
    shown_files: [],
    popup: null,
  } as Pick<Surface, 'login_item' | 'global_keys' | 'flushes' | 'questions' | 'cleared' | 'clipboard' | 'sends_crashes' | 'spelling' | 'learned' | 'shown_files' | 'popup' | 'notifications' | 'opened' | 'badge' | 'overlay' | 'app_user_model_id' | 'protocol_clients' | 'app_menu' | 'permissions'>,
};

/** Fails as Electron does when a part of it is used too early. */
export function mustBeReady(what: string): void {
  if (!world.isReady) throw new Error(`${what} before app is ready`);
}

/** The address as the program knows it. */
export function toAppUrl(url: string): string {
  return url.startsWith(`${PAGE_ORIGIN}/`) ? `${APP_SCHEME}//orderline${url.slice(PAGE_ORIGIN.length)}` : url;
}

/** The address as the browser knows it. */
export function toPageUrl(url: string): string {
  return url.startsWith(`${APP_SCHEME}//orderline/`) ? `${PAGE_ORIGIN}${url.slice(`${APP_SCHEME}//orderline`.length)}` : url;
}

/** What crosses a process border: the value's structured clone, and an error for what has none. */
export function cloned<T>(value: T): T {
  try {
    return structuredClone(value);
  } catch {
    throw new Error('An object could not be cloned.');
  }
}
