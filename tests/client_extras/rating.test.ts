import { afterAll, beforeAll, expect, it } from 'vitest';
import type { RatingAnswer } from '../../protocol/ratings';
import { nameOf } from '../support/posts';
import { startServer, type TestServer } from '../support/server';

let server: TestServer;
beforeAll(async () => {
  server = await startServer({ environment: { RATING_STATUSES: 'done, closed' } });
});
afterAll(() => server.close());

it('takes one rating of a finished order, changeable for a day', async () => {
  const { client, expert, room, order } = await server.people.makeRoom();
  const path = `/api/chat/rooms/${room.id}/rating`;
  expect((await client.http<RatingAnswer>('GET', path)).body).toEqual({ rating: null, can_rate: false });
  expect((await client.http('PUT', path, { rating: 5 })).status).toBe(409);
  await server.people.putOrder(order, { status: 'closed', client: nameOf(client), expert: nameOf(expert) });
  expect((await client.http<RatingAnswer>('GET', path)).body.can_rate).toBe(true);
  expect((await client.http('PUT', path, { rating: 6 })).status).toBe(400);
  expect((await client.http('PUT', path, { rating: 2, comment: 'Долго' })).status).toBe(200);
  expect((await client.http<RatingAnswer>('PUT', path, { rating: 4 })).body.rating).toMatchObject({ rating: 4, comment: '' });
  expect((await expert.http('PUT', path, { rating: 5 })).status).toBe(403);
  expect((await expert.http<RatingAnswer>('GET', path)).body).toMatchObject({ rating: { rating: 4 }, can_rate: false });
  const seen = await server.people.marketplace<{ rating: { rating: number } }>('GET', `/api/orders/${order}`);
  expect(seen.body.rating.rating).toBe(4);
  await server.app.parts.db.rows(null, `UPDATE ratings SET created_at = now() - interval '25 hours' WHERE "order" = $1`, [order]);
  expect((await client.http('PUT', path, { rating: 1 })).status).toBe(409);
  expect((await client.http<RatingAnswer>('GET', path)).body).toMatchObject({ rating: { rating: 4 }, can_rate: false });
});
