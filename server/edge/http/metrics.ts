import { createHash, timingSafeEqual } from 'node:crypto';
import { Refusal } from '../../refusal';
import { route, type Route } from './route';

/** What the process counts of itself, for Prometheus. */
export const metricsRoutes: readonly Route[] = [
  route('GET /metrics', {}, async (parts, { request }) => {
    const { type, body } = await parts.metrics.text();
    request.res!.status(200).set('Content-Type', type).end(body);
    return { body: undefined, is_written: true };
  }),
];

/** Refuses whoever does not bring the token; where there is none, there is no such route. */
export function permitMetrics(token: string | undefined, bearer: string | undefined): void {
  if (token === undefined) throw new Refusal('not_found');
  if (bearer === undefined || !timingSafeEqual(digest(bearer), digest(token))) throw new Refusal('unauthorized');
}

const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
