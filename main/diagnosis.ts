import { unlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Check, Diagnosis, ShellState } from '../protocol/desktop_shell';

export type DiagnosisParts = {
  now(): number;
  versions(): Record<string, string>;
  server(): string | null;
  fetch: typeof globalThis.fetch;
  keepsSecrets(): boolean;
  hasNotifications(): boolean;
  hasTray(): Promise<boolean>;
  /** The app's own folder. */
  folder: string;
  shell(): ShellState;
  crashes(): number;
  log(): string[];
};

const TIMEOUT_MS = 10_000;
const SLOW_MS = 2_000;
/** Tokens and what is due count by the clock; the header that is compared with has whole seconds. */
const SKEW_MS = 30_000;

/** Looks at everything that the desktop depends on. It never throws: what cannot be found out is `unknown`. */
export async function diagnose(parts: DiagnosisParts): Promise<Diagnosis> {
  const [reached, tray] = await Promise.all([reach(parts), parts.hasTray()]);
  const shell = parts.shell();
  const checks: Check[] = [
    ...reached,
    say('secrets', parts.keepsSecrets() ? 'good' : 'doubtful'),
    say('notifications', parts.hasNotifications() ? 'good' : 'bad'),
    say('tray', tray ? 'good' : 'doubtful'),
    storage(parts.folder),
    say('autostart', shell.autostart === 'failed' ? 'bad' : 'good', shell.autostart),
    say('show_key', shell.show_key === 'taken' ? 'bad' : 'good', shell.show_key),
    say('crashes', parts.crashes() === 0 ? 'good' : 'doubtful', String(parts.crashes())),
    say('update', shell.update.name === 'failed' ? 'doubtful' : shell.update.name === 'off' ? 'unknown' : 'good', `${shell.update.name} ${shell.update.detail}`.trim()),
  ];
  return { at: new Date(parts.now()).toISOString(), versions: parts.versions(), checks, log: parts.log() };
}

const say = (name: Check['name'], state: Check['state'], detail = ''): Check => ({ name, state, detail: detail.slice(0, 300) });

async function reach({ server, fetch, now }: DiagnosisParts): Promise<Check[]> {
  const address = server();
  if (address === null) return [say('server', 'unknown'), say('certificate', 'unknown'), say('clock', 'unknown')];
  const isSecure = address.startsWith('https:');
  const began = now();
  try {
    const response = await fetch(new URL('/healthz', address).href, { redirect: 'error', credentials: 'omit', signal: AbortSignal.timeout(TIMEOUT_MS) });
    await response.body?.cancel();
    const took = now() - began;
    const date = Date.parse(response.headers.get('date') ?? '');
    const skew = Number.isNaN(date) ? null : Math.round((began + now()) / 2 - date);
    return [
      say('server', response.ok ? (took > SLOW_MS ? 'doubtful' : 'good') : 'bad', `${address} · ${response.status} · ${took} ms`),
      say('certificate', isSecure ? 'good' : 'unknown', isSecure ? '' : 'http'),
      skew === null ? say('clock', 'unknown') : say('clock', Math.abs(skew) > SKEW_MS ? 'bad' : 'good', `${Math.round(skew / 1000)} s`),
    ];
  } catch (error) {
    const text = error instanceof Error ? `${error.message}${error.cause instanceof Error ? `: ${error.cause.message}` : ''}` : String(error);
    const isCertificate = /CERT|SSL|TLS|certificate/i.test(text);
    return [say('server', 'bad', `${address} · ${text}`), say('certificate', isCertificate ? 'bad' : 'unknown', isCertificate ? text : ''), say('clock', 'unknown')];
  }
}

function storage(folder: string): Check {
  const path = join(folder, 'diagnosis.tmp');
  try {
    writeFileSync(path, 'x');
    unlinkSync(path);
    return say('storage', 'good');
  } catch (error) {
    return say('storage', 'bad', error instanceof Error ? error.message : String(error));
  }
}
