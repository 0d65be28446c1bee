import { expect } from 'vitest';
import { ERROR_CODES } from '../../protocol/errors';
import type { TestServer } from '../support/server';

/** Words that only the inside knows: a stack, a statement, a table, a path, another program's message. */
const INSIDE = /\bat .+:\d+:\d+|node_modules|\/(?:server|protocol|dist|home|tmp|root)\/|SELECT |INSERT |UPDATE |violates|constraint|syntax error|Sequelize|ECONN|invalid input|zod|Unexpected token|position \d/i;

/** Codes that a bad request may get. `internal` would mean that somebody had not thought of it. */
const CODES: readonly string[] = ERROR_CODES.filter((code) => code !== 'internal');

/** What the answer to a bad request may look like: a code of the list, a text for people, nothing of the inside. */
export function expectFitting(what: unknown, error: { code?: unknown; message?: unknown }): void {
  const seen = { code: error.code, isText: typeof error.message === 'string' && error.message.length > 0, tells: INSIDE.exec(String(error.message))?.[0] };
  expect({ what, ...seen, isKnown: CODES.includes(String(error.code)) }).toEqual({ what, code: error.code, isText: true, tells: undefined, isKnown: true });
}

/** The server is the same process, answers, and its database holds what it must. */
export async function expectUnharmed(server: TestServer): Promise<void> {
  for (const path of ['/healthz', '/readyz']) expect((await fetch(server.url + path)).status).toBe(200);
  const rows = await server.app.parts.db.rows(
    null,
    `SELECT r.id FROM rooms r LEFT JOIN LATERAL (SELECT count(*) AS count, coalesce(max(seq), 0) AS newest, coalesce(min(seq), 1) AS oldest FROM messages m WHERE m.room = r.id) m ON true
      WHERE m.count <> r.last_seq OR m.newest <> r.last_seq OR m.oldest <> 1 OR EXISTS (SELECT 1 FROM participants p WHERE p.room = r.id AND (p.read_seq > r.last_seq OR p.read_seq < 0))`,
  );
  expect(rows).toEqual([]);
}
