import { countForReports } from '../../domain/counting';
import type { Parts } from '../../parts';

const EVERY_MS = 15_000;

/** Counts for reports, now and then, until it is stopped. What is left uncounted is counted by whoever comes next. */
export function startCounting(parts: Parts): { stop(): Promise<void> } {
  let isStopping = false;
  let timer: NodeJS.Timeout | undefined;
  let counting: Promise<void> = Promise.resolve();
  const count = () => {
    counting = countForReports(parts, () => isStopping).then(
      () => undefined,
      (error: unknown) => parts.log.warn({ err: error }, 'reports were not counted on'),
    );
    void counting.then(() => {
      if (!isStopping) timer = setTimeout(count, EVERY_MS).unref();
    });
  };
  timer = setTimeout(count, EVERY_MS).unref();
  return {
    stop() {
      isStopping = true;
      clearTimeout(timer);
      return counting;
    },
  };
}
