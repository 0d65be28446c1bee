import type { DoNotDisturb } from '../../protocol/alerts/decision';
import type { Quiet, Run } from './ask';

const CURRENT = 'HKCU\\Software\\Microsoft\\Windows\\CurrentVersion';
/** Where builds of Windows keep the chosen profile of do-not-disturb ("focus assist" before); its key is named after it in all of them. */
const PROFILES = `${CURRENT}\\CloudStore\\Store`;
/** A machine under load may answer too late once or twice; one that has no such key is not asked for ever. */
const SEARCHES_MAX = 3;

/**
 * Windows has no documented call for it. The registry says whether notifications are switched off altogether and which profile the user
 * has chosen; what its own rules (a game, a presentation) switch on for a while is not there.
 */
export function windowsQuiet(run: Run): Quiet {
  let keys: string[] = [];
  let searches = 0;
  return {
    async doNotDisturb() {
      const toasts = await run('reg', ['query', `${CURRENT}\\PushNotifications`, '/v', 'ToastEnabled']);
      if (/\bREG_DWORD\s+0x0\s*$/m.test(toasts ?? '')) return 'on';
      // Looking for the key goes through many; its name does not change while the program runs.
      if (keys.length === 0 && searches < SEARCHES_MAX) {
        searches += 1;
        keys = keysIn(await run('reg', ['query', PROFILES, '/s', '/k', '/f', 'quiethourssettings']));
      }
      const said = await Promise.all(keys.map((key) => run('reg', ['query', key, '/s', '/v', 'Data'])));
      return profileIn(said.join('\n'));
    },
    isLocked: () => Promise.resolve(null),
  };
}

/** The keys that `reg query /k` has found. */
export function keysIn(answer: string | null): string[] {
  return [...(answer ?? '').matchAll(/^HKEY_CURRENT_USER\\.*quiethourssettings.*$/gim)].map(([key]) => key.trim());
}

/** The profile that the binary values name. Several different ones, or none, say nothing. */
export function profileIn(answer: string): DoNotDisturb {
  const blobs = [...answer.matchAll(/\bREG_BINARY\s+([0-9A-F]+)/gi)].map(([, hex = '']) => Buffer.from(hex, 'hex').toString('latin1').replaceAll('\0', ''));
  const names = new Set(blobs.flatMap((blob) => [...blob.matchAll(/Microsoft\.QuietHoursProfile\.(Unrestricted|PriorityOnly|AlarmsOnly)/g)].map(([, name]) => name)));
  if (names.size !== 1) return 'unknown';
  return names.has('Unrestricted') ? 'off' : 'on';
}
