import type { Quiet, Run } from './ask';
import { linuxQuiet } from './linux';
import { macQuiet, type ReadText } from './mac';
import { windowsQuiet } from './windows';

export type QuietParts = {
  platform: NodeJS.Platform;
  run: Run;
  read: ReadText;
  /** The user's own folder. */
  home: string;
  /** What the session calls its desktop (`XDG_CURRENT_DESKTOP`). */
  desktop: string;
};

/** How this system is asked for its do-not-disturb. */
export function quietOf({ platform, run, read, home, desktop }: QuietParts): Quiet {
  if (platform === 'win32') return windowsQuiet(run);
  return platform === 'darwin' ? macQuiet(read, home) : linuxQuiet(run, desktop);
}
