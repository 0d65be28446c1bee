import { createClient } from 'redis';
import { describe, expect, it } from 'vitest';
import { createLimits } from '../../server/limits';
import { Refusal } from '../../server/refusal';

describe('the limits', () => {
  const config = { LOGINS_PER_MINUTE: 5, POSTS_PER_MINUTE: 3 };

  it('let so many through in a minute, each key and kind for itself, and say how long to wait', async () => {
    const limits = createLimits(config);
    for (let post = 0; post < 3; post++) await limits.take('post', '1');
    const refused = await limits.take('post', '1').catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(Refusal);
    expect(refused).toMatchObject({ code: 'rate_limited', extra: { retry_after: expect.any(Number) } });
    expect((refused as Refusal).extra.retry_after).toBeGreaterThan(50);
    expect((refused as Refusal).extra.retry_after).toBeLessThanOrEqual(60);
    await limits.take('post', '2');
    await limits.take('login', '1');
  });

  it('hold an account’s attempts tighter than an address’s, and never above them', async () => {
    const wide = createLimits({ ...config, LOGINS_PER_MINUTE: 1000 });
    for (let attempt = 0; attempt < 10; attempt++) await wide.take('login_account', 'pair');
    await expect(wide.take('login_account', 'pair')).rejects.toMatchObject({ code: 'rate_limited' });
    const narrow = createLimits(config);
    for (let attempt = 0; attempt < 5; attempt++) await narrow.take('login_account', 'pair');
    await expect(narrow.take('login_account', 'pair')).rejects.toMatchObject({ code: 'rate_limited' });
  });

  it('give back what turned out to be good', async () => {
    const limits = createLimits(config);
    for (let round = 0; round < 20; round++) {
      await limits.take('login_account', 'pair');
      await limits.giveBack('login_account', 'pair');
    }
    await limits.take('login_account', 'pair');
  });

  it('are counted in memory while Redis is away', async () => {
    const limits = createLimits(config, { client: createClient({ url: 'redis://127.0.0.1:1' }), prefix: 'tests' });
    for (let post = 0; post < 3; post++) await limits.take('post', '1');
    await expect(limits.take('post', '1')).rejects.toMatchObject({ code: 'rate_limited', extra: { retry_after: expect.any(Number) } });
    await limits.giveBack('post', '1');
  });
});
