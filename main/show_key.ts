import type { GlobalShortcut } from 'electron';

export type ShowKey = { set(key: string | null): 'none' | 'ready' | 'taken'; remove(): void };

/** The key that brings the window up from anywhere in the system. */
export function createShowKey(globalShortcut: Pick<GlobalShortcut, 'register' | 'unregister'>, onPress: () => void): ShowKey {
  let held: string | null = null;
  const remove = () => {
    if (held !== null) globalShortcut.unregister(held);
    held = null;
  };
  return {
    remove,
    set(key) {
      remove();
      if (key === null) return 'none';
      try {
        if (!globalShortcut.register(key, onPress)) return 'taken';
      } catch {
        return 'taken';
      }
      held = key;
      return 'ready';
    },
  };
}
