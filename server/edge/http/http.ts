import express, { type ErrorRequestHandler, type Express } from 'express';
import type { Parts } from '../../parts';
import { describeRefusal, toRefusal } from '../handle';
import type { Tell } from '../tell';
import { adminRoutes } from './admin';
import { answerTimeRoutes } from './answer_times';
import { authRoutes } from './auth';
import { chatRoutes } from './chat';
import { embedRoutes } from './embed';
import { embedPages } from './embed_pages';
import { fileRoutes } from './files';
import { exportRoutes } from './exports';
import { healthRoutes } from './health';
import { noStore, originGate } from './headers';
import { metricsRoutes } from './metrics';
import { languageOf, mountRoutes, sendError, type InFlight } from './mount';
import { openApiRoutes } from './openapi';
import { orderRoutes } from './orders';
import { webhookInRoutes } from './webhooks_in';
import { pages } from './pages';
import { passwordRoutes } from './passwords';
import { replyRoutes } from './replies';
import { pushRoutes } from './push';
import { ratingRoutes } from './ratings';
import { reportRoutes } from './reports';
import type { Route } from './route';
import { secondFactorRoutes } from './second_factor';
import { searchRoutes } from './search';
import { singleSignOnRoutes } from './single_sign_on';
import { userRoutes } from './users';
import { webhookRoutes } from './webhooks';

export type HttpOptions = { version: string; pagesFolder: string; inFlight: InFlight };

/** Every route that the access list names, with its schemas and its handler. */
export function routesOf(parts: Parts, version: string): Route[] {
  const routes: Route[] = [
    ...healthRoutes(version),
    ...metricsRoutes,
    ...authRoutes,
    ...passwordRoutes,
    ...secondFactorRoutes,
    ...singleSignOnRoutes,
    ...embedRoutes,
    ...userRoutes,
    ...chatRoutes,
    ...searchRoutes,
    ...replyRoutes,
    ...fileRoutes(parts),
    ...orderRoutes,
    ...exportRoutes,
    ...answerTimeRoutes,
    ...pushRoutes,
    ...ratingRoutes,
    ...reportRoutes,
    ...webhookRoutes,
    ...webhookInRoutes,
    ...adminRoutes,
    ...openApiRoutes(parts, version, () => routes),
  ];
  return routes;
}

/** Everything that is spoken over HTTP. */
export function createHttp(parts: Parts, tell: Tell, { version, pagesFolder, inFlight }: HttpOptions): Express {
  const app = express();
  app.disable('x-powered-by');
  app.set('etag', false);
  app.set('trust proxy', trustProxy(parts.config.TRUST_PROXY));
  app.use(originGate(parts.config));
  app.use(['/api', '/healthz', '/readyz', '/metrics'], noStore, (_request, response, next) => {
    response.set({ 'X-Content-Type-Options': 'nosniff', 'Content-Security-Policy': "default-src 'none'; frame-ancestors 'none'" });
    next();
  });
  mountRoutes(app, parts, routesOf(parts, version), tell, inFlight);
  app.use(embedPages(parts, pagesFolder));
  app.use(pages(parts.config, pagesFolder));
  app.use((request, response) => sendError(response, describeRefusal('not_found', languageOf(request))));
  app.use(lastResort(parts));
  return app;
}

/** A malformed URL or the like, which Express itself throws before any handler of ours. */
function lastResort(parts: Parts): ErrorRequestHandler {
  return (error, request, response, next) => {
    if (response.headersSent) return next(error);
    const status = (error as { status?: number }).status;
    const code = status !== undefined && status < 500 ? 'bad_request' : toRefusal(error).code;
    if (code === 'internal') parts.log.error({ err: error }, 'request failed');
    sendError(response, describeRefusal(code, languageOf(request)));
  };
}

/** Addresses or subnets of the proxies in front, exactly; a number would trust whoever comes that way. */
function trustProxy(setting: string | undefined): string[] | false {
  return setting === undefined ? false : setting.split(',').map((part) => part.trim());
}
