const NAMES: Record<string, string> = { Space: 'Space' };

/** The pressed keys in the spelling of the system's shortcuts; null while only modifiers are down, `bad` when they make none. */
export function globalKeyOf(event: Pick<KeyboardEvent, 'code' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey'>, isMac: boolean): string | 'bad' | null {
  if (/^(Control|Shift|Alt|Meta|OS)(Left|Right)?$/.test(event.code)) return null;
  const key = /^Key([A-Z])$/.exec(event.code)?.[1] ?? /^Digit(\d)$/.exec(event.code)?.[1] ?? /^(F\d{1,2})$/.exec(event.code)?.[1] ?? NAMES[event.code];
  const hasCommand = isMac ? event.metaKey : event.ctrlKey;
  const modifiers = [hasCommand && 'CommandOrControl', isMac && event.ctrlKey && 'Control', event.altKey && 'Alt', event.shiftKey && 'Shift', !isMac && event.metaKey && 'Super'].filter((one) => one !== false);
  // Shift alone would take a letter away from every text.
  if (key === undefined || modifiers.length === 0 || modifiers.length > 3 || modifiers.join() === 'Shift') return 'bad';
  return [...modifiers, key].join('+');
}

/** The same for people. */
export function globalKeyText(key: string, isMac: boolean): string {
  return key.replace('CommandOrControl', isMac ? '⌘' : 'Ctrl').replace('Super', isMac ? '⌘' : 'Super').replaceAll('+', ' + ');
}
