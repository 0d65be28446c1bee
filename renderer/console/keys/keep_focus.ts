import { useEffect } from 'react';
import { focusFirstRow } from '../inbox/row_focus';

const REMEMBERED = 12;

/**
 * The focus never falls out of the page: when what has it goes away, the row that took its place in the list gets it, a row too where it was
 * something else beside the list, or else what had it before. A click on an empty place takes it away on purpose and is left alone.
 */
export function useKeptFocus(): void {
  useEffect(() => {
    let before: HTMLElement[] = [];
    let place: number | null = null;
    let isInList = false;

    const onFocusIn = ({ target }: FocusEvent) => {
      if (!(target instanceof HTMLElement) || target === document.body) return;
      before = [target, ...before.filter((one) => one !== target && one.isConnected)].slice(0, REMEMBERED);
      const row = target.closest('.room-row');
      isInList = target.closest('.inbox') !== null;
      place = row ? Number(row.getAttribute('aria-posinset')) : null;
    };
    const check = () => {
      const last = before[0];
      if (!last || document.activeElement !== document.body || isThere(last)) return;
      const open = document.querySelector('dialog[open]');
      // Whoever worked in the list goes on there: keys that were meant for it would be typed into a message.
      const row = place === null ? (isInList && !open ? document.querySelector<HTMLElement>('.room-list .room-open[tabindex="0"]') : null) : rowAt(place);
      const next = row ?? before.find((one) => isThere(one) && (!open || open.contains(one)));
      if (next) next.focus({ preventScroll: true });
      // A page of its own was left, and nothing is there any more that had it.
      else if (!open && !focusFirstRow()) document.querySelector<HTMLElement>('.inbox button')?.focus();
    };
    // At the beginning nothing has it, not even the sign-in any more: the list does, unless a chat that is open takes it.
    let hasBegun = false;
    const begin = () => {
      const isFree = document.activeElement === document.body && document.querySelector('dialog[open], .pane:not(.no-pane)') === null;
      hasBegun = !isFree || focusFirstRow();
    };
    begin();
    const soon = () => requestAnimationFrame(check);
    const removed = new MutationObserver((changes) => {
      if (!hasBegun) begin();
      if (before[0]?.isConnected === false && changes.length > 0) soon();
    });
    removed.observe(document.body, { childList: true, subtree: true });
    document.addEventListener('focusin', onFocusIn);
    document.addEventListener('focusout', soon);
    return () => {
      removed.disconnect();
      document.removeEventListener('focusin', onFocusIn);
      document.removeEventListener('focusout', soon);
    };
  }, []);
}

function isThere(element: HTMLElement): boolean {
  return element.isConnected && element.checkVisibility() && !element.matches(':disabled');
}

/** The row that stands at this place of the list now, or the last one. */
function rowAt(place: number): HTMLElement | null {
  const rows = [...document.querySelectorAll<HTMLElement>('.room-row')];
  const row = rows.find((one) => Number(one.getAttribute('aria-posinset')) === place) ?? rows.at(-1);
  return row?.querySelector<HTMLElement>('.room-open') ?? null;
}
