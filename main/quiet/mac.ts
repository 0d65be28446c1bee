import { join } from 'node:path';
import type { DoNotDisturb } from '../../protocol/alerts/decision';
import type { Quiet } from './ask';

/** Reads a text file; null when it is not there or may not be read. */
export type ReadText = (path: string) => Promise<string | null>;

/**
 * macOS has no call for it. What the user has switched on stands in a file that only a program with full disk access may read; what a
 * schedule has switched on stands nowhere, so with a schedule "off" would be a guess.
 */
export function macQuiet(read: ReadText, home: string): Quiet {
  const file = async (name: string) => read(join(home, 'Library/DoNotDisturb/DB', name));
  return {
    async doNotDisturb() {
      const [assertions, modes] = await Promise.all([file('Assertions.json'), file('ModeConfigurations.json')]);
      return focusOf(assertions, modes);
    },
    isLocked: () => Promise.resolve(null),
  };
}

/** What the two files say. */
export function focusOf(assertions: string | null, modes: string | null): DoNotDisturb {
  const store = parsed(assertions);
  if (store === null) return 'unknown';
  if (listOf(store.storeAssertionRecords).length > 0) return 'on';
  const known = parsed(modes);
  if (known === null) return 'unknown';
  const configurations = Object.values(recordOf(known.modeConfigurations)).map((each) => recordOf(recordOf(each).triggers));
  const triggers = configurations.flatMap((each) => listOf(each.triggers)).map(recordOf);
  return triggers.some((trigger) => trigger.enabledSetting === ENABLED) ? 'unknown' : 'off';
}

const ENABLED = 2;

function parsed(text: string | null): Record<string, unknown> | null {
  try {
    const [first] = listOf(recordOf(JSON.parse(text ?? '') as unknown).data);
    return first === undefined ? null : recordOf(first);
  } catch {
    return null;
  }
}

function recordOf(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}

function listOf(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}
