import { parseArgs } from 'node:util';

const WORKERS_MAX = 64;

/** The number after `--workers`; 1 without. Throws an error of one readable line. */
export function readWorkers(args: readonly string[]): number {
  const { workers } = parseArgs({ args: [...args], options: { workers: { type: 'string', default: '1' } }, strict: true }).values;
  if (!/^\d{1,2}$/.test(workers) || Number(workers) < 1 || Number(workers) > WORKERS_MAX) throw new Error(`--workers: must be a whole number from 1 to ${WORKERS_MAX}`);
  return Number(workers);
}
