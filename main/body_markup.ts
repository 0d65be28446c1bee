import type { Run } from './quiet/ask';

const SERVICE = 'org.freedesktop.Notifications';
const PATH = '/org/freedesktop/Notifications';
const GDBUS = ['call', '--session', '--timeout', '1', '--dest', SERVICE, '--object-path', PATH, '--method', `${SERVICE}.GetCapabilities`];
const DBUS_SEND = ['--session', '--print-reply', '--reply-timeout=1000', `--dest=${SERVICE}`, PATH, `${SERVICE}.GetCapabilities`];

/**
 * Whether the body of a notification is read as markup. Linux desktops that say so do, and Electron hands the body to them as it is.
 * No answer counts as yes: nearly all do, and an escaped sign is better than a sentence that has vanished.
 */
export async function readsMarkup(platform: NodeJS.Platform, run: Run): Promise<boolean> {
  if (platform !== 'linux') return false;
  const answer = (await run('gdbus', GDBUS)) ?? (await run('dbus-send', DBUS_SEND));
  return answer === null || /\bbody-markup\b/.test(answer);
}

/** The text as it is written in the notifications' markup. Their specification knows these three signs. */
export function escapeMarkup(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
