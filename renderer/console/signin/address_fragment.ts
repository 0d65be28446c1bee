import type { Brought } from '../gate';

const LINK = /^#reset=([\w-]{16,200})$/;
const SETUP = /^#setup=([\w-]{16,200})$/;
const REFUSED = /^#sign_in=(\w+)$/;

/** What the page's address brings behind its `#`, which is cleared at once: a letter's token is nobody else's to read. */
export function takeBrought(): Brought {
  const reset = LINK.exec(location.hash)?.[1] ?? null;
  const setup = SETUP.exec(location.hash)?.[1] ?? null;
  const code = REFUSED.exec(location.hash)?.[1];
  if (reset !== null || setup !== null || code !== undefined) history.replaceState(history.state, '', location.pathname + location.search);
  if (code === undefined) return { reset, setup };
  return { reset, notice: code === 'unauthorized' ? 'sso_refused' : 'sso_away' };
}

/** A link that is opened in a page that is there already begins anew with it. */
export function watchResetLink(): void {
  window.addEventListener('hashchange', () => {
    if (LINK.test(location.hash) || SETUP.test(location.hash)) location.reload();
  });
}
