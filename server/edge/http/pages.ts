import express, { Router, type RequestHandler } from 'express';
import packedStatic from 'express-static-gzip';
import helmet from 'helmet';
import { join } from 'node:path';
import { withLoopbackTwin, type Config } from '../../config';

/** The built pages: client at `/` and `/c…`, console at `/console`, and one for addresses that lead nowhere. `folder` holds `client/` and `console/`. */
export function pages(config: Config, folder: string): Router {
  const router = Router();
  const page = (name: string): RequestHandler => (_request, response, next) => {
    response.set('Cache-Control', 'no-cache');
    response.sendFile(join(name, 'index.html'), { root: folder, cacheControl: false }, (error) => error && next());
  };
  router.use(pageHeaders(config));
  for (const [name, scope] of [['client', '/c'], ['console', '/console']] as const) {
    // The worker lies among the page's files and serves the page's addresses; browsers look for a newer one each time.
    router.get(`/${name}/worker.js`, (_request, response, next) => {
      response.set({ 'Service-Worker-Allowed': scope, 'Cache-Control': 'no-cache' });
      response.sendFile(join(name, 'worker.js'), { root: folder, cacheControl: false }, (error) => error && next());
    });
    // Their names carry a hash of their content.
    router.use(`/${name}/assets`, packedStatic(join(folder, name, 'assets'), { enableBrotli: true, orderPreference: ['br'], index: false, serveStatic: { immutable: true, maxAge: '1y', redirect: false } }));
    router.use(`/${name}`, express.static(join(folder, name), { maxAge: '1h', index: false, redirect: false }));
  }
  router.get(['/', '/c', '/c/{*rest}'], page('client'));
  router.get(['/console', '/console/{*rest}'], page('console'));
  // Whoever looks with a browser gets a page; programs get the same as everywhere.
  router.get('/{*rest}', (request, response, next) => {
    if (request.path.startsWith('/api') || request.accepts(['json', 'html']) !== 'html') return next();
    response.status(404).set('Cache-Control', 'no-cache');
    response.sendFile(join(folder, 'client', 'not_found.html'), { cacheControl: false }, (error) => error && next());
  });
  return router;
}

/** The headers of a page; `parents`: the origins that may show it in a frame. */
export function pageHeaders(config: Config, parents: readonly string[] = []): RequestHandler {
  const sockets = withLoopbackTwin(config.publicUrl).map((origin) => origin.replace(/^http/, 'ws'));
  const isHttps = config.publicUrl.startsWith('https:');
  return helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'none'"],
        scriptSrc: ["'self'"],
        styleSrc: ["'self'"],
        imgSrc: ["'self'", 'data:', 'blob:'],
        mediaSrc: ["'self'", 'blob:'],
        fontSrc: ["'self'"],
        manifestSrc: ["'self'"],
        workerSrc: ["'self'"],
        // Some browsers do not count a WebSocket of the same host as 'self'.
        connectSrc: ["'self'", ...sockets],
        formAction: ["'none'"],
        baseUri: ["'none'"],
        frameAncestors: parents.length === 0 ? ["'none'"] : [...parents],
      },
    },
    referrerPolicy: { policy: 'no-referrer' },
    strictTransportSecurity: isHttps ? { maxAge: 31_536_000 } : false,
    // Knows no list: where there is one, the policy above speaks alone.
    xFrameOptions: parents.length === 0 ? { action: 'deny' } : false,
    crossOriginResourcePolicy: { policy: 'same-origin' },
  });
}
