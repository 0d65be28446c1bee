import type { Worker } from 'node:cluster';
import { AggregatorRegistry, type Registry } from 'prom-client';
import { Refusal } from '../refusal';

/** What a worker asks its primary for, and what it is told. `text` is null when a worker did not answer. */
type Asked = { metrics_asked: number };
type Told = { metrics_told: number; text: string | null };

/** Longer than the library gives the workers. */
const PATIENCE_MS = 6_000;

/** The number of this worker among those of its machine; a worker that takes another one's place has the same. */
export const workerNumber = (): string => process.env[WORKER_NUMBER] ?? '1';
export const WORKER_NUMBER = 'ORDERLINE_WORKER';

/** In a worker: gives its own numbers, each with its label, and answers how to ask for those of all. */
export function shareMetrics(registry: Registry): () => Promise<string> {
  registry.setDefaultLabels({ worker: workerNumber() });
  AggregatorRegistry.setRegistries(registry);
  // Its making is what lets this worker answer its primary.
  new AggregatorRegistry();
  const waiting = new Map<number, (text: string | null) => void>();
  let asked = 0;
  process.on('message', (message: unknown) => {
    if (has(message, 'metrics_told')) waiting.get((message as Told).metrics_told)?.((message as Told).text);
  });
  return async () => {
    const number = (asked += 1);
    const text = await new Promise<string | null>((resolve) => {
      const timer = setTimeout(resolve, PATIENCE_MS, null);
      waiting.set(number, (told) => {
        clearTimeout(timer);
        resolve(told);
      });
      process.send?.({ metrics_asked: number } satisfies Asked, undefined, {}, () => undefined);
    });
    waiting.delete(number);
    if (text === null) throw new Refusal('unavailable', { retry_after: 1 });
    return text;
  };
}

/** In the primary: answers a worker that asks for the numbers of all. */
export function createMetricsAnswer(): (worker: Worker, message: unknown) => void {
  const all = new AggregatorRegistry();
  return (worker, message) => {
    if (!has(message, 'metrics_asked')) return;
    const { metrics_asked } = message as Asked;
    const tell = (text: string | null) => worker.send({ metrics_told: metrics_asked, text } satisfies Told, () => undefined);
    all.clusterMetrics().then(tell, () => tell(null));
  };
}

const has = (message: unknown, key: string): boolean => typeof message === 'object' && message !== null && key in message;
