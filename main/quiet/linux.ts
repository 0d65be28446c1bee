import type { DoNotDisturb } from '../../protocol/alerts/decision';
import type { Quiet, Run } from './ask';

const call = (name: string, path: string, method: string, ...words: string[]) => [
  ...['call', '--session', '--timeout', '1', '--dest', name, '--object-path', path, '--method', method],
  ...words,
];
const BUS = 'org.freedesktop.Notifications';
/** Plasma, and whoever follows it, says on the bus whether notifications are held back. */
const INHIBITED = call(BUS, '/org/freedesktop/Notifications', 'org.freedesktop.DBus.Properties.Get', BUS, 'Inhibited');
const LOCKS = [
  call('org.gnome.ScreenSaver', '/org/gnome/ScreenSaver', 'org.gnome.ScreenSaver.GetActive'),
  call('org.freedesktop.ScreenSaver', '/org/freedesktop/ScreenSaver', 'org.freedesktop.ScreenSaver.GetActive'),
];

/** Desktops that keep their do-not-disturb among their settings: how it is read, and which word means that it is on. */
const SETTINGS: readonly { desktop: RegExp; program: string; words: string[]; on: string }[] = [
  { desktop: /\b(GNOME|Unity|ubuntu)\b/i, program: 'gsettings', words: ['get', 'org.gnome.desktop.notifications', 'show-banners'], on: 'false' },
  { desktop: /\bX-Cinnamon\b/i, program: 'gsettings', words: ['get', 'org.cinnamon.desktop.notifications', 'display-notifications'], on: 'false' },
  { desktop: /\bXFCE\b/i, program: 'xfconf-query', words: ['-c', 'xfce4-notifyd', '-p', '/do-not-disturb'], on: 'true' },
];

/** Linux: the notification service is asked first, then the settings of the desktop that runs (`XDG_CURRENT_DESKTOP`). */
export function linuxQuiet(run: Run, desktop: string): Quiet {
  return {
    async doNotDisturb() {
      const held = truth(await run('gdbus', INHIBITED));
      if (held !== null) return held ? 'on' : 'off';
      const place = SETTINGS.find((each) => each.desktop.test(desktop));
      return place === undefined ? 'unknown' : said(await run(place.program, place.words), place.on);
    },
    async isLocked() {
      const answers = await Promise.all(LOCKS.map((words) => run('gdbus', words)));
      const known = answers.map(truth).filter((answer) => answer !== null);
      return known.length === 0 ? null : known.includes(true);
    },
  };
}

function truth(answer: string | null): boolean | null {
  const word = answer?.match(/\b(true|false)\b/)?.[1];
  return word === undefined ? null : word === 'true';
}

function said(answer: string | null, on: string): DoNotDisturb {
  const isTrue = truth(answer);
  return isTrue === null ? 'unknown' : String(isTrue) === on ? 'on' : 'off';
}
