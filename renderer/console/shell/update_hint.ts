import type { UpdateState } from '../../../protocol/desktop_shell';

/** What the hint at the foot of the list says of an update: its state, and the word on the button; null: nothing to press. */
export type UpdateHint = { name: 'available' | 'loading' | 'ready' | 'failed'; version: string; button: 'update_load' | 'update_restart' | 'update_file' | null };

const BUTTONS = { available: 'update_load', loading: null, ready: 'update_restart', failed: 'update_file' } as const;

/** What to say of an update outside the settings; null: nothing. What somebody has put away stays away until the update takes another step, or another one comes. */
export function updateHint({ name, version }: Pick<UpdateState, 'name' | 'version'>, away: string | null): UpdateHint | null {
  if (version === null || name === 'off' || name === 'idle' || name === 'checking') return null;
  const hint: UpdateHint = { name, version, button: BUTTONS[name] };
  return hintKey(hint) === away ? null : hint;
}

/** The step of an update that can be put away. Loading is put away together with the offer, whose answer it is. */
export const hintKey = ({ name, version }: Pick<UpdateHint, 'name' | 'version'>) => `${name === 'loading' ? 'available' : name} ${version}`;

const storageKey = (user: number) => `orderline.update_hint.${user}`;

/** Which step this user has put away on this device. */
export function hintAway(user: number): string | null {
  try {
    return localStorage.getItem(storageKey(user));
  } catch {
    return null;
  }
}

/** Puts a step away, for later starts too. */
export function putAway(user: number, hint: UpdateHint): void {
  try {
    localStorage.setItem(storageKey(user), hintKey(hint));
  } catch {
    // Private mode: it is away as long as the page lives.
  }
}
