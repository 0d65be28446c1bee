import { execFile } from 'node:child_process';
import type { DoNotDisturb } from '../../protocol/alerts/decision';

/** Runs a program of the system and gives what it says; null when it is not there, fails, or takes too long. */
export type Run = (program: string, words: readonly string[]) => Promise<string | null>;

/** How a system is asked. `isLocked` is null where it is told by an event or cannot be known. */
export type Quiet = { doNotDisturb(): Promise<DoNotDisturb>; isLocked(): Promise<boolean | null> };

const PATIENCE_MS = 1500;

export const runProgram: Run = (program, words) =>
  new Promise((resolve) => {
    execFile(program, words, { timeout: PATIENCE_MS, windowsHide: true }, (error, stdout) => resolve(error === null ? stdout : null));
  });
