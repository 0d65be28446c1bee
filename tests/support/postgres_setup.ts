import type { TestProject } from 'vitest/node';
import { removeAbandoned, startPrivatePostgres } from './postgres';

declare module 'vitest' {
  interface ProvidedContext {
    postgresUrl: string;
  }
}

/** Starts the run's database server, or uses the one that TEST_DATABASE_URL names; its account must be allowed to create databases. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const external = process.env.TEST_DATABASE_URL;
  if (external !== undefined && external !== '') {
    project.provide('postgresUrl', external);
    return () => Promise.resolve();
  }
  await removeAbandoned();
  const postgres = await startPrivatePostgres();
  project.provide('postgresUrl', postgres.url);
  return () => postgres.remove();
}
