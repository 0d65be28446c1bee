import { chmodSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/** What the desktop that is played says of itself on its session bus. */
export type SessionBus = { has_tray_host: boolean; do_not_disturb: 'on' | 'off' | 'unknown'; is_locked: boolean; has_markup?: boolean };

/** A search path on which the session bus answers so: the program asks it by these commands. */
export function pathWithSessionBus(folder: string, bus: SessionBus): string {
  const bin = join(folder, 'bin');
  mkdirSync(bin, { recursive: true });
  playSessionBus(folder, bus);
  const script = [
    '#!/bin/sh',
    'case "$*" in',
    `  *Inhibited*) cat '${bin}/inhibited' ;;`,
    `  *GetCapabilities*) echo "(['actions', 'body'${bus.has_markup === false ? '' : ", 'body-markup'"}],)" ;;`,
    `  *GetActive*) cat '${bin}/locked' ;;`,
    `  *) echo '(<${bus.has_tray_host}>,)' ;;`,
    'esac',
  ].join('\n');
  for (const program of ['gdbus', 'dbus-send']) {
    writeFileSync(join(bin, program), `${script}\n`);
    chmodSync(join(bin, program), 0o755);
  }
  return [bin, process.env.PATH ?? ''].join(delimiter);
}

/** Changes what a running program is told when it asks the next time. */
export function playSessionBus(folder: string, { do_not_disturb, is_locked }: Omit<SessionBus, 'has_tray_host' | 'has_markup'>): void {
  const bin = join(folder, 'bin');
  const inhibited = join(bin, 'inhibited');
  if (do_not_disturb === 'unknown') rmSync(inhibited, { force: true });
  else writeFileSync(inhibited, `(<${do_not_disturb === 'on'}>,)\n`);
  writeFileSync(join(bin, 'locked'), `(${is_locked},)\n`);
}
