import type { Logger } from 'pino';
import type { Clock } from './clock';
import { hostsOf, pushSubject, type Config } from './config';
import type { Database } from './database/database';
import { openLanes } from './database/lanes';
import { openReportPool } from './database/report_pool';
import { openSearchPool } from './database/search_pool';
import { createPostQueue, POST_LANES } from './domain/post_queue';
import { createPresence } from './domain/presence';
import { createViewing } from './domain/viewing';
import { createFiles } from './files/files';
import type { Storage } from './files/storage';
import { createLimits } from './limits';
import { createMail } from './mail/mail';
import { createMetrics, type ShareMetrics } from './metrics';
import type { OpenBus } from './nodes/bus';
import { channelOf } from './nodes/channel';
import { openRedis } from './nodes/redis';
import { createOidc } from './oidc/oidc';
import type { Parts } from './parts';
import { createUnread } from './unread';
import type { VapidKeys } from './push/keys';
import { createPush } from './push/push';
import { createWebhookSender } from './webhooks/send';

export type PartsOptions = { config: Config; db: Database; clock: Clock; databaseUrl: string; vapidKeys: VapidKeys; storage: Storage; log: Logger; openBus: OpenBus | undefined; shareMetrics: ShareMetrics | undefined };

/** The parts, the bus over which this process hears the others (undefined: it is meant to be alone), and the end of every connection that they hold. */
export function createParts({ config, db, clock, databaseUrl, vapidKeys, storage, log, openBus, shareMetrics }: PartsOptions): { parts: Parts; openShared: OpenBus | undefined; closeParts(): Promise<void> } {
  const channel = channelOf(config.authSecret);
  const redis = config.REDIS_URL === undefined ? undefined : openRedis(config.REDIS_URL, log);
  const search = openSearchPool(databaseUrl, (backend) => db.rows(null, 'SELECT pg_cancel_backend($1)', [backend]));
  const reports = openReportPool(databaseUrl);
  const lanes = openLanes(databaseUrl, POST_LANES);
  const parts: Parts = {
    config,
    db,
    clock,
    log,
    limits: createLimits(config, redis ? { client: redis.commands, prefix: channel } : openBus && 'workers'),
    metrics: createMetrics(shareMetrics),
    unread: createUnread(),
    postings: createPostQueue(() => parts, lanes),
    presence: createPresence(),
    viewing: createViewing(),
    search,
    reports,
    files: createFiles(config, storage, clock),
    push: createPush(vapidKeys, pushSubject(config)),
    webhooks: createWebhookSender(hostsOf(config)),
    mail: createMail(config, (what, line) => log.warn(what, line)),
    oidc: createOidc(config),
  };
  return {
    parts,
    openShared: redis ? (hear) => redis.bus(channel, hear) : openBus,
    async closeParts() {
      clock.stop();
      redis?.close();
      await search.close();
      await reports.close();
      await lanes.close();
    },
  };
}
