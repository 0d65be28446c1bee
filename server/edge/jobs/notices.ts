import { mailUnread } from '../../domain/mailing';
import { pushUnread } from '../../domain/pushing';
import type { Parts } from '../../parts';

const PUSH_EVERY_MS = 2_000;
const MAIL_EVERY_MS = 10_000;
/** A push service or a mail server that does not answer must not hold up the end. */
const LOST_MS = 4_000;

/** Looks every few seconds for whom to tell of what stands unread, by push and by letter. What is due is claimed in the database, so every server may look. */
export function startNotices(parts: Parts): { stop(): Promise<void> } {
  const pushes = lookEvery(parts, PUSH_EVERY_MS, () => pushUnread(parts));
  const letters = parts.mail === null ? undefined : lookEvery(parts, MAIL_EVERY_MS, (stopping) => mailUnread(parts, stopping));
  return {
    async stop() {
      await Promise.all([pushes.stop(), letters?.stop()]);
    },
  };
}

function lookEvery(parts: Parts, everyMs: number, look: (stopping: AbortSignal) => Promise<unknown>): { stop(): Promise<void> } {
  const stopping = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  let looking: Promise<void> = Promise.resolve();
  const once = async () => {
    try {
      await look(stopping.signal);
    } catch (error) {
      parts.log.warn({ err: error }, 'unread messages were not looked for');
    }
  };
  const later = () => {
    timer = setTimeout(() => {
      looking = once().then(() => {
        if (!stopping.signal.aborted) later();
      });
    }, everyMs).unref();
  };
  later();
  return {
    async stop() {
      stopping.abort();
      clearTimeout(timer);
      await Promise.race([looking, new Promise((resolve) => setTimeout(resolve, LOST_MS).unref())]);
    },
  };
}
