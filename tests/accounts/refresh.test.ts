import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { connect } from '../support/people';
import { startServer, type TestServer } from '../support/server';
import { createDesk, type Desk } from './desk';

describe('the refresh token', () => {
  let server: TestServer;
  let desk: Desk;
  beforeAll(async () => {
    server = await startServer();
    desk = createDesk(server);
  });
  afterAll(() => server.close());

  /** A fresh sign-in: its account and first refresh token. */
  async function signIn() {
    const account = await desk.register();
    const { body } = await desk.login(account.email);
    return { account, access: body.access_token, token: body.refresh_token! };
  }

  /** Changes a token for the next; fails the test when that is refused. */
  async function rotate(token: string): Promise<string> {
    const { status, body } = await desk.refresh(token);
    expect(status).toBe(200);
    return body.refresh_token!;
  }

  it('is changed for another one each time, of the same session', async () => {
    const { account, token } = await signIn();
    const second = await desk.refresh(token);
    expect(second.body).toEqual({ access_token: expect.any(String), expires_in: 600, refresh_token: expect.any(String), user: account });
    expect(second.body.refresh_token).not.toBe(token);
    const third = await rotate(second.body.refresh_token!);
    await rotate(third);
    const sessions = await server.app.parts.db.sessions.count({ where: { user: account.id } });
    expect(sessions).toBe(1);
  });

  it('is kept as a hash only', async () => {
    const { account, token } = await signIn();
    const rows = await server.app.parts.db.rows<{ hash: Buffer }>(
      null,
      `SELECT t.hash FROM refresh_tokens t JOIN sessions s ON s.id = t.session WHERE s."user" = $1`,
      [account.id],
    );
    expect(rows).toHaveLength(1);
    expect(rows[0]!.hash).toHaveLength(32);
    expect(rows[0]!.hash.includes(Buffer.from(token, 'base64url'))).toBe(false);
  });

  it('may come once more when its answer was lost, and the lost successor is then worth nothing', async () => {
    const { account, token } = await signIn();
    const lost = await rotate(token);
    const again = await rotate(token);
    expect(again).not.toBe(lost);
    const next = await rotate(again);
    expect(await desk.trail(account.id)).toEqual(['login', 'refresh_repeated']);
    // It turns up after all: somebody holds a copy.
    expect((await desk.refresh(lost)).status).toBe(401);
    expect((await desk.refresh(next)).status).toBe(401);
  });

  it('may lose its answer at every rotation anew', async () => {
    let { token } = await signIn();
    for (let turn = 0; turn < 4; turn++) {
      await rotate(token);
      token = await rotate(token);
    }
    await rotate(token);
  });

  it('ends the family when it comes a third time', async () => {
    const { account, token } = await signIn();
    await rotate(token);
    const newest = await rotate(token);
    expect((await desk.refresh(token)).status).toBe(401);
    expect((await desk.refresh(newest)).status).toBe(401);
    expect(await desk.trail(account.id)).toEqual(['login', 'refresh_repeated', 'refresh_reused']);
  });

  it('ends the family when it comes again after its successor was used', async () => {
    const { token, access } = await signIn();
    const device = await connect(server.url, access);
    const second = await rotate(token);
    const third = await rotate(second);
    const replayed = await desk.refresh(token);
    expect(replayed.status).toBe(401);
    expect(replayed.body).toEqual({ error: 'Войдите, чтобы продолжить', code: 'unauthorized' });
    expect((await desk.refresh(third)).status).toBe(401);
    expect((await desk.me(access)).status).toBe(401);
    await expect.poll(() => device.socket.connected).toBe(false);
    // Nobody put it out on purpose: what its user has not sent yet stays for him.
    expect(await device.fact('session:revoked')).toEqual({ keeps_unsent: true });
  });

  it('ends the family when it comes again after the minute that a lost answer has', async () => {
    const { account, token } = await signIn();
    const next = await rotate(token);
    await desk.age(account.id, 61);
    expect((await desk.refresh(token)).status).toBe(401);
    expect((await desk.refresh(next)).status).toBe(401);
  });

  it('succeeds at most twice of twenty at once, and then its family is over', async () => {
    const { account, token } = await signIn();
    const answers = await Promise.all(Array.from({ length: 20 }, () => desk.refresh(token)));
    const good = answers.filter(({ status }) => status === 200);
    expect(good).toHaveLength(2);
    expect(answers.filter(({ status }) => status === 401)).toHaveLength(18);
    for (const { body } of good) expect((await desk.refresh(body.refresh_token!)).status).toBe(401);
    expect(await desk.trail(account.id)).toEqual(['login', 'refresh_repeated', 'refresh_reused']);
  });

  it('succeeds for both of two at once, and the one that holds goes on', async () => {
    const { token } = await signIn();
    const answers = await Promise.all([desk.refresh(token), desk.refresh(token)]);
    expect(answers.map(({ status }) => status)).toEqual([200, 200]);
  });

  it('leaves other sessions of the user alone when its family ends', async () => {
    const { account, token } = await signIn();
    const other = (await desk.login(account.email)).body.refresh_token!;
    const second = await rotate(token);
    await rotate(second);
    await desk.refresh(token);
    await rotate(other);
  });

  it('is refused when unknown, of an expired session, or of a disabled user', async () => {
    expect((await desk.refresh('a-token-that-nobody-made')).status).toBe(401);
    expect((await server.people.anyone('POST', '/api/auth/refresh', {})).status).toBe(401);
    const late = await signIn();
    await server.app.parts.db.rows(null, `UPDATE sessions SET expires_at = now() - interval '1 second' WHERE "user" = $1`, [late.account.id]);
    expect((await desk.refresh(late.token)).status).toBe(401);
    const closed = await signIn();
    await server.people.disable(closed.account.id);
    expect((await desk.refresh(closed.token)).status).toBe(401);
  });

  it('leaves nothing behind that would not be good any more', async () => {
    const { account, token } = await signIn();
    const last = await rotate(await rotate(await rotate(token)));
    const { db } = server.app.parts;
    const left = () => db.rows<{ count: number }>(null, `SELECT count(*) AS count FROM refresh_tokens t JOIN sessions s ON s.id = t.session WHERE s."user" = $1`, [account.id]);
    await db.rows(null, `UPDATE refresh_tokens SET used_at = now() - interval '30 days 1 second' WHERE id IN (
                           SELECT t.id FROM refresh_tokens t JOIN sessions s ON s.id = t.session WHERE s."user" = $1 AND t.used_at IS NOT NULL ORDER BY t.id LIMIT 2)`, [account.id]);
    const next = await rotate(last);
    // The one used lately, the one used just now, and the new one.
    expect(await left()).toEqual([{ count: 3 }]);
    expect((await desk.refresh(token)).status).toBe(401);
    await rotate(next);
  });

  it('keeps the session alive for thirty days from each use', async () => {
    const { account, token } = await signIn();
    await server.app.parts.db.rows(null, `UPDATE sessions SET expires_at = now() + interval '1 minute' WHERE "user" = $1`, [account.id]);
    await rotate(token);
    const [row] = await server.app.parts.db.rows<{ days: number }>(
      null,
      `SELECT round(extract(epoch FROM expires_at - now()) / 86400)::int AS days FROM sessions WHERE "user" = $1`,
      [account.id],
    );
    expect(row).toEqual({ days: 30 });
  });
});
