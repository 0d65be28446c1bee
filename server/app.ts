import { createServer, type RequestListener, type Server as HttpServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Logger } from 'pino';
import { openClock } from './clock';
import { completeConfig, urlOf, type Environment } from './config';
import { createParts } from './create_parts';
import { connect, poolOf } from './database/connect';
import { openDatabase } from './database/database';
import { migrateUp } from './database/migrate';
import { startCollecting } from './domain/collecting';
import { presencesChanged } from './domain/presence';
import { loadAuthSecret } from './domain/secret';
import { startNotices } from './edge/jobs/notices';
import { createHttp } from './edge/http/http';
import { startJobs, type Jobs } from './edge/jobs/jobs';
import { startWebhooks } from './edge/jobs/webhooks';
import { coalesceWrites } from './edge/socket/coalesce';
import { createPace } from './edge/pace';
import { servePlainSockets, type PlainSockets } from './edge/plain_socket/plain_socket';
import { createIo, createTell, serveSockets } from './edge/socket/socket';
import { endSilently } from './edge/socket/sweep';
import type { Tell } from './edge/tell';
import { openStorage } from './files/files';
import { createInFlight } from './in_flight';
import type { ContractAge } from '../protocol/contract';
import type { ShareMetrics } from './metrics';
import type { OpenBus } from './nodes/bus';
import { startNodes } from './nodes/nodes';
import type { Parts } from './parts';
import { loadVapidKeys } from './push/keys';
import { countDueJobs } from './sql/jobs';
import { HAS_PARTS } from './sql/search';

/** Posts that are under way when a drain begins get this long. */
const DRAIN_MS = 6_000;
/** Connections get this long to close by themselves. */
const FAREWELL_MS = 1_000;

export type AppOptions = {
  environment: Environment;
  databaseUrl: string;
  log: Logger;
  version: string;
  pagesFolder: string;
  /** Where the other workers of this machine are spoken to, unless there is a Redis. */
  openBus?: OpenBus;
  /** How their numbers are put together. */
  shareMetrics?: ShareMetrics;
  /** The age that it says it has; absent: its own. */
  contract?: ContractAge;
};
export type App = { url: string; parts: Parts; tell: Tell; close(): Promise<void> };

/** Builds everything and listens. Throws, with a message to print, when the database or the port cannot be had. */
export async function createApp({ environment, databaseUrl, log, version, pagesFolder, openBus, shareMetrics, contract }: AppOptions): Promise<App> {
  const sequelize = await connect(databaseUrl);
  const http = createServer();
  let jobs: Jobs | undefined;
  try {
    await migrateUp(sequelize);
    const db = openDatabase(sequelize);
    const [secret, vapidKeys, storage, clock] = await Promise.all([loadAuthSecret(environment), loadVapidKeys(environment), openStorage(environment, db), openClock(db)]);
    if ((await db.rows(null, HAS_PARTS)).length === 0) log.warn('the database has no pg_trgm: search finds whole words and their beginnings only');
    // From here to the last listener nothing may be waited for: a request that comes to an open port without a listener is never answered.
    const port = await listen(http, environment.HOST, environment.PORT);
    const { parts, openShared, closeParts } = createParts({ config: { ...completeConfig(environment, port, secret), ...(contract && { contract }) }, db, clock, databaseUrl, vapidKeys, storage, log, openBus, shareMetrics });
    const stopCollecting = startCollecting(parts);
    const notices = startNotices(parts);
    const webhooks = startWebhooks(parts);
    const inFlight = createInFlight();
    const io = createIo(http, parts);
    coalesceWrites(io);
    const tellSockets = createTell(io);
    const tellHere: Tell = (happenings) => {
      tellSockets(happenings);
      plain.tell(happenings);
    };
    const nodes = openShared && startNodes({
      openBus: openShared,
      presence: parts.presence,
      viewing: parts.viewing,
      log,
      tellHere,
      movedElsewhere: (users) => quietly(log, async () => tellHere(await presencesChanged(parts, users))),
      missed: () => {
        parts.metrics.stale();
        io.local.emit('inbox:stale', {});
        quietly(log, () => endSilently(io, parts));
        quietly(log, plain.missed);
      },
    });
    parts.metrics.read({
      sockets: () => io.sockets.sockets.size,
      usersHere: () => parts.presence.here().length,
      inFlight: inFlight.count,
      pool: () => poolOf(sequelize),
      nodes: () => nodes && { isTogether: nodes.isTogether(), others: nodes.others() },
      waitingPosts: () => parts.postings.waiting,
      dueJobs: () => countDueJobs(db),
    });
    const tell: Tell = (happenings) => {
      tellHere(happenings);
      nodes?.tell(happenings);
    };
    const pace = createPace(parts.config.EVENTS_PER_SECOND);
    serveSockets(io, parts, tell, inFlight, pace);
    const plain: PlainSockets = servePlainSockets(http, io.path(), parts, tell, inFlight, pace);
    const serving = serveHttp(http, io.path(), createHttp(parts, tell, { version, pagesFolder, inFlight }) as RequestListener);

    const close = async () => {
      serving.end();
      nodes?.leave();
      // Clients hear that the server leaves, and come back elsewhere or later with what they could not send.
      io.local.disconnectSockets(true);
      plain.end();
      const stopped = Promise.all([jobs?.stop(), notices.stop(), webhooks.stop()]);
      if (!(await inFlight.settled(DRAIN_MS))) log.warn('some requests did not end in time');
      // Whoever has sent half a request, or does not answer the farewell, is not waited for any longer.
      http.closeAllConnections();
      await Promise.race([io.close(), new Promise((resolve) => setTimeout(resolve, FAREWELL_MS).unref())]);
      await stopped;
      await nodes?.close();
      await stopCollecting();
      await closeParts();
      await sequelize.close();
    };
    jobs = await startJobs(parts, databaseUrl, tell);
    return { url: urlOf(environment.HOST, port), parts, tell, close };
  } catch (error) {
    await jobs?.stop();
    http.close();
    await sequelize.close();
    throw error;
  }
}

/** Answers what is not Socket.IO's own (a second answer would break the connection), until its end. */
function serveHttp(http: HttpServer, socketPath: string, serve: RequestListener): { end(): void } {
  let isEnding = false;
  http.on('request', (request, response) => {
    if (request.url?.startsWith(`${socketPath}/`)) return;
    // A connection that is kept alive would bring the next request into the drain.
    if (isEnding) response.setHeader('Connection', 'close');
    serve(request, response);
  });
  return {
    end() {
      isEnding = true;
      http.close();
      http.closeIdleConnections();
    },
  };
}

/** What nobody waits for: it is tried again by itself, or by the devices. */
function quietly(log: Logger, work: () => Promise<void>): void {
  work().catch((error: unknown) => log.warn({ err: error }, 'the other processes\' news could not be told'));
}

async function listen(http: HttpServer, host: string, port: number): Promise<number> {
  await new Promise<void>((resolve, reject) => {
    http.once('error', reject);
    http.listen(port, host, () => {
      http.off('error', reject);
      resolve();
    });
  });
  return (http.address() as AddressInfo).port;
}
