import type { Theme } from '../../protocol/desktop';
import type { Language } from '../../protocol/errors';
import theme from '../chat/theme.css?inline';
import look from './panel.css?inline';

/** The chat's frame in somebody else's page, with its button where it has no place of its own. Lives in a shadow tree: neither page changes the other's look. */
export type Panel = {
  frame: HTMLIFrameElement;
  /** The chat in the frame is there. */
  ready(): void;
  show(): void;
  hide(): void;
  setUnread(count: number): void;
  remove(): void;
};

export type PanelOptions = { address: string; order: number; language: Language; theme: Theme; container: Element | null };

/** What the frame may: run its own page as itself, open links and save files outside. Neither move this page nor ask its visitor anything. */
const SANDBOX = 'allow-scripts allow-forms allow-same-origin allow-popups allow-popups-to-escape-sandbox allow-downloads';
/** A frame that was loaded and says nothing for this long was refused. */
const SILENCE_MS = 4_000;
const DARK = '(prefers-color-scheme: dark)';
const CHAT = 'M5 5.500h14a1.500 1.500 0 0 1 1.500 1.500v8.500a1.500 1.500 0 0 1-1.500 1.500h-7.500L7 21v-4H5A1.500 1.500 0 0 1 3.500 15.500V7A1.500 1.500 0 0 1 5 5.500Z';
const CROSS = 'M6 6l12 12M18 6 6 18';

const texts = {
  ru: { title: 'Чат по заказу', open: 'Открыть чат', hide: 'Свернуть чат', unread: 'непрочитанных', opening: 'Открываем чат…', refused: 'Чат не открылся. Обновите страницу или зайдите позже.' },
  en: { title: 'Chat about order', open: 'Open the chat', hide: 'Hide the chat', unread: 'unread', opening: 'Opening the chat…', refused: 'The chat did not open. Reload the page or come back later.' },
} as const;

/** Puts the frame into the page; it is hidden until `show`, but works. */
export function createPanel({ address, order, language, theme: wish, container }: PanelOptions): Panel {
  const t = texts[language];
  const host = document.createElement('div');
  const root = host.attachShadow({ mode: 'open' });
  dress(root);
  const stopTheme = wear(host, wish);
  const isOwn = container === null;

  const frame = make('iframe', 'frame');
  frame.title = `${t.title} #${order}`;
  // Set before the address: what is loaded first is in the sandbox already.
  frame.setAttribute('sandbox', SANDBOX);
  frame.setAttribute('allow', 'clipboard-write');
  frame.referrerPolicy = 'no-referrer';
  const notice = make('p', 'notice', t.opening);
  notice.setAttribute('role', 'status');
  const away = make('button', 'away');
  away.append(icon(CROSS));
  away.setAttribute('aria-label', t.hide);
  const panel = make('div', isOwn ? 'panel' : 'panel is-inside');
  panel.id = 'panel';
  panel.append(frame, notice, ...(isOwn ? [away] : []));

  const launcher = make('button', 'launcher');
  const badge = make('span', 'badge');
  badge.setAttribute('aria-hidden', 'true');
  launcher.setAttribute('aria-controls', 'panel');
  const [chat, cross] = [icon(CHAT), icon(CROSS)];
  launcher.append(chat, cross, badge);
  root.append(panel, ...(isOwn ? [launcher] : []));

  let isShown = !isOwn;
  let unread = 0;
  const draw = () => {
    panel.classList.toggle('is-shown', isShown);
    panel.toggleAttribute('inert', !isShown);
    launcher.classList.toggle('is-open', isShown);
    launcher.setAttribute('aria-expanded', String(isShown));
    launcher.setAttribute('aria-label', isShown ? t.hide : unread > 0 ? `${t.open} (${t.unread}: ${unread})` : t.open);
    chat.toggleAttribute('hidden', isShown);
    cross.toggleAttribute('hidden', !isShown);
    badge.textContent = unread > 99 ? '99+' : String(unread);
    badge.hidden = unread === 0 || isShown;
  };
  const set = (next: boolean) => {
    if (!isOwn || isShown === next) return;
    isShown = next;
    draw();
    if (isShown) frame.focus();
    else launcher.focus();
  };
  launcher.addEventListener('click', () => set(!isShown));
  away.addEventListener('click', () => set(false));
  const onKey = (event: KeyboardEvent) => {
    if (event.key === 'Escape') set(false);
  };
  root.addEventListener('keydown', onKey as EventListener);

  let isReady = false;
  let silence: ReturnType<typeof setTimeout> | undefined;
  frame.addEventListener('load', () => {
    if (isReady) return;
    silence ??= setTimeout(() => {
      notice.textContent = t.refused;
      notice.setAttribute('role', 'alert');
      console.error(`Orderline: the chat did not answer. Is ${location.origin} among the sites that may show it?`);
    }, SILENCE_MS);
  });
  draw();
  frame.src = address;
  (container ?? document.body).append(host);

  return {
    frame,
    ready() {
      isReady = true;
      clearTimeout(silence);
      notice.hidden = true;
      away.hidden = true;
    },
    show: () => set(true),
    hide: () => set(false),
    setUnread(count) {
      unread = count;
      draw();
    },
    remove() {
      clearTimeout(silence);
      stopTheme();
      host.remove();
    },
  };
}

/** The design's values and the panel's look, in a way that no policy of the page's forbids. */
function dress(root: ShadowRoot): void {
  const css = theme.replaceAll(":root[data-theme='dark']", ":host([data-theme='dark'])").replaceAll(':root:not([data-theme])', ':host(:not([data-theme]))').replaceAll(':root', ':host') + look;
  try {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(css);
    root.adoptedStyleSheets = [sheet];
  } catch {
    // Older Safari.
    const style = document.createElement('style');
    style.textContent = css;
    root.append(style);
  }
}

function wear(host: HTMLElement, wish: Theme): () => void {
  const query = window.matchMedia(DARK);
  const change = () => (host.dataset['theme'] = wish === 'system' ? (query.matches ? 'dark' : 'light') : wish);
  change();
  query.addEventListener('change', change);
  return () => query.removeEventListener('change', change);
}

function make<K extends keyof HTMLElementTagNameMap>(tag: K, className: string, text = ''): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag);
  element.className = className;
  element.textContent = text;
  if (element instanceof HTMLButtonElement) element.type = 'button';
  return element;
}

function icon(path: string): SVGElement {
  const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
  const line = document.createElementNS('http://www.w3.org/2000/svg', 'path');
  svg.setAttribute('viewBox', '0 0 24 24');
  svg.setAttribute('aria-hidden', 'true');
  line.setAttribute('d', path);
  svg.append(line);
  return svg;
}
