import type { Logger } from 'pino';
import type { Clock } from './clock';
import type { Config } from './config';
import type { Database } from './database/database';
import type { ReportPool } from './database/report_pool';
import type { SearchPool } from './database/search_pool';
import type { PostQueue } from './domain/post_queue';
import type { Presence } from './domain/presence';
import type { Viewing } from './domain/viewing';
import type { Files } from './files/files';
import type { Mail } from './mail/mail';
import type { Oidc } from './oidc/oidc';
import type { WebhookSender } from './webhooks/send';
import type { Push } from './push/push';
import type { Limits } from './limits';
import type { Unread } from './unread';
import type { Metrics } from './metrics';

/** What every domain file may use; built once by `createApp`. */
export type Parts = { config: Config; db: Database; clock: Clock; log: Logger; limits: Limits; metrics: Metrics; unread: Unread; postings: PostQueue; presence: Presence; viewing: Viewing; search: SearchPool; reports: ReportPool; files: Files; push: Push; webhooks: WebhookSender; mail: Mail | null; oidc: Oidc | null };
