import type { Host } from '../host';
import { isMacKeyboard, pressedCombo } from '../keys/combo';
import type { Combo } from '../keys/combo';

/** The key of the account at this place of the row. */
export const accountCombo = (index: number): Combo => `Mod+Alt+Digit${index + 1}`;

/** Leads to the accounts by key, on every screen, as long as there are several; returns how to stop. */
export function hearAccountKeys(host: Host): () => void {
  const onKeyDown = (event: KeyboardEvent) => {
    const { accounts } = host.state.getState();
    if (host.accounts === null || accounts.length < 2 || event.repeat) return;
    const combo = pressedCombo(event, isMacKeyboard());
    const account = accounts.find((_each, index) => accountCombo(index) === combo);
    if (account === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    host.accounts.show(account.id);
  };
  window.addEventListener('keydown', onKeyDown, true);
  return () => window.removeEventListener('keydown', onKeyDown, true);
}
