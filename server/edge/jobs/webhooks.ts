import { claimDue, deliver } from '../../domain/webhook_telling';
import type { Parts } from '../../parts';
import { dueEndpoints, forgetFinished } from '../../sql/webhook_outbox';

const LOOK_MS = 250;
const REST_MS = 1_000;
const FORGET_MS = 3_600_000;
/** So many lanes of one endpoint are under way at once in this process. An endpoint that is slow fills its own places and nobody else's. */
const AT_ONCE = 8;
/** A database that is away must not hold up the end. */
const LOST_MS = 4_000;

/** Tells endpoints what is due. What is claimed is this server's alone, so every server may look. */
export function startWebhooks(parts: Parts): { stop(): Promise<void> } {
  const stopping = new AbortController();
  /** What is under way, and which endpoints are being looked at, so that none gets more than its places. */
  const underWay = new Map<number, Set<Promise<void>>>();
  const looking = new Set<number>();
  const lookAgain = new Set<number>();
  /** Endpoints of which everything that is due stands behind something that is not. */
  const restsUntil = new Map<number, number>();
  let timer: NodeJS.Timeout | undefined;
  let forgottenAt = 0;
  let round: Promise<void> = Promise.resolve();
  const complain = (error: unknown) => parts.log.warn({ err: error }, 'webhooks were not told');

  /** Claims and begins what is due; answers whether the endpoint has nothing to do here now. */
  const fill = async (endpoint: number): Promise<{ isIdle: boolean }> => {
    const own = underWay.get(endpoint) ?? new Set();
    underWay.set(endpoint, own);
    if (looking.has(endpoint)) {
      // Whoever looks may have looked too early: he looks again.
      lookAgain.add(endpoint);
      return { isIdle: false };
    }
    if (own.size >= AT_ONCE || stopping.signal.aborted) return { isIdle: false };
    looking.add(endpoint);
    try {
      const due = await claimDue(parts, endpoint, AT_ONCE - own.size);
      for (const claimed of due) {
        const work: Promise<void> = deliver(parts, claimed, stopping.signal).catch(complain).then(() => {
          own.delete(work);
          // The next of its lane, at once.
          void fill(endpoint).catch(complain);
        });
        own.add(work);
      }
      return { isIdle: own.size === 0 };
    } finally {
      looking.delete(endpoint);
      if (lookAgain.delete(endpoint)) void fill(endpoint).catch(complain);
    }
  };
  const look = async (): Promise<void> => {
    if (Date.now() - forgottenAt > FORGET_MS) {
      forgottenAt = Date.now();
      // Beside the telling: however long it takes or whatever becomes of it, nobody waits for it.
      forgetFinished(parts.db).catch(complain);
    }
    const now = Date.now();
    const due = (await dueEndpoints(parts.db)).filter((endpoint) => (restsUntil.get(endpoint) ?? 0) <= now);
    await Promise.all(
      due.map(async (endpoint) => {
        if ((await fill(endpoint)).isIdle) restsUntil.set(endpoint, now + REST_MS);
      }),
    );
  };
  const later = () => {
    timer = setTimeout(() => {
      round = look().catch(complain).then(() => {
        if (!stopping.signal.aborted) later();
      });
    }, LOOK_MS).unref();
  };
  later();
  return {
    async stop() {
      stopping.abort();
      clearTimeout(timer);
      const ended = round.then(() => Promise.all([...underWay.values()].flatMap((own) => [...own])));
      await Promise.race([ended, new Promise((resolve) => setTimeout(resolve, LOST_MS).unref())]);
    },
  };
}
