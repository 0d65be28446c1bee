import type { KeyboardEvent } from 'react';
import { isInput } from '../../chat/elements';

/** Arrow keys go along the moments that are offered. They belong to the field while it is written in. */
export function stepPresets(event: KeyboardEvent<HTMLElement>): void {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (step === undefined || isInput(event.target)) return;
  event.preventDefault();
  const buttons = [...event.currentTarget.querySelectorAll<HTMLElement>('.when-preset')];
  const at = buttons.findIndex((button) => button === event.currentTarget.ownerDocument.activeElement);
  // From elsewhere in the form: down to the first, up to the last.
  const from = at < 0 && step < 0 ? 0 : at;
  buttons[(from + step + buttons.length) % buttons.length]?.focus();
}
