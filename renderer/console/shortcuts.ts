/** Every key combination of the console, in one table: the listener, the tooltips and the cheat sheet read it. */

export type ShortcutId =
  | 'switcher'
  | 'next_unread'
  | 'next_owed'
  | 'next_room'
  | 'previous_room'
  | 'open_order'
  | 'search'
  | 'search_room'
  | 'pane_1'
  | 'pane_2'
  | 'pane_3'
  | 'pane_4'
  | 'close_pane'
  | 'order_card'
  | 'settings'
  | 'cheat_sheet';

type Combo = {
  /** The physical key, so that it works in every keyboard layout. */
  code: string;
  alt?: true;
  /** Ctrl, and Cmd on a Mac. */
  mod?: true;
  shift?: true;
  /** Only while nobody is typing. */
  outside_text?: true;
  /** What is painted on the key. */
  label: string;
};

export const SHORTCUTS: Readonly<Record<ShortcutId, Combo>> = {
  switcher: { code: 'KeyK', mod: true, label: 'K' },
  next_unread: { code: 'KeyU', alt: true, label: 'U' },
  next_owed: { code: 'KeyO', alt: true, label: 'O' },
  next_room: { code: 'ArrowDown', alt: true, label: '↓' },
  previous_room: { code: 'ArrowUp', alt: true, label: '↑' },
  open_order: { code: 'KeyN', alt: true, label: 'N' },
  search: { code: 'Slash', outside_text: true, label: '/' },
  search_room: { code: 'KeyF', mod: true, label: 'F' },
  pane_1: { code: 'Digit1', alt: true, label: '1' },
  pane_2: { code: 'Digit2', alt: true, label: '2' },
  pane_3: { code: 'Digit3', alt: true, label: '3' },
  pane_4: { code: 'Digit4', alt: true, label: '4' },
  close_pane: { code: 'KeyW', alt: true, label: 'W' },
  order_card: { code: 'KeyI', alt: true, label: 'I' },
  settings: { code: 'Comma', mod: true, label: ',' },
  cheat_sheet: { code: 'Slash', shift: true, outside_text: true, label: '?' },
};

export type KeyPress = Pick<KeyboardEvent, 'code' | 'key' | 'altKey' | 'ctrlKey' | 'metaKey' | 'shiftKey' | 'isComposing'>;

/** The shortcut that a key press means, or null. */
export function matchShortcut(press: KeyPress, where: { is_mac: boolean; in_text: boolean }): ShortcutId | null {
  if (press.isComposing) return null;
  // Where `?` and `/` are painted differs from layout to layout, so these two go by the character.
  if (!where.in_text && !press.altKey && !press.ctrlKey && !press.metaKey) {
    if (press.key === '?') return 'cheat_sheet';
    if (press.key === '/') return 'search';
  }
  const mod = where.is_mac ? press.metaKey : press.ctrlKey;
  const otherMod = where.is_mac ? press.ctrlKey : press.metaKey;
  if (otherMod) return null;
  for (const [id, combo] of Object.entries(SHORTCUTS) as [ShortcutId, Combo][]) {
    if (combo.outside_text) continue;
    const fits = combo.code === press.code && (combo.alt ?? false) === press.altKey && (combo.mod ?? false) === mod;
    if (fits && (combo.shift ?? false) === press.shiftKey) return id;
  }
  return null;
}

/** The keys of a shortcut as they are painted: `['Ctrl', 'K']`, `['⌥', 'U']`. */
export function shortcutKeys(id: ShortcutId, isMac: boolean): string[] {
  const combo = SHORTCUTS[id];
  const keys: string[] = [];
  if (combo.mod) keys.push(isMac ? '⌘' : 'Ctrl');
  if (combo.alt) keys.push(isMac ? '⌥' : 'Alt');
  keys.push(combo.label);
  return keys;
}

/** True on Apple keyboards. */
export function isMacKeyboard(): boolean {
  return /Mac|iPhone|iPad/.test(navigator.platform);
}

/** True when the element takes typed text. */
export function takesText(element: EventTarget | null): boolean {
  if (!(element instanceof HTMLElement)) return false;
  return element.isContentEditable || element.matches('textarea, select, input:not([type=checkbox], [type=radio], [type=button])');
}
