import { randomUUID } from 'node:crypto';
import { ERRORS, type Lock, type Locker } from '@tus/utils';
import type { Logger } from 'pino';
import type { Database } from '../database/database';
import { keepUpload, leaveUpload, takeUpload } from '../sql/upload_locks';

/** A process that does not say for this long that it still writes has lost the upload. */
const LEASE_MS = 10_000;
const KEEP_EVERY_MS = 500;
const ASK_EVERY_MS = 100;
/** Longer than a lease, so that nobody is turned away because of a process that was killed. */
const WAIT_MS = 15_000;

type Writer = { leave(): void; left: Promise<void> };
const never = new Promise<never>(() => undefined);

/**
 * One request at a time touches an upload, whichever process it has come to: two that wrote at once could change a file that was looked
 * through already. Whoever comes later is let through, since he is a sender whose earlier connection nobody has seen break; the request
 * before him is told to end. A row with a time to live, not a lock of the database: that one would hold a connection for as long as a phone sends.
 */
export function createUploadLocks({ db, log }: { db: Database; log: Logger }): Locker {
  /** Those of this process, who need not be asked by way of the database. */
  const here = new Map<string, Writer>();

  function newLock(key: string): Lock {
    const claim = { key, holder: randomUUID(), leaseMs: LEASE_MS };
    let keeping: NodeJS.Timeout | undefined;
    let mine: Writer | undefined;
    let end: () => void = () => undefined;

    async function keep(leave: () => void): Promise<void> {
      // Without the database it is not known; the next round asks again.
      const standing = await keepUpload(db, claim).catch(() => 'unknown' as const);
      if (standing === 'wanted' || standing === 'lost') leave();
    }

    return {
      async lock(signal, requestRelease) {
        const deadline = Date.now() + WAIT_MS;
        while (!(await takeUpload(db, claim))) {
          if (signal.aborted || Date.now() > deadline) throw ERRORS.ERR_LOCK_TIMEOUT;
          const other = here.get(key);
          other?.leave();
          await Promise.race([new Promise((resolve) => setTimeout(resolve, ASK_EVERY_MS)), other?.left ?? never]);
        }
        const leave = () => void requestRelease();
        mine = { leave, left: new Promise((resolve) => (end = resolve)) };
        here.set(key, mine);
        keeping = setInterval(() => void keep(leave), KEEP_EVERY_MS).unref();
      },
      async unlock() {
        clearInterval(keeping);
        if (here.get(key) === mine) here.delete(key);
        await leaveUpload(db, key, claim.holder).catch((error: unknown) => log.warn({ err: error }, 'the lock of an upload runs out by itself'));
        end();
      },
    };
  }

  return { newLock };
}
