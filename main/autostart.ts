import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { App } from 'electron';

export type AutostartParts = {
  platform: NodeJS.Platform;
  app: Pick<App, 'setLoginItemSettings'>;
  /** The program and the words with which it starts. */
  command: readonly string[];
  /** The user's configuration folder (XDG_CONFIG_HOME), where Linux desktops look. */
  config: string;
  log(text: string): void;
};

export type Autostart = { set(isOn: boolean): 'on' | 'off' | 'failed' };

const FILE = 'com.orderline.console.desktop';

/** Starts the program hidden when the user signs in to the system, or no more. */
export function createAutostart({ platform, app, command, config, log }: AutostartParts): Autostart {
  const [path = '', ...args] = command;
  return {
    set(isOn) {
      try {
        if (platform === 'linux') setEntry(isOn);
        else app.setLoginItemSettings({ openAtLogin: isOn, path, args: [...args, '--hidden'] });
        return isOn ? 'on' : 'off';
      } catch (error) {
        log(`Starting with the system could not be turned ${isOn ? 'on' : 'off'}: ${String(error)}.`);
        return 'failed';
      }
    },
  };

  function setEntry(isOn: boolean): void {
    const folder = join(config, 'autostart');
    if (!isOn) return rmSync(join(folder, FILE), { force: true });
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, FILE), desktopEntry([...command, '--hidden']));
  }
}

/** The entry of the XDG autostart specification that runs these words. */
export function desktopEntry(words: readonly string[]): string {
  return ['[Desktop Entry]', 'Type=Application', 'Name=Orderline', `Exec=${words.map(quoted).join(' ')}`, 'Terminal=false', 'X-GNOME-Autostart-enabled=true', ''].join('\n');
}

/** One word of an Exec line: quoted, with the characters escaped that mean something there, and `%` doubled. */
function quoted(word: string): string {
  // The file's own rule for strings escapes each backslash once more.
  return `"${word.replace(/["`$\\]/g, '\\$&').replace(/\\/g, '\\\\').replace(/%/g, '%%')}"`;
}
