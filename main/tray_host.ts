import { execFile } from 'node:child_process';

const WATCHER = 'org.kde.StatusNotifierWatcher';

/** Whether this desktop shows tray icons. Windows and macOS do; on Linux the session bus knows, and no answer means no. */
export async function hasTrayHost(platform: NodeJS.Platform): Promise<boolean> {
  if (platform !== 'linux') return true;
  return (await says('gdbus', GDBUS)) || (await says('dbus-send', DBUS_SEND));
}

const GDBUS = [
  ...['call', '--session', '--timeout', '1', '--dest', WATCHER, '--object-path', '/StatusNotifierWatcher'],
  ...['--method', 'org.freedesktop.DBus.Properties.Get', WATCHER, 'IsStatusNotifierHostRegistered'],
];
const DBUS_SEND = [
  ...['--session', '--print-reply', '--reply-timeout=1000', `--dest=${WATCHER}`, '/StatusNotifierWatcher'],
  ...['org.freedesktop.DBus.Properties.Get', `string:${WATCHER}`, 'string:IsStatusNotifierHostRegistered'],
];

function says(program: string, words: readonly string[]): Promise<boolean> {
  return new Promise((resolve) => {
    execFile(program, words, { timeout: 1500 }, (error, stdout) => resolve(error === null && /\btrue\b/.test(stdout)));
  });
}
