import { Router, type RequestHandler } from 'express';
import { join } from 'node:path';
import { allowedParents } from '../../domain/frames';
import type { Parts } from '../../parts';
import { pageHeaders } from './pages';

/** What the marketplace's pages embed: the script that they name, and the page that it shows in a frame. Nothing where nobody can sign who they are. */
export function embedPages(parts: Parts, folder: string): Router {
  const router = Router();
  const { config } = parts;
  if (config.EMBED_SECRET === undefined) return router;
  const parents = allowedParents(parts);
  router.get('/embed.js', (_request, response, next) => {
    // Anybody's page may load it: it is the frame that is shown on listed ones only. Readable across origins, so that its hash can be checked there.
    response.set({ 'Cache-Control': 'no-cache', 'Cross-Origin-Resource-Policy': 'cross-origin', 'Access-Control-Allow-Origin': '*', 'X-Content-Type-Options': 'nosniff' });
    response.sendFile(join('embed', 'embed.js'), { root: folder, cacheControl: false }, (error) => error && next());
  });
  const frame: RequestHandler = async (request, response, next) => {
    const { parent } = request.query;
    const listed = await parents();
    // The page speaks to the parent that it was told and to no other; the browser, by the policy, shows it in listed ones only.
    if (typeof parent !== 'string' || !listed.includes(parent)) return next();
    pageHeaders(config, listed)(request, response, () => {
      // Kept by nobody: its headers say who is allowed now.
      response.set('Cache-Control', 'no-store');
      response.sendFile(join('client', 'embed.html'), { root: folder, cacheControl: false }, (error) => error && next());
    });
  };
  router.get('/embed', frame);
  return router;
}
