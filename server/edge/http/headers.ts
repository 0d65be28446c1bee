import type { RequestHandler } from 'express';
import type { Config } from '../../config';
import { describeRefusal } from '../handle';
import { languageOf, sendError } from './mount';

/** What a page of another origin may read of an answer; the latter ones are those of uploads and of parts of files. */
const EXPOSED = 'Link, Next-Cursor, Retry-After, Location, Tus-Resumable, Upload-Offset, Upload-Length, Upload-Metadata, ETag, Accept-Ranges, Content-Range, Content-Disposition';
const SAFE_METHODS = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * Who may call from a page: answers preflights of allowed origins, names the origin in answers to them, and refuses a foreign page's
 * changes. No Origin header at all is not a browser and passes.
 */
export function originGate(config: Config): RequestHandler {
  return (request, response, next) => {
    const origin = request.get('origin');
    response.vary('Origin');
    if (origin === undefined) return next();
    if (!config.allowedOrigins.includes(origin)) {
      if (SAFE_METHODS.has(request.method)) return next();
      return sendError(response, describeRefusal('forbidden', languageOf(request)));
    }
    response.set({ 'Access-Control-Allow-Origin': origin, 'Access-Control-Expose-Headers': EXPOSED });
    if (request.method !== 'OPTIONS') return next();
    response.set({
      'Access-Control-Allow-Methods': 'GET, HEAD, POST, PUT, PATCH, DELETE',
      'Access-Control-Allow-Headers': 'Authorization, Content-Type, Accept-Language, X-Orderline-Page, Range, If-None-Match, Tus-Resumable, Upload-Length, Upload-Metadata, Upload-Offset',
      'Access-Control-Max-Age': '600',
    });
    response.status(204).end();
  };
}

/** Answers of the API are nobody's to keep. */
export const noStore: RequestHandler = (_request, response, next) => {
  response.set('Cache-Control', 'no-store');
  next();
};
