import { fileURLToPath } from 'node:url';
import { pino, type Logger } from 'pino';
import type { ContractAge } from '../../protocol/contract';
import { createApp, type App } from '../../server/app';
import { readEnvironment } from '../../server/config';
import { temporaryFolder } from './folder';
import { createMigratedDatabase } from './postgres';
import { createPeople, type People } from './people';

export const API_KEY = 'test-marketplace-key-0123456789';
export const SECRET = 'a secret of the tests, long enough for them';

export type TestServer = {
  url: string;
  app: App;
  databaseUrl: string;
  people: People;
  close(): Promise<void>;
};

export type TestServerOptions = {
  /** Variables over the tests' own ones. */
  environment?: Record<string, string>;
  /** A database that belongs to somebody else; absent: one of its own without any rows. */
  databaseUrl?: string;
  /** Where it logs; absent: nowhere, or as TEST_LOG says. */
  log?: Logger;
  /** Another age than its own, to meet programs of other ages. */
  contract?: ContractAge;
};

const PAGES = fileURLToPath(new URL('../../dist/renderer', import.meta.url));

/** The real server in this process, on a free port and a real database without rows. */
export async function startServer({ environment = {}, databaseUrl, contract, log = pino({ level: process.env.TEST_LOG ?? 'silent' }) }: TestServerOptions = {}): Promise<TestServer> {
  const database = databaseUrl === undefined ? await createMigratedDatabase() : { url: databaseUrl, drop: async () => undefined };
  const app = await createApp({
    environment: readEnvironment(testEnvironment(environment)),
    databaseUrl: database.url,
    log,
    version: '0.0.0-test',
    pagesFolder: PAGES,
    ...(contract && { contract }),
  });
  return {
    url: app.url,
    app,
    databaseUrl: database.url,
    people: createPeople(app.url, API_KEY),
    async close() {
      await app.close();
      await database.drop();
    },
  };
}

/** The environment of a test's server: limits that a test does not meet by accident. */
export function testEnvironment(over: Record<string, string>): Record<string, string> {
  return {
    PORT: '0',
    DATA_DIR: temporaryFolder('data'),
    AUTH_SECRET: SECRET,
    MARKETPLACE_API_KEY: API_KEY,
    POSTS_PER_MINUTE: '100000',
    LOGINS_PER_MINUTE: '10000',
    ...over,
  };
}
