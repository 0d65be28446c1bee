import cluster from 'node:cluster';
import { fail, serve } from './serve';
import { offerSetUp } from './domain/first_admin';
import { readWorkers } from './workers/count';
import { servePrimary } from './workers/primary';

const count = countOrFail();
if (cluster.isPrimary && count > 1) await servePrimary(count);
else {
  const { app } = await serve();
  // The primary says where it listens, once all of its workers do.
  app.parts.log.info(cluster.isPrimary ? `listening on ${app.url}` : 'a worker serves');
  // One of the workers is enough to say it.
  const url = cluster.isPrimary || cluster.worker?.id === 1 ? await offerSetUp(app.parts).catch((error: unknown) => app.parts.log.warn({ err: error }, 'whether somebody administers here could not be asked')) : undefined;
  if (url !== undefined) app.parts.log.warn(`nobody administers here yet: open ${url} to make the first administrator; it works once`);
}

function countOrFail(): number {
  try {
    return readWorkers(process.argv.slice(2));
  } catch (error) {
    return fail(error);
  }
}
