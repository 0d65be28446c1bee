const KEPT = 30;

const storageKey = (user: number) => `orderline.palette.${user}`;

/** What this user chose last on this device, newest first. */
export function recentOf(user: number): readonly string[] {
  try {
    const value: unknown = JSON.parse(localStorage.getItem(storageKey(user)) ?? '[]');
    return Array.isArray(value) ? value.filter((key): key is string => typeof key === 'string').slice(0, KEPT) : [];
  } catch {
    return [];
  }
}

/** Puts what was chosen in front. */
export function remember(user: number, key: string): void {
  try {
    localStorage.setItem(storageKey(user), JSON.stringify([key, ...recentOf(user).filter((other) => other !== key)].slice(0, KEPT)));
  } catch {
    // Private mode: nothing is remembered.
  }
}
