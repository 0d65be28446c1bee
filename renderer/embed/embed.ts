import type { Theme } from '../../protocol/desktop';
import { envelope, wordIn, type FrameWord, type ParentWord } from '../../protocol/embed';
import type { Language } from '../../protocol/errors';
import { createPanel, type Panel } from './panel';

/**
 * The script that a page of the marketplace's names: `Orderline.open` shows one order's chat in a frame, which is all that the two share.
 * docs/api.md says how it is called.
 */

export type OpenOptions = {
  order: number;
  /** A fresh identity of the page's visitor, signed by its backend, each time it is called. A text will do for ten minutes. */
  identity: string | (() => string | Promise<string>);
  language?: Language;
  theme?: Theme;
  /** Where the chat is shown; absent: in a panel of its own with a button that opens it. */
  container?: Element;
  /** Whether the panel is open at once; true when absent. */
  is_shown?: boolean;
  on_unread?: (count: number) => void;
};

/** One chat in this page. */
export type OpenedChat = { show(): void; hide(): void; close(): void };

const script = document.currentScript as HTMLScriptElement | null;
/** Where this script came from, the chat comes from too. */
const server = new URL(script?.src ?? location.href).origin;

let opened: OpenedChat | null = null;

function open(options: OpenOptions): OpenedChat {
  const { order, identity, language, theme = 'system', container, on_unread } = options;
  if (!Number.isSafeInteger(order) || order < 1) throw new TypeError('Orderline.open: order must be the number of an order');
  if (typeof identity !== 'string' && typeof identity !== 'function') throw new TypeError('Orderline.open: identity must be a text or a function that gives one');
  // One panel in a page: another order takes the place of the one before.
  if (container === undefined) opened?.close();

  const address = `${server}/embed?parent=${encodeURIComponent(location.origin)}`;
  const panel: Panel = createPanel({ address, order, language: language ?? (/^ru\b/i.test(navigator.language) ? 'ru' : 'en'), theme, container: container ?? null });
  const tell = (word: ParentWord) => panel.frame.contentWindow?.postMessage(envelope(word), server);

  const answer = async (ask: number) => {
    let given: string | null = null;
    try {
      given = typeof identity === 'string' ? identity : await identity();
    } catch {
      // The frame asks again by itself.
    }
    tell({ kind: 'identity', ask, identity: given });
  };
  const onMessage = (event: MessageEvent) => {
    if (event.source !== panel.frame.contentWindow || event.origin !== server) return;
    const word = wordIn<FrameWord>(event.data);
    if (word?.kind === 'ready') {
      panel.ready();
      tell({ kind: 'open', order, language: language ?? null, theme, has_close: container === undefined });
    } else if (word?.kind === 'identity_wanted') void answer(word.ask);
    else if (word?.kind === 'hide') panel.hide();
    else if (word?.kind === 'unread') {
      panel.setUnread(word.count);
      on_unread?.(word.count);
    }
  };
  window.addEventListener('message', onMessage);

  const chat: OpenedChat = {
    show: panel.show,
    hide: panel.hide,
    close() {
      window.removeEventListener('message', onMessage);
      panel.remove();
      if (opened === chat) opened = null;
    },
  };
  if (container === undefined) opened = chat;
  if (options.is_shown !== false) panel.show();
  return chat;
}

declare global {
  interface Window {
    Orderline?: { open: typeof open };
  }
}

// A page may name the script twice.
window.Orderline ??= Object.freeze({ open });
