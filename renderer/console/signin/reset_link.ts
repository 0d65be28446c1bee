const LINK = /^#reset=([\w-]{16,200})$/;

/** The token of a letter's link in the page's address, which is cleared of it at once; null when there is none. */
export function takeResetToken(): string | null {
  const token = LINK.exec(location.hash)?.[1] ?? null;
  if (token !== null) history.replaceState(history.state, '', location.pathname + location.search);
  return token;
}

/** A link that is opened in a page that is there already begins anew with it. */
export function watchResetLink(): void {
  window.addEventListener('hashchange', () => {
    if (LINK.test(location.hash)) location.reload();
  });
}
