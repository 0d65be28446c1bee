/**
 * A key combination as one text, which is also how it is kept: modifiers in this order, then the key.
 *
 *   Mod+KeyK      Ctrl+K, and ⌘K on a Mac          Alt+Shift+ArrowDown
 *   KeyE          a bare key: only while nobody is typing
 *   ?             a character: wherever the layout paints it, with or without Shift
 *
 * Keys are named by `KeyboardEvent.code`, the place on the keyboard, so that they work in every layout.
 */
export type Combo = string;

const MODIFIERS = ['Mod', 'Alt', 'Shift'] as const;
type Modifier = (typeof MODIFIERS)[number];

export type KeyPress = Pick<KeyboardEvent, 'code' | 'key' | 'altKey' | 'ctrlKey' | 'metaKey' | 'shiftKey' | 'isComposing'> & {
  getModifierState?: KeyboardEvent['getModifierState'];
};

/** Characters that stand on other keys in other layouts. */
const CHARACTERS = '/?';
/** What the key that paints them in Latin layouts writes in a Cyrillic one; there they stand elsewhere, and the hand goes to the old place. */
const CYRILLIC_SLASH: Readonly<Record<string, Combo>> = { '.': '/', ',': '?' };

const CODES = /^(?:Key[A-Z]|Digit\d|Numpad(?:\d|Add|Subtract|Multiply|Divide|Decimal|Enter)|F(?:[1-9]|1\d|2[0-4])|Arrow(?:Up|Down|Left|Right)|Home|End|PageUp|PageDown|Insert|Delete|Backspace|Enter|Escape|Space|Tab|Backquote|Minus|Equal|BracketLeft|BracketRight|Backslash|IntlBackslash|Semicolon|Quote|Comma|Period|Slash|ContextMenu|Pause)$/;

const PAINTED: Readonly<Record<string, string>> = {
  ArrowUp: '↑', ArrowDown: '↓', ArrowLeft: '←', ArrowRight: '→',
  PageUp: 'PgUp', PageDown: 'PgDn', Delete: 'Del', Insert: 'Ins', Escape: 'Esc', ContextMenu: 'Menu',
  Backquote: '`', Minus: '-', Equal: '=', BracketLeft: '[', BracketRight: ']', Backslash: '\\', IntlBackslash: '\\',
  Semicolon: ';', Quote: "'", Comma: ',', Period: '.', Slash: '/',
  NumpadAdd: 'Num +', NumpadSubtract: 'Num -', NumpadMultiply: 'Num *', NumpadDivide: 'Num /', NumpadDecimal: 'Num .', NumpadEnter: 'Num Enter',
};

type Parts = { modifiers: readonly Modifier[]; key: string };

/** The combination's parts; null for a text that is none. */
export function comboParts(combo: Combo): Parts | null {
  if (combo.length === 1) return CHARACTERS.includes(combo) ? { modifiers: [], key: combo } : null;
  const names = combo.split('+');
  const key = names.pop() ?? '';
  const modifiers = MODIFIERS.filter((one) => names.includes(one));
  return CODES.test(key) && modifiers.join('+') === names.join('+') ? { modifiers, key } : null;
}

/** The combination that is pressed; null while only modifiers are down, or when the press belongs to an input method or to AltGr. */
export function pressedCombo(press: KeyPress, isMac: boolean): Combo | null {
  if (press.isComposing || press.getModifierState?.('AltGraph')) return null;
  const mod = isMac ? press.metaKey : press.ctrlKey;
  const foreign = isMac ? press.ctrlKey : press.metaKey;
  if (foreign || !CODES.test(press.code)) return null;
  if (!mod && !press.altKey && press.key.length === 1 && CHARACTERS.includes(press.key)) return press.key;
  const meant = press.code === 'Slash' && !mod && !press.altKey ? CYRILLIC_SLASH[press.key] : undefined;
  if (meant !== undefined) return meant;
  const held: Record<Modifier, boolean> = { Mod: mod, Alt: press.altKey, Shift: press.shiftKey };
  return [...MODIFIERS.filter((one) => held[one]), press.code].join('+');
}

/** True for a combination that writes when it is pressed in a field, and so is none there. */
export function isTyped(combo: Combo): boolean {
  const parts = comboParts(combo);
  if (!parts || parts.modifiers.includes('Mod') || parts.modifiers.includes('Alt')) return false;
  return !/^F\d/.test(parts.key);
}

/** The keys as they are painted: `['Ctrl', 'K']`, `['⌥', 'U']`. */
export function paintedKeys(combo: Combo, isMac: boolean): string[] {
  const parts = comboParts(combo);
  if (!parts) return [];
  const names: Record<Modifier, string> = isMac ? { Mod: '⌘', Alt: '⌥', Shift: '⇧' } : { Mod: 'Ctrl', Alt: 'Alt', Shift: 'Shift' };
  const key = PAINTED[parts.key] ?? parts.key.replace(/^Key|^Digit/, '').replace(/^Numpad/, 'Num ');
  return [...parts.modifiers.map((one) => names[one]), key];
}

/** The same as one text: `Ctrl+K`, `⌥U`. */
export function comboText(combo: Combo, isMac: boolean): string {
  return paintedKeys(combo, isMac).join(isMac ? '' : '+');
}

/** True on Apple keyboards. */
export function isMacKeyboard(): boolean {
  return /Mac|iPhone|iPad/.test(navigator.platform);
}

/** True when the element takes typed text. */
export function takesText(target: EventTarget | null): boolean {
  // An element of another window is no instance of this one's classes.
  const element = target as HTMLElement | null;
  if (typeof element?.matches !== 'function') return false;
  return element.isContentEditable || element.matches('textarea, select, input:not([type=checkbox], [type=radio], [type=button])');
}
