import { comboParts } from './combo';
import type { Combo } from './combo';

/** Why a combination cannot be given to an action. */
export type Refusal = 'browser' | 'system' | 'editing' | 'moving' | 'unknown';

const BROWSER = ['KeyT', 'KeyN', 'KeyW', 'KeyR', 'KeyP', 'KeyL', 'KeyJ', 'KeyH', 'KeyD', 'KeyS', 'KeyO', 'Tab', 'PageUp', 'PageDown', 'Minus', 'Equal', 'Digit0', 'NumpadAdd', 'NumpadSubtract', 'Numpad0'].map((key) => `Mod+${key}`);
const BROWSER_MORE = ['Mod+Shift+KeyT', 'Mod+Shift+KeyN', 'Mod+Shift+KeyW', 'Mod+Shift+KeyR', 'Mod+Shift+KeyP', 'Mod+Shift+KeyI', 'Mod+Shift+KeyJ', 'Mod+Shift+KeyC', 'Mod+Shift+Tab', 'Alt+ArrowLeft', 'Alt+ArrowRight', 'Alt+Home', 'F5', 'Mod+F5', 'F11', 'F12'];
const SYSTEM = ['Mod+KeyQ', 'Mod+Shift+KeyQ', 'Alt+F4', 'Mod+F4', 'Alt+Tab', 'Alt+Shift+Tab', 'Alt+Space', 'Alt+Escape', 'Mod+Escape', 'Mod+Shift+Escape', 'Mod+Alt+Delete', 'Mod+Space'];
const SYSTEM_MAC = ['Mod+KeyH', 'Mod+Alt+KeyH', 'Mod+KeyM', 'Mod+Alt+Escape', 'Mod+Shift+Digit3', 'Mod+Shift+Digit4', 'Mod+Shift+Digit5', 'Mod+Backquote'];
const EDITING = ['Mod+KeyA', 'Mod+KeyC', 'Mod+KeyV', 'Mod+KeyX', 'Mod+KeyZ', 'Mod+KeyY', 'Mod+Shift+KeyZ', 'Mod+Shift+KeyV', 'Mod+Backspace', 'Mod+Delete', 'Mod+ArrowLeft', 'Mod+ArrowRight', 'Mod+Home', 'Mod+End', 'Mod+Insert', 'Shift+Insert', 'Shift+Delete', 'Alt+Backspace'];

const refused = new Map<Combo, Refusal>();
for (const combo of [...BROWSER, ...BROWSER_MORE]) refused.set(combo, 'browser');
for (const combo of SYSTEM) refused.set(combo, 'system');
for (const combo of EDITING) refused.set(combo, 'editing');

/** Keys that move about, write or choose wherever the focus is: bare, and with Shift. */
const MOVING = /^(?:Shift\+)?(?:Arrow\w+|Home|End|PageUp|PageDown|Tab|Enter|NumpadEnter|Escape|Space|Backspace|Delete|ContextMenu)$/;

/** Why this combination belongs to the browser, the system or the fields; null: it may be taken. */
export function refusalOf(combo: Combo, isMac: boolean): Refusal | null {
  if (comboParts(combo) === null) return 'unknown';
  if (isMac && SYSTEM_MAC.includes(combo)) return 'system';
  return refused.get(combo) ?? (MOVING.test(combo) ? 'moving' : null);
}
