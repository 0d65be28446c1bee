import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { audit } from '../../server/domain/audit';
import { startServer, type TestServer } from '../support/server';

describe('the audit log', () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await startServer();
    await audit(server.app.parts, null, { kind: 'logout', actor: 1, session: 2, address: '192.0.2.1', data: { why: 'test' } });
  });
  afterAll(() => server.close());

  it('keeps who, what, when and from where', async () => {
    const rows = await server.app.parts.db.rows(null, 'SELECT * FROM audit_log');
    expect(rows).toEqual([
      { id: 1, at: expect.any(Date), kind: 'logout', actor: 1, session: 2, api_key: null, address: '192.0.2.1', data: { why: 'test' } },
    ]);
  });

  it('only grows', async () => {
    const { db } = server.app.parts;
    for (const sql of [`UPDATE audit_log SET kind = 'nothing'`, 'DELETE FROM audit_log', 'TRUNCATE audit_log']) {
      await expect(db.rows(null, sql)).rejects.toThrow('the audit log only grows');
    }
    expect(await db.audit_log.count()).toBe(1);
  });

  it('stands or falls with the deed it tells of', async () => {
    const { db } = server.app.parts;
    const failed = db.transaction(async (within) => {
      await audit(server.app.parts, within, { kind: 'logout', actor: 3 });
      throw new Error('the deed failed');
    });
    await expect(failed).rejects.toThrow('the deed failed');
    expect(await db.audit_log.count()).toBe(1);
  });
});
