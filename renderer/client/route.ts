import { useSyncExternalStore } from 'react';

/** The page's address: `/c` is the list, `/c/<order>` one conversation, `#<token>` an invitation. */

const CHANGED = 'orderline:route';

/** The order that the address names. */
export function orderOf(path: string): number | null {
  const found = /^\/c\/([1-9]\d{0,15})\/?$/.exec(path)?.[1];
  const order = Number(found);
  return found !== undefined && Number.isSafeInteger(order) ? order : null;
}

/** The invitation's token in the address, if there is one. */
export function inviteOf(hash: string): string | null {
  const token = hash.replace(/^#/, '');
  return /^[A-Za-z0-9_-]{16,}$/.test(token) ? token : null;
}

/** Takes the invitation out of the address, so that it is neither bookmarked nor shared by mistake. */
export function forgetInvite(): void {
  history.replaceState(history.state, '', location.pathname + location.search);
}

/** Goes to an order's conversation, or to the list. */
export function goTo(order: number | null, is_replacing = false): void {
  const path = order === null ? '/c' : `/c/${order}`;
  if (path === location.pathname) return;
  if (is_replacing) history.replaceState(null, '', path);
  else history.pushState(null, '', path);
  window.dispatchEvent(new Event(CHANGED));
}

function subscribe(listener: () => void): () => void {
  window.addEventListener('popstate', listener);
  window.addEventListener(CHANGED, listener);
  return () => {
    window.removeEventListener('popstate', listener);
    window.removeEventListener(CHANGED, listener);
  };
}

/** The order that is shown. */
export function useOrder(): number | null {
  return useSyncExternalStore(subscribe, () => orderOf(location.pathname));
}
