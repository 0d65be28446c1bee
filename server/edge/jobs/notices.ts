import { pushUnread } from '../../domain/pushing';
import type { Parts } from '../../parts';

const EVERY_MS = 2_000;
const LOST_MS = 1_000;

/** Looks every few seconds for whom to tell of what stands unread. What is due is claimed in the database, so every server may look. */
export function startNotices(parts: Parts): { stop(): Promise<void> } {
  let isStopping = false;
  let timer: NodeJS.Timeout | undefined;
  let looking: Promise<void> = Promise.resolve();
  const look = async () => {
    try {
      await pushUnread(parts);
    } catch (error) {
      parts.log.warn({ err: error }, 'unread messages were not looked for');
    }
  };
  const later = () => {
    timer = setTimeout(() => {
      looking = look().then(() => {
        if (!isStopping) later();
      });
    }, EVERY_MS).unref();
  };
  later();
  return {
    async stop() {
      isStopping = true;
      clearTimeout(timer);
      // A push service that does not answer must not hold up the end.
      await Promise.race([looking, new Promise((resolve) => setTimeout(resolve, LOST_MS).unref())]);
    },
  };
}
