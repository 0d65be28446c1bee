import { chmodSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { loadAuthSecret } from '../../server/domain/secret';
import { temporaryFolder } from '../support/folder';

describe('the secret that signs access tokens', () => {
  it('is the one of the environment when that names one', async () => {
    const folder = temporaryFolder('secret');
    expect(await loadAuthSecret({ AUTH_SECRET: 'given', DATA_DIR: folder })).toBe('given');
    expect(readdirSync(folder)).toEqual([]);
  });

  it('is generated once, for its owner’s eyes, and stays', async () => {
    const folder = join(temporaryFolder('secret'), 'not', 'there', 'yet');
    const secrets = await Promise.all(Array.from({ length: 8 }, () => loadAuthSecret({ DATA_DIR: folder, AUTH_SECRET: undefined })));
    expect(new Set(secrets).size).toBe(1);
    expect(Buffer.from(secrets[0]!, 'base64url').length).toBeGreaterThanOrEqual(32);
    expect(readdirSync(folder)).toEqual(['auth_secret']);
    expect(statSync(join(folder, 'auth_secret')).mode & 0o777).toBe(0o600);
    expect(await loadAuthSecret({ DATA_DIR: folder, AUTH_SECRET: undefined })).toBe(secrets[0]);
  });

  it('says so when its file is damaged', async () => {
    const folder = temporaryFolder('secret');
    writeFileSync(join(folder, 'auth_secret'), 'short');
    chmodSync(join(folder, 'auth_secret'), 0o600);
    await expect(loadAuthSecret({ DATA_DIR: folder, AUTH_SECRET: undefined })).rejects.toThrow(/auth_secret is damaged/);
  });
});
