import { createStore } from 'zustand/vanilla';
import type { StoreApi } from 'zustand/vanilla';
import { popoutName } from '../../../protocol/popouts';
import { dressDocument } from '../adopted_styles';
import type { DeskStore } from '../desk';
import { joinWindows } from '../windows';
import { dockPopped, dropPopped, openBeside, popOut } from './layout';
import { parsePlace, placePopout } from './popout_place';

/** The open windows, by room. */
type Windows = ReadonlyMap<number, Window>;

export type Popouts = StoreApi<{ windows: Windows }> & {
  /** Moves the pane at `index` into a window of its own; has to be called from a key or a click. */
  open(index: number): void;
  /** Brings the room's window to the front; false when it has none. */
  focus(room: number): boolean;
  /** Closes the room's window; `isDocked`: the chat goes back into the tiles. */
  close(room: number, isDocked: boolean): void;
  /** Closes all of them: the page goes. Their chats come back with it. */
  closeAll(): void;
};

const PLACE_KEY = 'orderline.popout';

/**
 * Chats in windows of their own. Each is a blank page of this origin into which the page draws: one heap, one store, one connection.
 * They are the page's: when it goes, they go, and their chats come back with it as panes.
 */
export function createPopouts(desk: DeskStore): Popouts {
  const store = createStore<{ windows: Windows }>()(() => ({ windows: new Map() }));
  const undress = new Map<number, () => void>();

  function gone(room: number, leave = dropPopped): void {
    undress.get(room)?.();
    undress.delete(room);
    const windows = new Map(store.getState().windows);
    if (!windows.delete(room)) return;
    store.setState({ windows });
    desk.arrange((layout) => leave(layout, room));
  }

  function close(room: number, isDocked: boolean): void {
    const view = store.getState().windows.get(room);
    gone(room);
    view?.close();
    if (isDocked) desk.arrange((layout) => openBeside(layout, room));
  }

  return {
    ...store,
    open(index) {
      const pane = desk.getState().layout.panes[index];
      if (!pane) return;
      const { left, top, width, height } = placePopout(parsePlace(read()), screenPlace(), store.getState().windows.size);
      const view = window.open('', popoutName(pane.room), `popup=yes,left=${left},top=${top},width=${width},height=${height}`);
      if (!view) return desk.setState({ notice: { about: 'popup_blocked' } });
      const leave = [dress(view), joinWindows(view)];
      undress.set(pane.room, () => leave.forEach((stop) => stop()));
      view.addEventListener('pagehide', () => {
        // In the measure of this window: each of the two has a zoom of its own.
        const scale = view.devicePixelRatio / window.devicePixelRatio;
        write(JSON.stringify({ left: view.screenX, top: view.screenY, width: Math.round(view.innerWidth * scale), height: Math.round(view.innerHeight * scale) }));
        gone(pane.room);
      });
      store.setState({ windows: new Map(store.getState().windows).set(pane.room, view) });
      desk.arrange((layout) => popOut(layout, index));
    },
    focus(room) {
      const view = store.getState().windows.get(room);
      view?.focus();
      return view !== undefined;
    },
    close,
    closeAll() {
      for (const [room, view] of store.getState().windows) {
        gone(room, dockPopped);
        view.close();
      }
    },
  };
}

/** Lets the windows go with the page, or with the sign-in; returns how to end both. */
export function closeWithPage(popouts: Popouts): () => void {
  window.addEventListener('pagehide', popouts.closeAll);
  return () => {
    window.removeEventListener('pagehide', popouts.closeAll);
    popouts.closeAll();
  };
}

/** Dresses a blank window like the page: its style sheets, those that come later too, look and language. Returns how to stop. */
function dress(view: Window): () => void {
  const { document: blank } = view;
  blank.body.replaceChildren();
  blank.head.replaceChildren();
  blank.body.className = 'popout';
  const worn = new Set<string>();
  const wearSheets = () => {
    for (const link of document.querySelectorAll<HTMLLinkElement>('link[rel="stylesheet"]')) {
      if (worn.has(link.href)) continue;
      worn.add(link.href);
      const copy = blank.createElement('link');
      copy.rel = 'stylesheet';
      copy.href = link.href;
      blank.head.append(copy);
    }
  };
  const wearLook = () => {
    blank.documentElement.lang = document.documentElement.lang;
    blank.documentElement.dataset['theme'] = document.documentElement.dataset['theme'];
  };
  wearSheets();
  wearLook();
  const sheets = new MutationObserver(wearSheets);
  sheets.observe(document.head, { childList: true });
  const look = new MutationObserver(wearLook);
  look.observe(document.documentElement, { attributes: true, attributeFilter: ['lang', 'data-theme'] });
  const undress = dressDocument(blank);
  return () => {
    sheets.disconnect();
    look.disconnect();
    undress();
  };
}

function screenPlace() {
  const { availLeft = 0, availTop = 0, availWidth, availHeight } = window.screen as Screen & { availLeft?: number; availTop?: number };
  return { left: availLeft, top: availTop, width: availWidth, height: availHeight };
}

function read(): string | null {
  try {
    return localStorage.getItem(PLACE_KEY);
  } catch {
    return null;
  }
}

function write(text: string): void {
  try {
    localStorage.setItem(PLACE_KEY, text);
  } catch {
    // Private mode: the next one stands in the middle again.
  }
}
