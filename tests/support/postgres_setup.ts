import type { TestProject } from 'vitest/node';
import { keepTemporaryFilesInMemory } from './memory_folder';
import { makeDatabase, removeAbandoned, startPrivatePostgres } from './postgres';
import { startServer } from './server';

declare module 'vitest' {
  interface ProvidedContext {
    postgresUrl: string;
    /** The database from which those with a schema are copied. */
    postgresTemplate: string;
  }
}

/** Starts the run's database server, or uses the one that TEST_DATABASE_URL names; its account must be allowed to create databases. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const external = process.env.TEST_DATABASE_URL;
  const isExternal = external !== undefined && external !== '';
  // Of runs that kept their files on the disk.
  if (!isExternal) await removeAbandoned();
  const removeTemporaryFiles = keepTemporaryFilesInMemory();
  let giveBack = (): Promise<void> => Promise.resolve();
  let stopAtOnce = (): void => undefined;
  const end = async () => {
    stopAtOnce = () => undefined;
    await giveBack().finally(removeTemporaryFiles);
  };
  // Told to stop, vitest waits for nothing any more.
  process.once('exit', () => {
    stopAtOnce();
    removeTemporaryFiles();
  });
  try {
    if (isExternal) {
      giveBack = (await provide(project, external)).drop;
      return end;
    }
    const postgres = await startPrivatePostgres();
    giveBack = postgres.remove;
    stopAtOnce = () => process.kill(postgres.pid(), 'SIGQUIT');
    await provide(project, postgres.url);
    return end;
  } catch (error) {
    await end();
    throw error;
  }
}

/** Names the server to the tests, with a database whose schema the server itself has made, once for all of them. */
async function provide(project: TestProject, url: string): ReturnType<typeof makeDatabase> {
  const template = await makeDatabase(url, 'template1');
  const server = await startServer({ databaseUrl: template.url });
  await server.close();
  project.provide('postgresUrl', url);
  project.provide('postgresTemplate', new URL(template.url).pathname.slice(1));
  return template;
}
