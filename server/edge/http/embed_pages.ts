import { Router } from 'express';
import { join } from 'node:path';
import type { Config } from '../../config';
import { pageHeaders } from './pages';

/** What the marketplace's pages embed: the script that they name, and the page that it shows in a frame. Nothing where nobody may embed. */
export function embedPages(config: Config, folder: string): Router {
  const router = Router();
  const parents = config.embedParents;
  if (parents.length === 0) return router;
  router.get('/embed.js', (_request, response, next) => {
    // Anybody's page may load it: it is the frame that is shown on listed ones only. Readable across origins, so that its hash can be checked there.
    response.set({ 'Cache-Control': 'no-cache', 'Cross-Origin-Resource-Policy': 'cross-origin', 'Access-Control-Allow-Origin': '*', 'X-Content-Type-Options': 'nosniff' });
    response.sendFile(join(folder, 'embed', 'embed.js'), { cacheControl: false }, (error) => error && next());
  });
  router.get('/embed', pageHeaders(config, parents), (request, response, next) => {
    const { parent } = request.query;
    // The page speaks to the parent that it was told and to no other; the browser, by the policy, shows it in listed ones only.
    if (typeof parent !== 'string' || !parents.includes(parent)) return next();
    response.set('Cache-Control', 'no-cache');
    response.sendFile(join(folder, 'client', 'embed.html'), { cacheControl: false }, (error) => error && next());
  });
  return router;
}
