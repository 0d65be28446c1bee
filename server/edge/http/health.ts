import { Refusal } from '../../refusal';
import { route, type Route } from './route';

const DATABASE_ANSWER_MS = 2_000;

/** `version` is the package's; the desktop recognises a server of ours by the name. */
export function healthRoutes(version: string): readonly Route[] {
  return [
    route('GET /healthz', {}, async () => ({ body: { status: 'ok', name: 'orderline', version } })),
    route('GET /readyz', {}, async (parts) => {
      const silence = new Promise<never>((_resolve, reject) => {
        setTimeout(() => reject(new Refusal('unavailable', { retry_after: 1 })), DATABASE_ANSWER_MS).unref();
      });
      try {
        await Promise.race([parts.db.rows(null, 'SELECT 1'), silence]);
      } catch {
        throw new Refusal('unavailable', { retry_after: 1 });
      }
      return { body: { status: 'ready' } };
    }),
  ];
}
